use crate::snov::prelude::*;

pub(crate) struct Opens;

pub(crate) type ListCampaignOpens = EventsOf<Opens>;

impl Endpoint for ListCampaignOpens {
    type Answer = EventPage<Event>;

    const ABOUT: About = About {
        name: "list_campaign_opens",
        title: "List who opened a campaign's emails",
        description: "Lists who opened a Snov.io campaign's emails, when and which email, newest first; the only \
            filter is `campaign_id`. Use it to find who looked; compare with list_campaign_replies for those who did \
            not answer. A click (list_campaign_clicks) says more. Whether a second open is a second row is not \
            documented: count people in get_campaign_analytics. It is free.",
        pages: pages("opens"),
        ..About::read("https://snov.io/api#OpenEmails")
    };
    const CALL: Call = Call::get("/v1/get-emails-opened");
}

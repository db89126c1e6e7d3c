use crate::snov::prelude::*;

pub(crate) struct Opens;

pub(crate) type ListCampaignOpens = EventsOf<Opens>;

impl Endpoint for ListCampaignOpens {
    type Answer = EventPage<Event>;

    const ABOUT: About = About {
        name: "list_campaign_opens",
        title: "List a campaign's opens",
        description: "Lists who opened a campaign's emails, when and which email, newest first. An open says less than a click (list_campaign_clicks) or a reply (list_campaign_replies); totals are in get_campaign_analytics. An offset reads up to 10000 events. Free.",
        pages: pages("opens"),
        ..About::read("https://snov.io/api#OpenEmails")
    };
    const CALL: Call = Call::get("/v1/get-emails-opened");
}

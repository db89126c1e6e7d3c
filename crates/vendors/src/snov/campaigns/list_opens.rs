use crate::snov::prelude::*;

pub(crate) struct Opens;

pub(crate) type ListCampaignOpens = EventsOf<Opens>;

impl Endpoint for ListCampaignOpens {
    type Answer = EventPage<Event>;

    const ABOUT: About = About {
        name: "list_campaign_opens",
        title: "List who opened a campaign's emails",
        description: "Lists who opened a Snov.io campaign's emails, when and which email, newest first. Free. Use it \
            with list_campaign_replies to find who looked and did not answer. `count_only: true` counts rows, not \
            people: for people use get_campaign_analytics. The only filter is `campaign_id`: for one period use \
            list_recipient_activity. A click (list_campaign_clicks) says more than an open.",
        pages: pages("opens"),
        ..About::read("https://snov.io/api#OpenEmails")
    };
    const CALL: Call = Call::get("/v1/get-emails-opened");
}

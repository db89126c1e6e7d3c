use crate::snov::prelude::*;

pub(crate) struct Opens;

pub(crate) type ListCampaignOpens = EventsOf<Opens>;

impl Endpoint for ListCampaignOpens {
    type Answer = EventPage<Event>;

    const ABOUT: About = About {
        name: "list_campaign_opens",
        title: "List a campaign's opens",
        description: "Who opened an email of a campaign, when, and which, newest first.",
        pages: pages("opens"),
        ..About::read("https://snov.io/api#OpenEmails")
    };
    const CALL: Call = Call::get("/v1/get-emails-opened");
}

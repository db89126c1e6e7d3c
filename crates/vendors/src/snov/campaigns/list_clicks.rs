use crate::snov::prelude::*;

pub(crate) struct Clicks;

pub(crate) type ListCampaignClicks = EventsOf<Clicks>;

impl Endpoint for ListCampaignClicks {
    type Answer = EventPage<Event>;

    const ABOUT: About = About {
        name: "list_campaign_clicks",
        title: "List a campaign's link clicks",
        description: "Who clicked a link in an email of a campaign, when, and in which, newest first.",
        pages: pages("clicks"),
        ..About::read("https://snov.io/api#EmailsClicked")
    };
    const CALL: Call = Call::get("/v1/get-emails-clicked");
}

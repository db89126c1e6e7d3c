use crate::snov::prelude::*;

pub(crate) struct Clicks;

pub(crate) type ListCampaignClicks = EventsOf<Clicks>;

impl Endpoint for ListCampaignClicks {
    type Answer = EventPage<Event>;

    const ABOUT: About = About {
        name: "list_campaign_clicks",
        title: "List a campaign's link clicks",
        description: "Lists who clicked a link in a campaign's emails, when and in which email, newest first. Use it to find who is interested. Opens are in list_campaign_opens, replies in list_campaign_replies, totals in get_campaign_analytics. An offset reads up to 10000 events. Free.",
        pages: pages("clicks"),
        ..About::read("https://snov.io/api#EmailsClicked")
    };
    const CALL: Call = Call::get("/v1/get-emails-clicked");
}

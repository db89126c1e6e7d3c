use crate::snov::prelude::*;

pub(crate) struct Replies;

pub(crate) type ListCampaignReplies = EventsOf<Replies>;

impl Endpoint for ListCampaignReplies {
    type Answer = EventPage<Event>;

    const ABOUT: About = About {
        name: "list_campaign_replies",
        title: "List a campaign's replies",
        description: "Lists who replied in a campaign, when, and to which email, newest first. Use it to see whom to answer; what they wrote is not part of it and is read in Snov.io. Clicks are in list_campaign_clicks, totals in get_campaign_analytics. An offset reads up to 10000 events. Free.",
        pages: pages("replies"),
        ..About::read("https://snov.io/api#CampaignReplies")
    };
    const CALL: Call = Call::get("/v1/get-emails-replies");
}

use crate::snov::prelude::*;

pub(crate) struct Replies;

pub(crate) type ListCampaignReplies = EventsOf<Replies>;

impl Endpoint for ListCampaignReplies {
    type Answer = EventPage<Event>;

    const ABOUT: About = About {
        name: "list_campaign_replies",
        title: "List a campaign's replies",
        description: "Who replied in a campaign, when, and to which email, newest first. What they wrote is not part of it.",
        pages: pages("replies"),
        ..About::read("https://snov.io/api#CampaignReplies")
    };
    const CALL: Call = Call::get("/v1/get-emails-replies");
}

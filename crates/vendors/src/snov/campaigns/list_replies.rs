use crate::snov::prelude::*;

pub(crate) struct Replies;

pub(crate) type ListCampaignReplies = EventsOf<Replies>;

impl Endpoint for ListCampaignReplies {
    type Answer = EventPage<Event>;

    const ABOUT: About = About {
        name: "list_campaign_replies",
        title: "List a campaign's replies",
        description: "Lists who replied in a Snov.io campaign, when, and to which email, newest first; the only filter \
            is `campaign_id`. `email_subject` and `email_body` are yours: their words, and replies on LinkedIn, are in \
            list_all_replies. Whether a person can have several rows is not documented. Clicks are in \
            list_campaign_clicks, totals in get_campaign_analytics. It is free.",
        pages: pages("replies"),
        ..About::read("https://snov.io/api#CampaignReplies")
    };
    const CALL: Call = Call::get("/v1/get-emails-replies");
}

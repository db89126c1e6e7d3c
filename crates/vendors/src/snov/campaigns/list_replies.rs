use crate::snov::prelude::*;

pub(crate) struct Replies;

pub(crate) type ListCampaignReplies = EventsOf<Replies>;

impl Endpoint for ListCampaignReplies {
    type Answer = EventPage<Event>;

    const ABOUT: About = About {
        name: "list_campaign_replies",
        title: "List a campaign's replies",
        description: "Lists who replied in a Snov.io campaign, when and to which email, newest first. Free. Use it to \
            see whom to answer. `email_subject` and `email_body` are yours: for their words, and replies on LinkedIn, \
            use list_all_replies. The only filter is `campaign_id`, and a person may have several rows: for totals use \
            get_campaign_analytics, over all campaigns inbox.",
        pages: pages("replies"),
        ..About::read("https://snov.io/api#CampaignReplies")
    };
    const CALL: Call = Call::get("/v1/get-emails-replies");
}

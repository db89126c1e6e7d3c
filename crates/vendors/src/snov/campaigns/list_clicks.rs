use crate::snov::prelude::*;

pub(crate) struct Clicks;

pub(crate) type ListCampaignClicks = EventsOf<Clicks>;

impl Endpoint for ListCampaignClicks {
    type Answer = EventPage<Event>;

    const ABOUT: About = About {
        name: "list_campaign_clicks",
        title: "List who clicked a link of a campaign",
        description: "Lists who clicked a link in a Snov.io campaign's emails, when and in which email, newest first. \
            Free. Use it to find who is interested; the link itself is not told. The only filter is `campaign_id`. \
            `count_only: true` counts rows, not people: for people use get_campaign_analytics. For opens use \
            list_campaign_opens, for replies list_campaign_replies, for one period list_recipient_activity.",
        pages: pages("clicks"),
        ..About::read("https://snov.io/api#EmailsClicked")
    };
    const CALL: Call = Call::get("/v1/get-emails-clicked");
}

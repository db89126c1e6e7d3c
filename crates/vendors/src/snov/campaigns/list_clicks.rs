use crate::snov::prelude::*;

pub(crate) struct Clicks;

pub(crate) type ListCampaignClicks = EventsOf<Clicks>;

impl Endpoint for ListCampaignClicks {
    type Answer = EventPage<Event>;

    const ABOUT: About = About {
        name: "list_campaign_clicks",
        title: "List who clicked a link of a campaign",
        description: "Lists who clicked a link in a Snov.io campaign's emails, when and in which email, newest first; \
            the link itself is not told. Use it to find who is interested. Whether a second click is a second row is \
            not documented: count people in get_campaign_analytics. The only filter is `campaign_id`. \
            list_campaign_opens has opens, list_campaign_replies replies. Free.",
        pages: pages("clicks"),
        ..About::read("https://snov.io/api#EmailsClicked")
    };
    const CALL: Call = Call::get("/v1/get-emails-clicked");
}

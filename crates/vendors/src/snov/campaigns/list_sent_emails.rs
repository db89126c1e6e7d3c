use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
pub(crate) struct SentEmail {
    id: Option<Text>,
    sent_date: Option<Date>,
    /// The recipient
    user_name: Option<Untrusted<Text>>,
    user_email: Option<Text>,
    campaign: Option<Text>,
    hash: Option<Text>,
}

pub(crate) type ListSentEmails = EventsOf<SentEmail>;

impl Endpoint for ListSentEmails {
    type Answer = EventPage<SentEmail>;

    const ABOUT: About = About {
        name: "list_sent_emails",
        title: "List a campaign's sent emails",
        description: "Lists which recipients of a campaign were mailed and when, newest first. Use it to see whether somebody was contacted. What came back is in list_campaign_opens, list_campaign_clicks and list_campaign_replies; totals are in get_campaign_analytics. An offset reads up to 10000 mails. Free.",
        pages: pages("emails"),
        ..About::read("https://snov.io/api#EmailsSent")
    };
    const CALL: Call = Call::get("/v1/emails-sent");
}

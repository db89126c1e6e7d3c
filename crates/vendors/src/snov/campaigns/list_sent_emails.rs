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
        description: "Which recipients of a campaign were mailed and when, newest first.",
        pages: pages("emails"),
        ..About::read("https://snov.io/api#EmailsSent")
    };
    const CALL: Call = Call::get("/v1/emails-sent");
}

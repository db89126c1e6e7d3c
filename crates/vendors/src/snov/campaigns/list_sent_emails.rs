use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
pub(crate) struct SentEmail {
    /// Id of this row
    id: Option<Text>,
    /// When it was sent, RFC 3339
    sent_date: Option<Date>,
    /// Full name of the recipient
    user_name: Option<Untrusted<Text>>,
    /// Email address of the recipient, as the campaign has it
    user_email: Option<Text>,
    /// Name of the campaign
    campaign: Option<Text>,
    /// Code of the mail at Snov.io
    #[schemars(extend("x-rare" = true))]
    hash: Option<Text>,
}

pub(crate) type ListSentEmails = EventsOf<SentEmail>;

impl Endpoint for ListSentEmails {
    type Answer = EventPage<SentEmail>;

    const ABOUT: About = About {
        name: "list_sent_emails",
        title: "List a campaign's sent emails",
        description: "Lists the mails that a Snov.io campaign sent, one row each, newest first: recipient and time, \
            without subject and text. Free. Use it to see who was mailed, and when. Rows have the address, no prospect \
            id: go on with find_prospect_by_email. The only filter is `campaign_id`. For replies use \
            list_campaign_replies, for other events list_recipient_activity, for totals get_campaign_analytics.",
        pages: pages("emails"),
        ..About::read("https://snov.io/api#EmailsSent")
    };
    const CALL: Call = Call::get("/v1/emails-sent");
}

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
        description: "Lists the mails that a Snov.io campaign sent, one row each: recipient and time, newest first, \
            without subject and text. Rows have the address, no prospect id: go on with find_prospect_by_email. The \
            only filter is `campaign_id`. A person has a row for each mail. What came back is in list_campaign_opens, \
            list_campaign_clicks and list_campaign_replies, totals in get_campaign_analytics. Free.",
        pages: pages("emails"),
        ..About::read("https://snov.io/api#EmailsSent")
    };
    const CALL: Call = Call::get("/v1/emails-sent");
}

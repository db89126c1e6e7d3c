use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ListEmails {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Lead's address or thread:<id>
    search: Option<String>,
    /// Its id
    campaign_id: Option<CampaignId>,
    /// Its id
    list_id: Option<LeadListId>,
    /// E.g. 1
    i_status: Option<i64>,
    /// Comma-separated
    eaccount: Option<Sender>,
    /// Lead's address
    lead: Option<Recipients<Address>>,
    /// Unread only
    is_unread: Option<bool>,
}

impl Endpoint for ListEmails {
    type Answer = Page<Email>;
    const ABOUT: About = About {
        name: "list_emails",
        title: "List emails",
        description: "Reads mails, newest first, whole: keep `limit` small. 20 calls a minute.",
        pages: pages("emails"),
        ..About::read("https://developer.instantly.ai/api/v2/email/listemail")
    };
    const CALL: Call = Call::get("/emails");
}

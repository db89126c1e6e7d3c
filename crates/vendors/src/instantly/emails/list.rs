use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListEmails {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// A lead's email address; or `thread:` and a `thread_id` for one conversation
    search: Option<String>,
    /// Only emails of this campaign: id from list_campaigns
    campaign_id: Option<CampaignId>,
    /// Only emails with leads of this list: id from list_lead_lists
    list_id: Option<LeadListId>,
    /// Interest status of the email, numbered as a lead's: 0 out of office, 1 interested, 2 meeting booked, 3 meeting
    /// completed, 4 won, -1 not interested, -2 wrong person, -3 lost, -4 no show; others are custom labels
    i_status: Option<i64>,
    /// Only emails of these mailboxes of yours: addresses, comma-separated
    eaccount: Option<Sender>,
    /// Only emails with the lead of this address
    lead: Option<Recipients<Address>>,
    /// true: only unread ones; false: only read ones
    is_unread: Option<bool>,
}

impl Plain for ListEmails {
    type Object = Email;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_emails",
        title: "List emails",
        description: "Reads mails of the workspace's mailboxes, sent and received, newest first. Use it to find replies \
            (`is_unread`, `i_status`), to read a conversation (`search`: `thread:` and its id), and to get the `id` \
            that reply_to_email needs. For people rather than mails use list_leads. 20 calls a minute: narrow by \
            `campaign_id` or `lead`.",
        pages: pages("emails"),
        ..About::read("https://developer.instantly.ai/api/v2/email/listemail")
    };
    const CALL: Call = Call::get("/emails");
}

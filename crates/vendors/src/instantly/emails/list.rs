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
    /// Only emails whose lead has this interest, by name or number
    i_status: Option<Named<Interest>>,
    /// Only emails of these mailboxes of yours: addresses from list_accounts, comma-separated
    eaccount: Option<Sender>,
    /// Only emails with the lead of this address
    lead: Option<Recipients<Address>>,
    /// true: only unread ones; false: only read ones
    is_unread: Option<bool>,
    /// Only emails stored after this time, RFC 3339
    min_timestamp_created: Option<Moment>,
    /// Only emails stored before this time, RFC 3339, after `min_timestamp_created`
    max_timestamp_created: Option<Moment>,
    /// received: from leads; sent: by campaigns; manual: by hand
    email_type: Option<EmailType>,
    /// true: only the latest email of each thread, a row a conversation
    latest_of_thread: Option<bool>,
    /// Only emails with people of this company: its domain
    company_domain: Option<Recipients<String>>,
    /// Which tab of the inbox: emode_focused (primary), emode_others or emode_all
    mode: Option<Mode>,
    /// By the time it was stored: desc (newest first, the default) or asc
    sort_order: Option<SortOrder>,
    /// true: only emails that wait to be sent
    scheduled_only: Option<bool>,
    /// true: only emails with a reminder
    has_reminder: Option<bool>,
    /// true: only those marked as done in the app; false: only the others
    marked_as_done: Option<bool>,
    /// Only emails whose lead is given to this user: `user_id` of list_workspace_members
    assigned_to: Option<Sender<UserId>>,
}

/// Which emails, by who sent them.
#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum EmailType {
    Received,
    Sent,
    Manual,
}

/// Which tab of the inbox.
#[derive(JsonSchema)]
#[schemars(inline)]
pub enum Mode {
    #[serde(rename = "emode_focused")]
    Focused,
    #[serde(rename = "emode_others")]
    Others,
    #[serde(rename = "emode_all")]
    All,
}

/// Which emails come first.
#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum SortOrder {
    Asc,
    Desc,
}

impl Plain for ListEmails {
    type Object = Email;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_emails",
        title: "List emails",
        description: "Finds mails of Instantly mailboxes, newest first unless `sort_order: asc`; filters narrow each \
            other. For unread replies set `is_unread: true` and `email_type: received`; for one conversation set \
            `search` to `thread:` and its id. No filter searches the text. reply_to_email needs its `id` and \
            `eaccount`. Brief rows cut bodies: use get_email. 20 calls a minute. Across vendors use inbox.",
        pages: pages("emails"),
        scope: Some("emails:read"),
        ..About::read("https://developer.instantly.ai/api/v2/email/listemail")
    };
    const CALL: Call = Call::get("/emails");
    const LOOK: Look = Look { remarks: Some(remarks), ..Look::NONE };
}

/// Why nothing is found: the vendor finds addresses and conversations, and takes any other text for one that no mail has.
fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let is_empty = outputs.get("emails").and_then(Value::as_array).is_some_and(Vec::is_empty);
    let search = inputs.get("search").and_then(Value::as_str).unwrap_or("@");
    if !is_empty || search.contains('@') || search.trim_start().starts_with("thread:") {
        return Remarks::default();
    }
    Remarks::note(
        "`search` finds a lead's address or a conversation (`thread:` and a `thread_id`), and no names or words: take the address from \
         instantly_list_leads.",
    )
}

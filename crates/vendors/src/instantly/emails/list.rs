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
    /// Only emails whose lead has this interest
    i_status: Option<Named<Interest>>,
    /// Only emails of these mailboxes of yours: addresses from list_accounts, comma-separated
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
        description: "Reads mails of Instantly mailboxes, sent and received, newest first; brief rows cut the body. Use it to \
            find replies (`is_unread`, `i_status`), to read a conversation (`search`: `thread:` and a `thread_id`), \
            and to get `id` and `eaccount` for reply_to_email. Filters narrow each other. 20 calls a minute: give \
            `campaign_id` or `lead`. For people use list_leads.",
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

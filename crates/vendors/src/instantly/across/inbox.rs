//! Replies at Instantly.

use outreach_model::{
    across::{Asks, Inbox, ReadWith, Reply, Since, count, foreign, is_set, rows, set, string},
    error::Failure,
};
use serde_json::{Value, json};

use super::vendor::VENDOR;

/// The emails that are looked at for each reply that is wanted: the latest of a thread is often one's own.
const THREADS_A_REPLY: usize = 5;

pub(super) async fn inbox(asks: &dyn Asks, since: &Since) -> Result<Inbox, Failure> {
    const RECEIVED: u64 = 2;
    let most = since.limit.saturating_mul(THREADS_A_REPLY).clamp(20, 300);
    let fields = [
        "id",
        "timestamp_email",
        "subject",
        "from_address_email",
        "campaign_id",
        "lead",
        "ue_type",
        "is_unread",
        "is_auto_reply",
        "content_preview",
    ];
    let mut inputs = json!({ "latest_of_thread": true, "limit": 100, "max_items": most, "fields": fields });
    if let Some(since) = &since.since {
        set(&mut inputs, "min_timestamp_created", since.as_str());
    }
    if let Some(from) = &since.from {
        set(&mut inputs, "cursor", from.clone());
    }
    let read = asks.ask("list_emails", inputs).await?;
    let reads_mails = asks.has("get_email");
    let received = rows(&read, "emails").iter().filter(|email| count(email, "ue_type") == Some(RECEIVED));
    let replies = received.filter(|email| !is_set(email, "is_auto_reply")).map(|email| Reply {
        vendor: VENDOR.to_owned(),
        at: string(email, "timestamp_email"),
        id: string(email, "id"),
        from: string(email, "from_address_email").or_else(|| string(email, "lead")),
        name: None,
        subject: foreign(email, "subject"),
        preview: foreign(email, "content_preview"),
        campaign: string(email, "campaign_id"),
        unread: count(email, "is_unread").map(|unread| unread == 1),
        read_with: string(email, "id")
            .filter(|_| reads_mails)
            .and_then(|id| ReadWith::new("instantly_get_email", json!({ "email_id": id }))),
    });
    let replies: Vec<Reply> = replies.collect();
    let notes = vec!["Instantly: automatic replies are left out.".to_owned()];
    let next = is_set(&Value::Object(read.clone()), "has_more").then(|| read.get("cursor").cloned()).flatten();
    Ok(Inbox { replies, notes, here: since.from.clone(), next })
}

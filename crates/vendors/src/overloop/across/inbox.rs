//! Replies at Overloop.

use outreach_model::{
    across::{Asks, Inbox, Reply, Since, is_set, rows, set, string},
    error::Failure,
    untrusted::Untrusted,
};
use serde_json::{Value, json};

use super::reads::{VENDOR, if_opened};

pub(super) async fn inbox(asks: &dyn Asks, since: &Since) -> Result<Inbox, Failure> {
    let most = since.limit.saturating_mul(2).clamp(20, 200);
    let fields = ["id", "email", "first_name", "last_name", "replied_at", "last_emailed_at"];
    let begun = |mut inputs: Value| {
        if let Some(from) = &since.from {
            set(&mut inputs, "cursor", from.clone());
        }
        inputs
    };
    let inputs = json!({
        "filter": { "replied": true }, "sort": "-replied_at", "page_size": 100, "max_items": most, "fields": fields,
    });
    let mut is_replied = false;
    let read = match if_opened(asks, "list_prospects", begun(inputs)).await? {
        Some(read) => read,
        // v2 has no such filter.
        None => {
            is_replied = true;
            let inputs = json!({ "page_size": 100, "max_items": 1000, "fields": fields });
            asks.ask("list_prospects", begun(inputs)).await?
        }
    };
    // Mail that went out after the reply has answered it, as far as can be told; times of one form compare as text.
    let is_open = |prospect: &&Value| {
        let (replied, mailed) = (string(prospect, "replied_at"), string(prospect, "last_emailed_at"));
        mailed.is_none_or(|mailed| replied.is_none_or(|replied| replied >= mailed))
    };
    let has_replied = |prospect: &&Value| !is_replied || string(prospect, "replied_at").is_some();
    let mut found: Vec<&Value> = rows(&read, "prospects").iter().filter(has_replied).filter(is_open).collect();
    found.sort_by_key(|prospect| std::cmp::Reverse(string(prospect, "replied_at")));
    let replies = found.into_iter().map(|prospect| {
        let names: Vec<String> =
            ["first_name", "last_name"].iter().filter_map(|field| string(prospect, field)).collect();
        Reply {
            vendor: VENDOR.to_owned(),
            at: string(prospect, "replied_at"),
            id: string(prospect, "id"),
            from: string(prospect, "email"),
            name: (!names.is_empty()).then(|| Untrusted(names.join(" "))),
            ..Reply::default()
        }
    });
    let note = "Overloop tells that somebody replied and when, not the text: read it in its app. A reply counts as unanswered if no mail went out after it.";
    let replies = replies.collect();
    let next = is_set(&Value::Object(read.clone()), "has_more").then(|| read.get("cursor").cloned()).flatten();
    Ok(Inbox { replies, notes: vec![note.to_owned()], here: since.from.clone(), next })
}

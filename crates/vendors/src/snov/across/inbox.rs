//! Replies at Snov.io.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use outreach_model::{
    across::{Asks, Inbox, ReadWith, Reply, Since, foreign, is_set, rows, set, string},
    error::Failure,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::reads::VENDOR;

/// So many campaigns are asked for their replies: each takes a request.
const MAX_CAMPAIGNS: usize = 10;

/// The action that reads the texts of replies, where there is one.
const TEXTS: &str = "list_all_replies";

/// The latest reply of a person in a campaign.
fn latest_of(replier: &Value, campaign: &Value) -> Reply {
    let replies = replier.get("replies").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let last = replies.last().cloned().unwrap_or_default();
    Reply {
        vendor: VENDOR.to_owned(),
        at: string(&last, "received_at").or_else(|| string(replier, "received_at")),
        id: string(replier, "prospect_id"),
        from: string(replier, "prospect_email"),
        name: foreign(replier, "prospect_name"),
        subject: foreign(&last, "subject"),
        preview: foreign(&last, "message"),
        campaign: string(replier, "campaign").or_else(|| string(campaign, "campaign")),
        unread: None,
        read_with: campaign
            .get("id")
            .and_then(|id| ReadWith::new("snov_list_all_replies", json!({ "campaign_id": id }))),
    }
}

/// Where a batch begins: the campaigns that are read, each with the place where it goes on, and those that are done.
#[derive(Default, Deserialize, Serialize)]
struct From {
    open: BTreeMap<u64, Option<String>>,
    done: BTreeSet<u64>,
}

pub(super) async fn inbox(asks: &dyn Asks, since: &Since) -> Result<Inbox, Failure> {
    let mut from: From = since.from.clone().and_then(|from| serde_json::from_value(from).ok()).unwrap_or_default();
    let read = asks.ask("list_campaigns", json!({ "max_items": 1000 })).await?;
    let mut campaigns: Vec<&Value> =
        rows(&read, "campaigns").iter().filter(|campaign| string(campaign, "started_at").is_some()).collect();
    campaigns.sort_by_key(|campaign| Reverse(string(campaign, "updated_at")));
    let id_of = |campaign: &&Value| campaign.get("id").and_then(Value::as_u64);
    if from.open.is_empty() {
        let ids = campaigns.iter().filter_map(id_of).filter(|id| !from.done.contains(id));
        from.open = ids.take(MAX_CAMPAIGNS).map(|id| (id, None)).collect();
    }
    let mut inbox = Inbox { here: serde_json::to_value(&from).ok(), ..Inbox::default() };
    let mut next = From { done: from.done, ..From::default() };
    let has_texts = asks.has(TEXTS);
    for (id, cursor) in from.open {
        next.done.insert(id);
        let Some(campaign) = campaigns.iter().find(|campaign| id_of(campaign) == Some(id)) else { continue };
        let mut inputs = json!({ "campaign_id": id, "max_items": since.limit.max(1) });
        if let Some(cursor) = cursor {
            set(&mut inputs, "cursor", cursor);
        }
        let read = if has_texts {
            let read = asks.ask(TEXTS, inputs).await?;
            inbox.replies.extend(rows(&read, "repliers").iter().map(|replier| latest_of(replier, campaign)));
            read
        } else {
            let fields =
                ["id", "visited_at", "campaign", "prospect_name", "prospect_email", "prospect_id", "email_subject"];
            set(&mut inputs, "fields", json!(fields));
            let read = asks.ask("list_campaign_replies", inputs).await?;
            inbox.replies.extend(rows(&read, "replies").iter().map(event));
            read
        };
        let read = Value::Object(read);
        if is_set(&read, "has_more") {
            next.open.insert(id, string(&read, "cursor"));
        }
    }
    let note = match has_texts {
        true => "Snov.io does not tell whether a reply was answered.",
        false => "Snov.io tells who replied and when; not the text, nor whether it was answered.",
    };
    inbox.notes.push(note.to_owned());
    let is_last = next.open.is_empty() && campaigns.iter().filter_map(id_of).all(|id| next.done.contains(&id));
    if !is_last {
        inbox.next = serde_json::to_value(next).ok();
        inbox.notes.push(format!(
            "Snov.io: replies are read campaign by campaign, {MAX_CAMPAIGNS} at once, the latest changed first; a later page may have newer ones."
        ));
    }
    Ok(inbox)
}

/// A reply of which the vendor tells no words.
fn event(reply: &Value) -> Reply {
    Reply {
        vendor: VENDOR.to_owned(),
        at: string(reply, "visited_at"),
        id: string(reply, "prospect_id"),
        from: string(reply, "prospect_email"),
        name: foreign(reply, "prospect_name"),
        subject: foreign(reply, "email_subject"),
        campaign: string(reply, "campaign"),
        ..Reply::default()
    }
}

//! Replies at Snov.io.

use outreach_model::{across::{Asks, Inbox, ReadWith, Reply, Since, foreign, rows, string}, error::Failure};
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

pub(super) async fn inbox(asks: &dyn Asks, since: &Since) -> Result<Inbox, Failure> {
    let read = asks.ask("list_campaigns", json!({ "max_items": 1000 })).await?;
    let mut campaigns: Vec<&Value> =
        rows(&read, "campaigns").iter().filter(|campaign| string(campaign, "started_at").is_some()).collect();
    campaigns.sort_by_key(|campaign| std::cmp::Reverse(string(campaign, "updated_at")));
    let mut inbox = Inbox::default();
    let has_texts = asks.has(TEXTS);
    for campaign in campaigns.iter().take(MAX_CAMPAIGNS) {
        let Some(id) = campaign.get("id").and_then(Value::as_u64) else { continue };
        if has_texts {
            let read = asks.ask(TEXTS, json!({ "campaign_id": id, "max_items": since.limit.max(1) })).await?;
            inbox.has_more |= read.get("has_more").and_then(Value::as_bool) == Some(true);
            inbox.replies.extend(rows(&read, "repliers").iter().map(|replier| latest_of(replier, campaign)));
            continue;
        }
        let fields =
            ["id", "visited_at", "campaign", "prospect_name", "prospect_email", "prospect_id", "email_subject"];
        let inputs = json!({ "campaign_id": id, "max_items": since.limit.max(1), "fields": fields });
        let read = asks.ask("list_campaign_replies", inputs).await?;
        inbox.has_more |= read.get("has_more").and_then(Value::as_bool) == Some(true);
        inbox.replies.extend(rows(&read, "replies").iter().map(|reply| Reply {
            vendor: VENDOR.to_owned(),
            at: string(reply, "visited_at"),
            id: string(reply, "prospect_id"),
            from: string(reply, "prospect_email"),
            name: foreign(reply, "prospect_name"),
            subject: foreign(reply, "email_subject"),
            preview: None,
            campaign: string(reply, "campaign"),
            unread: None,
            read_with: None,
        }));
    }
    let note = match has_texts {
        true => "Snov.io does not tell whether a reply was answered.",
        false => "Snov.io tells who replied and when; not the text, nor whether it was answered.",
    };
    inbox.notes.push(note.to_owned());
    if campaigns.len() > MAX_CAMPAIGNS {
        inbox.has_more = true;
        inbox.notes.push(format!("Snov.io: only its {MAX_CAMPAIGNS} latest changed campaigns were looked at."));
    }
    Ok(inbox)
}

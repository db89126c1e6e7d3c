//! Whom Instantly does not mail, and how it is kept from it.

use std::collections::BTreeSet;

use outreach_model::{
    across::{Asks, Block, Part, Reason, ReasonKind, Suppression, ToBlock, is_same, is_set, rows, string},
    error::Failure,
};
use serde_json::{Map, Value, json};

use super::vendor::VENDOR;

/// Fewer values are searched for one by one; for more, the whole list is read.
const MAX_SEARCHED: usize = 6;

/// The entries of the block list that are one of these values.
async fn entries(asks: &dyn Asks, values: &BTreeSet<String>) -> Result<BTreeSet<String>, Failure> {
    let mut found = BTreeSet::new();
    let mut keep = |read: &Map<String, Value>| {
        let entries = rows(read, "block_list_entries").iter().filter_map(|entry| string(entry, "bl_value"));
        found.extend(entries.map(|entry| entry.to_lowercase()).filter(|entry| values.contains(entry)));
    };
    if values.len() > MAX_SEARCHED {
        let read = asks.ask("list_block_list_entries", json!({ "limit": 100, "max_items": 1000 })).await?;
        keep(&read);
        if !is_set(&Value::Object(read), "has_more") {
            return Ok(found);
        }
    }
    for value in values {
        keep(&asks.ask("list_block_list_entries", json!({ "search": value, "limit": 100, "max_items": 500 })).await?);
    }
    Ok(found)
}

pub(super) async fn suppression(asks: &dyn Asks, addresses: &[String]) -> Result<Suppression, Failure> {
    let blocked = entries(asks, &Reason::entries_of(addresses)).await?;
    let mut found = Suppression::default();
    for address in addresses {
        found.reasons.extend(Reason::of_entries(VENDOR, address, &blocked));
    }
    let inputs = json!({
        "contacts": addresses, "fields": ["email", "status", "campaign", "list_id"], "limit": 100, "max_items": 1000,
    });
    let leads = asks.ask("list_leads", inputs).await?;
    for lead in rows(&leads, "leads") {
        let kind = match lead.get("status").and_then(Value::as_i64) {
            Some(-1) => ReasonKind::Bounced,
            Some(-2) => ReasonKind::Unsubscribed,
            _ => continue,
        };
        let own = string(lead, "email").unwrap_or_default();
        let Some(address) = addresses.iter().find(|address| is_same(address, &own)) else { continue };
        let entry = string(lead, "campaign").map(|id| format!("campaign {id}"));
        found.reasons.push(Reason { vendor: VENDOR.to_owned(), address: address.clone(), kind, entry });
    }
    if is_set(&Value::Object(leads), "has_more") {
        found.incomplete = Some("Instantly has more leads of these addresses than were read.".to_owned());
    }
    Ok(found)
}

pub(super) async fn block(asks: &dyn Asks, to_block: &ToBlock) -> Result<Block, Failure> {
    let value = to_block.value.to_lowercase();
    if to_block.look
        && let Some(entry) = entries(asks, &BTreeSet::from([value])).await?.into_iter().next()
    {
        return Ok(Block::Already(entry));
    }
    let inputs = json!({ "bl_value": to_block.value });
    Ok(Block::By(vec![Part {
        action: "create_block_list_entry",
        inputs,
        target: to_block.value.clone(),
        rows: vec![0],
        ..Part::default()
    }]))
}

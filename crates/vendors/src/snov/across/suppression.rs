//! Whom Snov.io does not mail, and how it is kept from it.

use outreach_model::{
    across::{Asks, Block, Part, Reason, ReasonKind, Suppression, ToBlock, rows, string},
    error::Failure,
};
use serde_json::{Value, json};

use super::reads::{VENDOR, prospects};

pub(super) async fn suppression(asks: &dyn Asks, addresses: &[String]) -> Result<Suppression, Failure> {
    let mut reasons = Vec::new();
    for address in addresses {
        let read = prospects(asks, address).await?;
        let campaigns = rows(&read, "prospects").iter().filter_map(|prospect| prospect.get("campaigns")?.as_array());
        for campaign in campaigns.flatten() {
            let state = string(campaign, "status").unwrap_or_default().to_lowercase();
            let kind = match state.as_str() {
                _ if state.contains("unsubscribed") => ReasonKind::Unsubscribed,
                _ if state.contains("bounced") => ReasonKind::Bounced,
                _ => continue,
            };
            let entry = string(campaign, "name").map(|name| format!("campaign {name}"));
            reasons.push(Reason { vendor: VENDOR.to_owned(), address: address.clone(), kind, entry });
        }
    }
    Ok(Suppression { reasons, incomplete: None })
}

/// The action that lists the do-not-email lists, where there is one.
const LISTS: &str = "list_do_not_email_lists";

pub(super) async fn block(asks: &dyn Asks, to_block: &ToBlock) -> Result<Block, Failure> {
    let mut lists: Vec<String> = to_block.list_id.iter().cloned().collect();
    if lists.is_empty() && to_block.look && asks.has(LISTS) {
        let read = asks.ask(LISTS, json!({})).await?;
        let found = read.values().filter_map(Value::as_array).flatten();
        lists.extend(found.filter_map(|list| string(list, "id").or_else(|| string(list, "list_id"))));
    }
    let numbers: Result<Vec<u64>, _> = lists.iter().map(|list| list.trim().parse::<u64>()).collect();
    let Ok(numbers) = numbers else {
        return Ok(Block::Cannot("The id of a do-not-email list of Snov.io is a number.".to_owned()));
    };
    if numbers.is_empty() {
        return Ok(Block::Cannot(
            "Snov.io blocks on a do-not-email list: pass its id, which the page of the list in Snov.io shows, in `list_ids`."
                .to_owned(),
        ));
    }
    let part = |list_id: u64| Part {
        action: "add_to_do_not_email_list",
        inputs: json!({ "items": [to_block.value], "list_id": list_id }),
        target: format!("{} on list {list_id}", to_block.value),
        rows: vec![0],
        ..Part::default()
    };
    Ok(Block::By(numbers.into_iter().map(part).collect()))
}

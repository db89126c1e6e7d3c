//! Whom Overloop does not mail, and how it is kept from it.

use std::collections::BTreeSet;

use futures_util::{StreamExt, TryStreamExt, stream};
use outreach_model::{
    across::{Asks, Block, Part, Reason, ReasonKind, Suppression, ToBlock, is_same, is_set, rows, string},
    error::Failure,
};
use serde_json::{Map, Value, json};

use super::reads::{AT_ONCE, VENDOR, if_opened, is_filterable};

/// For more values, whole lists are read instead of one row each.
const MAX_SEARCHED: usize = 10;

/// The items of the exclusion list that are one of these values, and whether the list was read to its end.
async fn items(asks: &dyn Asks, values: &BTreeSet<String>) -> Result<(BTreeSet<String>, bool), Failure> {
    let mut found = BTreeSet::new();
    let mut keep = |read: &Map<String, Value>| {
        let items = rows(read, "exclusion_list_items").iter().filter_map(|item| string(item, "value"));
        found.extend(items.map(|item| item.to_lowercase()).filter(|item| values.contains(item)));
    };
    if values.len() > MAX_SEARCHED {
        let read = asks.ask("list_exclusion_list_items", json!({ "page_size": 100, "max_items": 1000 })).await?;
        keep(&read);
        return Ok((found, !is_set(&Value::Object(read), "has_more")));
    }
    for value in values.iter().filter(|value| is_filterable(value)) {
        keep(&asks.ask("list_exclusion_list_items", json!({ "filter": { "value": value } })).await?);
    }
    Ok((found, values.iter().all(|value| is_filterable(value))))
}

pub(super) async fn suppression(asks: &dyn Asks, addresses: &[String]) -> Result<Suppression, Failure> {
    let (excluded, mut is_whole) = items(asks, &Reason::entries_of(addresses)).await?;
    let mut reasons: Vec<Reason> =
        addresses.iter().flat_map(|address| Reason::of_entries(VENDOR, address, &excluded)).collect();
    let inputs = |filter: Value| json!({ "filter": filter, "fields": ["email", "excluded", "bounced"], "page_size": 100, "max_items": 1000 });
    let mut read_so_far = Vec::new();
    if addresses.len() > MAX_SEARCHED {
        // Where the key opens v2 alone, which has no such filters, each address is asked for.
        for filter in [json!({ "excluded": true }), json!({ "bounced": true })] {
            read_so_far.extend(if_opened(asks, "list_prospects", inputs(filter)).await?);
        }
    }
    if read_so_far.is_empty() {
        let filterable: Vec<String> = addresses.iter().filter(|address| is_filterable(address)).cloned().collect();
        let one = |address: String| asks.ask("list_prospects", inputs(json!({ "email": address })));
        read_so_far = stream::iter(filterable.into_iter().map(one)).buffered(AT_ONCE).try_collect().await?;
    }
    for read in read_so_far {
        for prospect in rows(&read, "prospects") {
            let own = string(prospect, "email").unwrap_or_default();
            let Some(address) = addresses.iter().find(|address| is_same(address, &own)) else { continue };
            for (field, kind) in [("excluded", ReasonKind::Excluded), ("bounced", ReasonKind::Bounced)] {
                let reason = Reason { vendor: VENDOR.to_owned(), address: address.clone(), kind, entry: None };
                // An entry of the list says more than the mark that follows from it.
                let is_told = kind == ReasonKind::Excluded
                    && reasons.iter().any(|told| told.address == *address && told.kind.is_certain());
                if is_set(prospect, field) && !is_told && !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
        }
        is_whole &= !is_set(&Value::Object(read), "has_more");
    }
    let incomplete = (!is_whole).then(|| "Overloop has more excluded or bounced people than were read.".to_owned());
    Ok(Suppression { reasons, incomplete })
}

pub(super) async fn block(asks: &dyn Asks, to_block: &ToBlock) -> Result<Block, Failure> {
    let value = to_block.value.to_lowercase();
    if to_block.look
        && let Some(item) = items(asks, &BTreeSet::from([value])).await?.0.into_iter().next()
    {
        return Ok(Block::Already(item));
    }
    let item_type = if to_block.is_domain { "domain" } else { "email" };
    let inputs = json!({ "value": to_block.value, "item_type": item_type });
    let target = to_block.value.clone();
    Ok(Block::By(vec![Part { action: "create_exclusion_list_item", inputs, target, rows: vec![0], ..Part::default() }]))
}

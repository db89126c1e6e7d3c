//! Looks up a name that was given where an id belongs, so that the refusal can say which id is meant.

use std::sync::Arc;

use outreach_model::{arguments::suggest, error::Failure, ids::Misnamed, lookup::text, vendor::CatalogueEntry};
use outreach_vendors::catalogue;
use serde_json::Value;

use super::caller::Caller;
use crate::{
    client::{self, Context, transport::Http},
    schemas,
};

/// So many names of a call are looked up at most.
const MAX_NAMES: usize = 3;

/// So many ids are shown for a name at most.
const MAX_IDS: usize = 5;

/// Whoever asks, and how.
pub(super) struct Asking<'a> {
    pub(super) caller: &'a Caller,
    pub(super) http: &'a Arc<Http>,
    pub(super) context: &'a Context,
}

/// The refusal of a call of `entry`, with what one read each finds for the names that were given instead of ids.
pub(super) async fn explain(
    failure: Failure,
    entry: CatalogueEntry,
    misnamed: &[Misnamed],
    asking: &Asking<'_>,
) -> Failure {
    let mut message = failure.message;
    for name in misnamed.iter().take(MAX_NAMES) {
        if let Some(found) = look_up(entry, name, asking).await {
            message = format!("{message} {found}");
        }
    }
    Failure { message, ..failure }
}

/// What the list of such objects says of a name; `None` where it cannot be asked.
async fn look_up(entry: CatalogueEntry, name: &Misnamed, asking: &Asking<'_>) -> Option<String> {
    let Asking { caller, http, context } = asking;
    let kind = entry.vendor.ids.iter().find(|kind| kind.name == name.kind)?;
    let (tool, by_name) = (kind.from?, kind.by_name?);
    let inputs = (by_name.inputs)(&name.given)?;
    let read = catalogue::actions().find(|read| read.qualified_name() == tool)?;
    caller.policy.check(tool, &read.facts(), read.action.about.effect).ok()?;
    let account = caller.accounts.of(entry.vendor).ok()?;
    let schemas = schemas::of(read.vendor.id, read.action.about.name, &read.action.types);
    let prepared = read.action.prepare(&schemas, inputs.as_object()?.clone()).ok()?;
    let outputs = match client::send(http, &account, &read.action.about, &schemas.input, prepared, context).await {
        Ok(outputs) => outputs,
        Err(failure) => return Some(format!("{tool} could not be asked for the name: {}", failure.message)),
    };
    let rows = outputs.get(by_name.items).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let names = |row: &Value| by_name.names.iter().filter_map(|field| text(row, field)).collect::<Vec<_>>();
    let is_named = |row: &&Value| {
        by_name.names.is_empty() || names(row).iter().any(|known| known.to_lowercase() == name.given.to_lowercase())
    };
    let ids = |rows: &mut dyn Iterator<Item = &Value>| -> Vec<String> {
        rows.filter_map(|row| text(row, "id")).map(|id| format!("`{id}`")).collect()
    };
    let given = outreach_model::arguments::truncate(&name.given, 80);
    match ids(&mut rows.iter().filter(is_named)).as_slice() {
        [] => {}
        [id] => return Some(format!("{tool} knows {} `{given}` by the id {id}.", kind.of)),
        several => {
            let (first, more) = several.split_at(several.len().min(MAX_IDS));
            let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
            return Some(format!(
                "{tool} knows {} by the name `{given}`, with the ids {}{more}: look which is meant, and pass its id.",
                several.len(),
                first.join(", ")
            ));
        }
    }
    let known: Vec<String> = rows.iter().flat_map(&names).collect();
    let near = suggest(&given, known.iter().map(String::as_str)).first().map(|near| (*near).to_owned());
    Some(match near {
        Some(near) => {
            let mut near_ids = ids(&mut rows.iter().filter(|row| names(row).contains(&near)));
            near_ids.truncate(MAX_IDS);
            let near_ids = near_ids.join(" or ");
            format!("{tool} does not find {} `{given}`; the nearest is `{near}`, by the id {near_ids}.", kind.of)
        }
        None => format!("{tool} does not find {} `{given}` on its first page.", kind.of),
    })
}

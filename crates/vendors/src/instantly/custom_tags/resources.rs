//! What add_custom_tags and remove_custom_tags have in common: the vendor has one call for both, which `assign` tells apart.

use crate::instantly::prelude::*;

/// What of `resource_ids` is not of `resource_type`.
pub(super) fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let ids = inputs.get("resource_ids").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let is_account = inputs.get("resource_type").and_then(Value::as_i64) == Some(ACCOUNT);
    let wrong: Vec<String> =
        ids.filter(|id| id.trim().is_empty() || id.contains('@') != is_account).map(|id| format!("`{id}`")).collect();
    if wrong.is_empty() {
        return Vec::new();
    }
    let what = match is_account {
        true => {
            "addresses of mailboxes, since `resource_type` says account; for campaigns pass `resource_type`: \"campaign\""
        }
        false => {
            "ids of campaigns, since `resource_type` says campaign; for mailboxes pass `resource_type`: \"account\""
        }
    };
    vec![format!("`resource_ids` must be {what}; wrong: {}", wrong.join(", "))]
}

/// Sends the inputs with `assign`.
pub(super) fn toggle(request: Request, inputs: Map<String, Value>, assign: bool) -> Result<Request, Failure> {
    let mut inputs = inputs;
    inputs.insert("assign".to_owned(), assign.into());
    request.with_json(&Value::Object(inputs))
}

/// The number of a mailbox in `resource_type`.
pub(super) const ACCOUNT: i64 = 1;

//! Do-not-email lists.

use serde_json::json;

use super::{Answer, Call, Refusal, Route, finder::required, workspace::Workspace};

pub const ROUTES: &[Route] = &[Route { call: "POST /v1/do-not-email-list", run: add }];

fn add(workspace: &mut Workspace, call: &Call) -> Answer {
    let items = call.params.texts("items");
    if items.is_empty() {
        return Err(Refusal::v1("The items are missing"));
    }
    let id = required(call, "listId")?.parse().map_err(|_| Refusal::v1("The listId is no number"))?;
    let mut duplicates = Vec::new();
    let list = workspace.do_not_email.entry(id).or_default();
    for item in items {
        if list.iter().any(|own| own.eq_ignore_ascii_case(&item)) {
            duplicates.push(item);
        } else {
            list.push(item);
        }
    }
    Ok(json!([{ "success": true, "data": { "duplicates": duplicates } }]))
}

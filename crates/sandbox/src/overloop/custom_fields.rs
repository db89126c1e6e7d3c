//! The declarations of custom fields. They can only be listed; `attributes` checks values against them.

use serde_json::{Value, json};

use super::{
    api::{Call, Route},
    document::object,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::Custom,
};

pub(super) const ROUTES: &[Route] = &[Route { call: "GET /custom_fields", action: Custom(list) }];

/// This list is not paged.
fn list(workspace: &mut Workspace, _: &Call) -> Answer {
    let fields = workspace.store.all("/custom_fields").iter();
    let fields: Value = fields.map(|field| object(field, "custom_fields")).collect();
    ok(json!({ "data": fields }))
}

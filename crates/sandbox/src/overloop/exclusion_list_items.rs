//! The exclusion list: addresses and domains that nothing is sent to.

use serde_json::json;

use super::{api::Route, attributes::Rule, document::path_of, plain::Resource, workspace::Workspace};
use crate::{
    route::Action::{Create, List},
    store::Record,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /exclusion_list_items", action: List(&EXCLUSION_LIST_ITEMS) },
    Route { call: "POST /exclusion_list_items", action: Create(&EXCLUSION_LIST_ITEMS) },
];

/// The type is a singular, unlike all others. The documents write the body's in both ways.
pub(super) const EXCLUSION_LIST_ITEMS: Resource = Resource {
    kind: "exclusion_list_item",
    path: "/exclusion_list_items",
    filterable: &["value", "item_type"],
    body_types: &["exclusion_list_item", "exclusion_list_items"],
    attributes: &[("value", Rule::Required), ("item_type", Rule::OneOf(&["email", "domain"]))],
    new: |new| json!({ "value": null, "item_type": null, "created_at": new.at }),
    changed: mark_prospects,
    ..Resource::PLAIN
};

/// Marks the prospects that an item matches as excluded.
fn mark_prospects(workspace: &mut Workspace, item: &mut Record) {
    for prospect in workspace.store.all_mut(&path_of("prospects")) {
        if matches(item, prospect.text("email")) {
            prospect.set("excluded", true);
        }
    }
}

/// Whether an address or its domain is on the list.
pub(super) fn excludes(workspace: &Workspace, email: &str) -> bool {
    workspace.store.all(EXCLUSION_LIST_ITEMS.path).iter().any(|item| matches(item, email))
}

fn matches(item: &Record, email: &str) -> bool {
    let value = item.text("value");
    match item.text("item_type") {
        "domain" => email.rsplit_once('@').is_some_and(|(_, domain)| domain.eq_ignore_ascii_case(value)),
        _ => email.eq_ignore_ascii_case(value),
    }
}

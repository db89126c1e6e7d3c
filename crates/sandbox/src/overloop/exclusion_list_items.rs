//! The exclusion list: addresses and domains nobody writes to.

use http::StatusCode;
use serde_json::{Value, json};

use super::{
    Answer, Call, Route,
    collection::Collection,
    document::Record,
    refusal::Faulty,
    workspace::{Workspace, excludes},
};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /exclusion_list_items", takes: &[], run: list },
    Route { call: "POST /exclusion_list_items", takes: &["exclusion_list_item", "exclusion_list_items"], run: create },
];

/// Its type is the singular, unlike all others.
const ITEMS: Collection = Collection { kind: "exclusion_list_item", filterable: &["value", "item_type"], related: &[] };

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let items = workspace.exclusion_list_items.iter();
    Ok((StatusCode::OK, ITEMS.many(workspace, &call.query, "/exclusion_list_items/", items)?))
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let text = |name: &str| call.attributes.get(name).and_then(Value::as_str).unwrap_or_default().trim();
    let (value, kind) = (text("value"), text("item_type"));
    let mut faulty = Faulty::default();
    if value.is_empty() {
        faulty.note("value", "can't be blank");
    }
    if !["email", "domain"].contains(&kind) {
        faulty.note("item_type", "is not included in the list");
    }
    faulty.end()?;
    let item = add(workspace, value, kind);
    Ok((StatusCode::CREATED, ITEMS.one(workspace, &call.query, &item)?))
}

/// A new item. Prospects that it meets are excluded from now on.
pub fn add(workspace: &mut Workspace, value: &str, kind: &str) -> Record {
    let (id, now) = (workspace.next_id("exclusion_list_item"), workspace.now());
    let item = Record::new(id, json!({ "value": value, "item_type": kind, "created_at": now }));
    for prospect in &mut workspace.prospects {
        if excludes(&item, prospect.text("email")) {
            prospect.set("excluded", true);
        }
    }
    workspace.exclusion_list_items.push(item.clone());
    item
}

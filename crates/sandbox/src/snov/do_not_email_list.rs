//! Do-not-email lists: addresses and domains that nothing is sent to.

use serde_json::{Value, json};

use super::{
    api::{Call, Route},
    errors,
    plain::Resource,
    shapes::number,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::Custom,
    store::{Record, Store},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /v1/do-not-email-list", action: Custom(add) },
    Route { call: "GET /v2/blacklists", action: Custom(list) },
];

pub(super) const DO_NOT_EMAIL_LISTS: Resource = Resource { path: "/do-not-email-lists", ..Resource::V2 };

/// The items of a list lie below the list's number. The item is the record's id.
const ITEMS: &str = "/do-not-email-lists/{id}/items";

/// Adds an item to a list.
fn add_item(store: &mut Store, list: &str, item: &str) {
    store.insert(ITEMS, Record::new(item, Value::Null).below(list));
}

/// Whether an address or its domain is on any list.
pub(super) fn is_forbidden(store: &Store, email: &str) -> bool {
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    store.all(ITEMS).iter().any(|item| item.id.eq_ignore_ascii_case(email) || item.id.eq_ignore_ascii_case(domain))
}

fn add(workspace: &mut Workspace, call: &Call) -> Answer {
    let items = call.params.texts("items");
    if items.is_empty() {
        return Err(errors::v1("The items are missing"));
    }
    let list: u64 = call.required("listId")?.parse().map_err(|_| errors::v1("The listId is no number"))?;
    let list = list.to_string();
    if workspace.store.find(DO_NOT_EMAIL_LISTS.path, &list).is_none() {
        return Err(errors::failure_with_200("message", "There is no such do-not-email list"));
    }
    let mut duplicates = Vec::new();
    for item in items {
        if workspace.store.below(ITEMS, &list).any(|own| own.id.eq_ignore_ascii_case(&item)) {
            duplicates.push(item);
        } else {
            add_item(&mut workspace.store, &list, &item);
        }
    }
    ok(json!([{ "success": true, "data": { "duplicates": duplicates } }]))
}

fn list(workspace: &mut Workspace, _: &Call) -> Answer {
    let lists = workspace.store.all(DO_NOT_EMAIL_LISTS.path).iter().map(|list| {
        json!({
            "id": number(&list.id),
            "name": list.get("name"),
            "owner": list.get("owner"),
            "total": workspace.store.below(ITEMS, &list.id).count(),
        })
    });
    ok(json!({ "data": lists.collect::<Vec<_>>() }))
}

/// Adds the lists of the seeded workspace.
pub(super) fn seed(store: &mut Store) {
    for (id, name, owner) in [(8, "Do-not-email List", "Maya Lindqvist"), (9, "Partners", "Leo Marchetti")] {
        store.insert(DO_NOT_EMAIL_LISTS.path, Record::new(id, json!({ "name": name, "owner": owner })));
    }
    for item in ["rival.example.com", "legal@example.net", "do.not.write@example.net"] {
        add_item(store, "8", item);
    }
}

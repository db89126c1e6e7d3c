//! Lists of prospects.

use serde_json::{Value, json};

use super::{
    api::{Call, Route},
    errors,
    plain::Resource,
    prospect::PROSPECTS,
    shapes::{moment, number},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::{Create, Custom, List},
    store::{Record, Store, page::Numbered},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /v1/get-user-lists", action: List(&LISTS) },
    Route { call: "POST /v1/prospect-list", action: Custom(members) },
    Route { call: "POST /v1/lists", action: Create(&LISTS) },
];

/// Lists. `members` has the ids of a list's prospects, the newest last.
pub(super) const LISTS: Resource = Resource {
    path: "/lists",
    required: &["name"],
    new: |new| json!({ "name": new.params.text("name"), "created": new.at, "deleted": null, "members": [] }),
    show,
    // The answer to a creation has the id only.
    one: |list| json!([{ "success": true, "data": { "id": list.get("id") } }]),
    ..Resource::V1
};

/// Prospects of a page, at most and where the call does not say.
const PAGE: usize = 100;

fn show(list: &Record) -> Value {
    json!({
        "id": number(&list.id),
        "name": list.get("name"),
        "contacts": list.items("members").len(),
        "isDeleted": list.has("deleted"),
        "creationDate": list.integer("created").map(moment),
        "deletionDate": list.integer("deleted").map(moment),
    })
}

/// The list that a text names; nothing where it was deleted.
pub(super) fn usable<'a>(store: &'a Store, id: &str) -> Option<&'a Record> {
    let id: u64 = id.parse().ok()?;
    store.find(LISTS.path, &id.to_string()).filter(|list| !list.has("deleted"))
}

fn members(workspace: &mut Workspace, call: &Call) -> Answer {
    let list = usable(&workspace.store, &call.required("listId")?);
    let list = list.ok_or_else(|| errors::failure_with_200("message", "There is no such list"))?;
    let number = |name| call.params.number::<usize>(name).filter(|number| *number > 0);
    let page = Numbered { number: number("page").unwrap_or(1), size: number("perPage").unwrap_or(PAGE).min(PAGE) };
    let newest_first = list.items("members").iter().rev().filter_map(Value::as_str);
    let prospects = page.page(newest_first).filter_map(|id| workspace.store.find(PROSPECTS, id));
    ok(json!({
        "success": true,
        "list": {
            "name": list.get("name"),
            "contacts": list.items("members").len(),
            "creationDate": list.integer("created").map(moment),
            "emailsCount": [],
        },
        "prospects": prospects.map(show_member).collect::<Value>(),
    }))
}

fn show_member(prospect: &Record) -> Value {
    // Nothing is known of an address that was not verified yet.
    let verified = prospect.id.bytes().next().is_some_and(|byte| byte % 3 != 0);
    let result = |value: bool| verified.then_some(value);
    let emails = prospect.get("email").as_str().into_iter().map(|email| {
        json!({
            "email": email,
            "probability": 99,
            "isVerified": null,
            "jobStatus": "any",
            "domainType": "linkedin_email",
            "isValidFormat": result(true),
            "isDisposable": result(false),
            "isWebmail": result(false),
            "isGibberish": result(false),
            "smtpStatus": verified.then_some(3),
        })
    });
    json!({
        "id": prospect.id,
        "name": prospect.get("name"),
        "firstName": prospect.get("first"),
        "lastName": prospect.get("last"),
        "emails": emails.collect::<Value>(),
    })
}

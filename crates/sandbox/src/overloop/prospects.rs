//! Prospects: plain calls.

use serde_json::{Value, json};

use super::{
    api::Route,
    attributes::Rule::{ListNames, Text},
    document::caller,
    exclusion_list_items::excludes,
    lists,
    plain::Resource,
    workspace::Workspace,
};
use crate::{
    route::Action::{Create, Delete, Get, List, Update},
    store::Record,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /prospects", action: List(&PROSPECTS) },
    Route { call: "POST /prospects", action: Create(&PROSPECTS) },
    Route { call: "GET /prospects/{id}", action: Get(&PROSPECTS) },
    Route { call: "PATCH /prospects/{id}", action: Update(&PROSPECTS) },
    Route { call: "DELETE /prospects/{id}", action: Delete(&PROSPECTS) },
];

pub(super) const PROSPECTS: Resource = Resource {
    kind: "prospects",
    path: "/prospects",
    filterable: &[
        "id",
        "email",
        "first_name",
        "last_name",
        "jobtitle",
        "phone",
        "title",
        "country",
        "state",
        "city",
        "industry",
        "excluded",
        "opened",
        "clicked",
        "replied",
        "bounced",
    ],
    related: &["creator", "owner", "organization"],
    body_types: &["prospects"],
    attributes: &[
        ("email", Text),
        ("first_name", Text),
        ("last_name", Text),
        ("description", Text),
        ("jobtitle", Text),
        ("linkedin_profile", Text),
        ("phone", Text),
        ("title", Text),
        ("country", Text),
        ("state", Text),
        ("city", Text),
        ("industry", Text),
        ("lists", ListNames),
    ],
    new: |new| {
        json!({
            "email": null,
            "first_name": null,
            "last_name": null,
            "description": null,
            "jobtitle": null,
            "linkedin_profile": null,
            "phone": null,
            "title": null,
            "country": null,
            "state": null,
            "city": null,
            "industry": null,
            "lists": [],
            "email_status": "not_searched",
            "created_from": "api",
            "last_emailed_at": null,
            "opened": false,
            "opened_at": null,
            "open_count": 0,
            "clicked": false,
            "clicked_at": null,
            "click_count": 0,
            "bounced": false,
            "replied": false,
            "replied_at": null,
            "email_reply_count": 0,
            "linkedin_reply_count": 0,
            "excluded": false,
            "url": format!("https://overloop.ai/prospects/{}", new.id),
            "created_at": new.at,
            "updated_at": new.at,
        })
    },
    custom_fields_after: "email_status",
    unique: &["email", "linkedin_profile"],
    links: &[("owner_id", "owner", "users"), ("organization_id", "organization", "organizations")],
    relationships: |workspace| {
        let user = || caller(&workspace.store);
        vec![("creator", user()), ("owner", user()), ("organization", Value::Null)]
    },
    changed,
    ..Resource::PLAIN
};

/// A prospect is excluded once its address is on the exclusion list, and stays so.
fn changed(workspace: &mut Workspace, prospect: &mut Record) {
    lists::create_missing(workspace, "prospects", prospect);
    if excludes(workspace, prospect.text("email")) {
        prospect.set("excluded", true);
    }
}

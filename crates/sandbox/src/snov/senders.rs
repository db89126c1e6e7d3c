//! The mailboxes that send.

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
    route::Action::{Custom, List},
    store::{Record, Store},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /v2/sender-accounts/emails", action: List(&SENDERS) },
    Route { call: "GET /v2/sender-accounts/check-sender-status", action: Custom(check) },
];

pub(super) const SENDERS: Resource = Resource { path: "/sender-accounts", show, ..Resource::V2 };

fn show(sender: &Record) -> Value {
    let valid = sender.is_true("valid");
    json!({
        "id": number(&sender.id),
        "sender_name": sender.get("sender_name"),
        "email_from": sender.get("email_from"),
        "valid": valid,
        "suspended": false,
        "limitation": 50,
        "provider": sender.get("provider"),
        "tags": sender.get("tags"),
        "imap": { "username": sender.get("email_from"), "valid": valid },
    })
}

fn check(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = call.required_v2("sender_account_id")?;
    let sender = workspace.store.find(SENDERS.path, &id).ok_or_else(errors::not_found)?;
    let status = if sender.is_true("valid") {
        json!({ "smtp": { "status": "valid" }, "imap": { "status": "valid" } })
    } else {
        json!({ "smtp": { "status": "invalid", "errors": ["Connection refused"] }, "imap": null })
    };
    ok(json!({ "data": status }))
}

/// Adds the mailboxes of the seeded workspace.
pub(super) fn seed(store: &mut Store) {
    for (id, name, address, provider, valid) in [
        (11_980, "Maya Lindqvist", "maya@northlight.example.com", "gmail", true),
        (11_981, "Leo Marchetti", "leo@northlight.example.com", "microsoft", true),
        (12_355, "Northlight", "hello@northlight.example.com", "godaddy", false),
    ] {
        let sender = json!({
            "sender_name": name, "email_from": address, "provider": provider, "valid": valid, "tags": ["Outreach"],
        });
        store.insert(SENDERS.path, Record::new(id, sender));
    }
}

//! Checks of single addresses. What is found depends on the address, so that tests can choose it.

use std::time::Instant;

use serde_json::json;

use super::{
    api::{self, Call, Route},
    errors, jobs,
    plain::Resource,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::Custom,
    schema_check::is_address,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /email-verification", action: Custom(verify) },
    Route { call: "GET /email-verification/{email}", action: Custom(status) },
];

/// Verifications, by address.
const VERIFICATIONS: Resource = Resource {
    path: "/email-verification",
    new: |new| {
        json!({
            "status": "success",
            "email": new.id,
            "verification_status": "pending",
            "catch_all": "pending",
            "credits": null,
            "credits_used": 1,
        })
    },
    updated: None,
    ..Resource::PLAIN
};

/// Credits that the workspace begins with.
const CREDITS: u64 = 500;

/// `slow` in an address makes the check last, `invalid` and `bounce` fail, `catchall` accept everything.
fn verify(workspace: &mut Workspace, call: &Call) -> Answer {
    let address = api::text(&call.body, "email").unwrap_or_default().trim().to_lowercase();
    if !is_address(&address) {
        return Err(errors::bad_request("body/email must match format \"email\""));
    }
    let used = workspace.store.next_number("verifications");
    if used > CREDITS {
        return Err(errors::with_message(http::StatusCode::PAYMENT_REQUIRED, "Not enough verification credits"));
    }
    let (_, at) = workspace.new_id();
    let mut row = VERIFICATIONS.blank(workspace, &address, &at);
    row.set("credits", CREDITS - used);
    workspace.store.remove(VERIFICATIONS.path, &address);
    workspace.store.insert(VERIFICATIONS.path, row);
    if address.contains("slow") {
        let due = address.clone();
        workspace.schedule(Instant::now() + jobs::DURATION, move |workspace| drop(finish(workspace, &due)));
        return ok(VERIFICATIONS.show(VERIFICATIONS.find(workspace, &address)?));
    }
    finish(workspace, &address)
}

fn finish(workspace: &mut Workspace, address: &str) -> Answer {
    let is_valid = !address.contains("invalid") && !address.contains("bounce");
    VERIFICATIONS.change(workspace, address, |row| {
        row.assign(json!({
            "verification_status": if is_valid { "verified" } else { "invalid" },
            "catch_all": address.contains("catchall"),
        }));
    })
}

fn status(workspace: &mut Workspace, call: &Call) -> Answer {
    ok(VERIFICATIONS.show(VERIFICATIONS.find(workspace, &call.id.to_lowercase())?))
}

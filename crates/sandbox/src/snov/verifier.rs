//! The verifier. The start of an address decides its status: `grey…` is greylisted, `unknown…` and `catchall…` are unknown,
//! `invalid…` and `bad…` are not valid, all others are valid.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    api::{Call, Route},
    database::Domain,
    errors,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::Custom,
    schema_check::is_address,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /v1/get-emails-verification-status", action: Custom(status) },
    Route { call: "POST /v1/add-emails-to-verification", action: Custom(push) },
];

/// Addresses of one call, at most.
const MAX_EMAILS: usize = 10;

fn emails(call: &Call) -> Result<Vec<String>, Refusal> {
    let emails = call.params.texts("emails");
    if emails.is_empty() { Err(errors::v1("The emails are missing")) } else { Ok(emails) }
}

/// The key of an address's lookup.
fn lookup(email: &str) -> String {
    format!("verify {}", email.to_lowercase())
}

fn status(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut answer = Map::from_iter([("success".to_owned(), Value::from(true))]);
    for email in emails(call)? {
        let (identifier, description, data) = match workspace.count_question(&lookup(&email)) {
            None => ("not_verified", "Email has not been verified", json!([])),
            Some(0) => ("in_progress", "Email verification is in progress", json!([])),
            Some(_) => ("complete", "Email verification is completed", verified(&email)),
        };
        let status = json!({ "identifier": identifier, "description": description });
        answer.insert(email, json!({ "status": status, "data": data }));
    }
    ok(Value::Object(answer))
}

/// Costs a credit for every new address that is not greylisted.
fn push(workspace: &mut Workspace, call: &Call) -> Answer {
    let emails = emails(call)?;
    if emails.len() > MAX_EMAILS {
        return Err(errors::v1("There are more than 10 emails"));
    }
    let new: BTreeSet<String> = emails.iter().map(|email| lookup(email)).collect();
    let new: Vec<String> = new.into_iter().filter(|lookup| !workspace.is_queued(lookup)).collect();
    let cost = new.iter().filter(|lookup| !lookup.starts_with("verify grey")).count();
    if !workspace.spend(&call.account, u32::try_from(cost).unwrap_or(u32::MAX)) {
        return Err(errors::unpaid_v1());
    }
    new.into_iter().for_each(|lookup| workspace.enqueue(lookup));
    let mut answer = Map::from_iter([("success".to_owned(), Value::from(true))]);
    answer.extend(emails.into_iter().map(|email| (email, json!({ "sent": true }))));
    ok(Value::Object(answer))
}

/// The result of a verification.
fn verified(email: &str) -> Value {
    let starts = |all: &[&str]| all.iter().any(|start| email.to_lowercase().starts_with(start));
    let valid_format = is_address(email);
    let (grey, catchall, unknown) = (starts(&["grey"]), starts(&["catchall"]), starts(&["unknown"]));
    let status = match () {
        () if !valid_format || starts(&["invalid", "bad"]) => "not_valid",
        () if grey => "greylisted",
        () if catchall || unknown => "unknown",
        () => "valid",
    };
    let webmail = email.rsplit_once('@').and_then(|(_, domain)| Domain::of(domain)).is_some_and(|own| own.webmail());
    json!({
        "email": email,
        "isValidFormat": valid_format,
        "isDisposable": starts(&["bad"]),
        "isWebmail": webmail,
        "isGibberish": starts(&["xqzw"]),
        "smtpStatus": status,
        "isCatchall": catchall,
        "isGreylist": grey,
        "isBannedError": false,
        "isConnectionError": unknown,
    })
}

//! The verifier. What comes before the `@` decides: `grey…` is greylisted, `unknown…` and `catchall…` are unknown, `invalid…`
//! and `bad…` are not valid, and everybody else is valid.

use serde_json::{Map, Value, json};

use super::{Answer, Call, Refusal, Route, database::Domain, workspace::Workspace};
use crate::ajv::is_address;

pub const ROUTES: &[Route] = &[
    Route { call: "POST /v1/get-emails-verification-status", run: status },
    Route { call: "POST /v1/add-emails-to-verification", run: push },
];

/// Addresses that can be pushed at once.
const EMAILS: usize = 10;

fn emails(call: &Call) -> Result<Vec<String>, Refusal> {
    let emails = call.params.texts("emails");
    if emails.is_empty() { Err(Refusal::v1("The emails are missing")) } else { Ok(emails) }
}

/// What tells an address apart in the queue.
fn key(email: &str) -> String {
    format!("verify {}", email.to_lowercase())
}

fn status(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut answer = Map::from_iter([("success".to_owned(), Value::from(true))]);
    for email in emails(call)? {
        let (identifier, description, data) = match workspace.pushed.get_mut(&key(&email)) {
            None => ("not_verified", "Email has not been verified", json!([])),
            Some(asked @ 0) => {
                *asked = 1;
                ("in_progress", "Email verification is in progress", json!([]))
            }
            Some(_) => ("complete", "Email verification is completed", verified(&email)),
        };
        let status = json!({ "identifier": identifier, "description": description });
        answer.insert(email, json!({ "status": status, "data": data }));
    }
    Ok(Value::Object(answer))
}

/// A credit for every address that is new and not greylisted.
fn push(workspace: &mut Workspace, call: &Call) -> Answer {
    let emails = emails(call)?;
    if emails.len() > EMAILS {
        return Err(Refusal::v1("There are more than 10 emails"));
    }
    let mut fresh: Vec<String> = emails.iter().map(|email| key(email)).collect();
    fresh.sort();
    fresh.dedup();
    fresh.retain(|key| !workspace.pushed.contains_key(key));
    let cost = fresh.iter().filter(|key| !key.starts_with("verify grey")).count();
    if !workspace.spend(&call.account, u32::try_from(cost).unwrap_or(u32::MAX)) {
        return Err(Refusal::unpaid_v1());
    }
    workspace.pushed.extend(fresh.into_iter().map(|key| (key, 0)));
    let mut answer = Map::from_iter([("success".to_owned(), Value::from(true))]);
    answer.extend(emails.into_iter().map(|email| (email, json!({ "sent": true }))));
    Ok(Value::Object(answer))
}

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

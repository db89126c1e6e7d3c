//! Finds addresses at Snov.io, and verifies them.

use outreach_model::{
    across::{Asks, Search, Sought, Standing, Verified, is_same, is_set, rows, string},
    error::Failure,
};
use serde_json::{Value, json};

pub(super) fn names(sought: &Sought) -> Value {
    json!({ "first_name": sought.first, "last_name": sought.last, "domain": sought.domain })
}

/// How a search or a verification stands.
fn state(row: &Value) -> Option<String> {
    row.get("status").and_then(|status| string(status, "identifier"))
}

pub(super) async fn found(asks: &dyn Asks, sought: &Sought) -> Result<Option<Search>, Failure> {
    let answer = Value::Object(asks.ask("find_email", names(sought)).await?);
    let emails = answer.get("emails").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let found = emails.iter().filter_map(|email| {
        let is_valid = string(email, "email_status").is_some_and(|status| status == "valid");
        Some((string(email, "email")?, if is_valid { Standing::Valid } else { Standing::Unknown }))
    });
    let mut found: Vec<(String, Standing)> = found.collect();
    found.sort_by_key(|(_, standing)| *standing != Standing::Valid);
    Ok(match state(&answer).as_deref() {
        Some("in_progress") => Some(Search::Running),
        // What was never sought and what was not found look alike.
        Some("not_found") | None if found.is_empty() => None,
        _ => Some(Search::Ended(found)),
    })
}

pub(super) async fn verified(asks: &dyn Asks, addresses: &[String]) -> Result<Vec<Verified>, Failure> {
    let answer = asks.ask("verify_email", json!({ "emails": addresses })).await?;
    let one = |row: &Value| {
        let own = string(row, "email")?;
        let address = addresses.iter().find(|address| is_same(address, &own))?.clone();
        let data = row.get("data").cloned().unwrap_or_default();
        let words = string(&data, "smtp_status");
        let standing = match state(row)?.as_str() {
            "complete" => match words.as_deref() {
                Some("valid") if is_set(&data, "is_catchall") => Standing::CatchAll,
                Some("valid") => Standing::Valid,
                Some("not_valid") => Standing::Invalid,
                _ if is_set(&data, "is_catchall") => Standing::CatchAll,
                _ => Standing::Unknown,
            },
            "in_progress" => Standing::Pending,
            _ => return None,
        };
        Some(Verified { address, standing, words, credits_used: None })
    };
    Ok(rows(&answer, "results").iter().filter_map(one).collect())
}

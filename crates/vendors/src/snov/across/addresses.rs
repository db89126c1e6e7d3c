//! Finds addresses at Snov.io, and verifies them.

use outreach_model::{
    across::{Asks, Search, Sought, Standing, Verified, is_same, is_set, rows, string},
    error::{ErrorKind, Failure},
};
use serde_json::{Map, Value, json};

/// So many addresses a verification takes.
pub(super) const BATCH: usize = 10;

pub(super) fn names(sought: &Sought) -> Value {
    json!({ "first_name": sought.first, "last_name": sought.last, "domain": sought.domain })
}

/// How a search or a verification stands.
fn state(row: &Value) -> Option<String> {
    row.get("status").and_then(|status| string(status, "identifier"))
}

/// What a free read knows of earlier starts; `None` where it knows none. v2 answers a start alone, so that a read of what was never
/// started there is refused: nothing is known of it, as v1 says in its answer.
async fn known(asks: &dyn Asks, read: &'static str, inputs: Value) -> Result<Option<Map<String, Value>>, Failure> {
    match asks.ask(read, inputs).await {
        Ok(answer) => Ok(Some(answer)),
        Err(failure) if failure.kind == ErrorKind::NotFound => Ok(None),
        Err(failure) => Err(failure),
    }
}

pub(super) async fn found(asks: &dyn Asks, sought: &Sought) -> Result<Option<Search>, Failure> {
    let Some(answer) = known(asks, "find_email", names(sought)).await? else { return Ok(None) };
    let answer = Value::Object(answer);
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
    let read = |addresses: &[String]| known(asks, "verify_email", json!({ "emails": addresses }));
    let mut found = Vec::new();
    for batch in addresses.chunks(BATCH) {
        match read(batch).await? {
            Some(answer) => found.extend(answered(&answer)),
            // On v2 each may be of a start of its own.
            None if batch.len() > 1 => {
                for address in batch {
                    found.extend(read(std::slice::from_ref(address)).await?.iter().flat_map(answered));
                }
            }
            None => {}
        }
    }
    let own = |verified: Verified| {
        let address = addresses.iter().find(|address| is_same(address, &verified.address))?.clone();
        Some(Verified { address, ..verified })
    };
    Ok(found.into_iter().filter_map(own).collect())
}

/// What the answer to a read, or to a start on v2, says of addresses.
pub(super) fn answered(answer: &Map<String, Value>) -> Vec<Verified> {
    let one = |row: &Value| {
        let address = string(row, "email")?;
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
    rows(answer, "results").iter().filter_map(one).collect()
}

//! What Instantly knows of an address.

use outreach_model::{
    across::{Asks, Standing, Verified, is_set, string},
    error::{ErrorKind, Failure},
};
use serde_json::{Value, json};

pub(super) async fn verified(asks: &dyn Asks, addresses: &[String]) -> Result<Vec<Verified>, Failure> {
    let mut found = Vec::new();
    for address in addresses {
        match asks.ask("get_email_verification", json!({ "email": address, "wait_seconds": 0 })).await {
            Ok(answer) => {
                // What an earlier verification cost is not what this call costs.
                let one = finding(&Value::Object(answer)).map(|one| Verified { credits_used: None, ..one });
                found.extend(one.map(|one| Verified { address: address.clone(), ..one }));
            }
            Err(failure) if failure.kind == ErrorKind::NotFound => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(found)
}

/// What a verification has found.
pub(super) fn finding(answer: &Value) -> Option<Verified> {
    let words = string(answer, "verification_status")?;
    let standing = match words.as_str() {
        "verified" if is_set(answer, "catch_all") => Standing::CatchAll,
        "verified" => Standing::Valid,
        "invalid" => Standing::Invalid,
        "pending" => Standing::Pending,
        _ => Standing::Unknown,
    };
    let credits_used = answer.get("credits_used").and_then(Value::as_f64);
    Some(Verified { address: string(answer, "email")?, standing, words: Some(words), credits_used })
}

//! What the questions share: the id of the vendor, and the records of an address.

use outreach_model::{
    across::Asks,
    error::{ErrorKind, Failure},
};
use serde_json::{Map, Value, json};

pub(super) const VENDOR: &str = "snov";

/// The prospects with an address, as the vendor answers them.
pub(super) async fn prospects(asks: &dyn Asks, address: &str) -> Result<Map<String, Value>, Failure> {
    match asks.ask("find_prospect_by_email", json!({ "email": address })).await {
        Err(failure) if failure.kind == ErrorKind::NotFound => Ok(Map::new()),
        other => other,
    }
}

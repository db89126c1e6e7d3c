//! What a write does, subject by subject: another call with a unit in common would do the same thing to the same subject.

use outreach_model::{hash::hash, schemas::Schemas, units::Units, vendor::CatalogueEntry};
use serde_json::{Value, json};

use super::canonical;

/// The units of a call of an account with these arguments: the hash of each, which the journal keeps, and what a caller knows its
/// subject by. With a `key`, those of the calls that have the same `idempotency_key`.
pub(super) fn of(
    entry: &CatalogueEntry,
    schemas: &Schemas,
    account: &str,
    arguments: &Value,
    key: Option<&str>,
) -> Vec<(String, String)> {
    let Some(Units { kind, of, .. }) = entry.action.units else { return Vec::new() };
    let canonical = Value::Object(canonical::arguments(&schemas.input, arguments));
    let mut units: Vec<(String, String)> = Vec::new();
    for unit in of(&canonical) {
        let hash = match key {
            None => hash(&json!([account, kind, unit.key])),
            Some(key) => hash(&json!([account, kind, unit.key, key])),
        };
        if units.iter().all(|(known, _)| *known != hash) {
            units.push((hash, unit.name));
        }
    }
    units
}

//! What a write does, subject by subject: another call with a unit in common would do the same thing to the same subject.

use outreach_model::{
    arguments::truncate,
    error::{ErrorKind, Failure},
    hash::hash,
    units::Units,
};
use outreach_vendors::catalogue;
use serde_json::{Value, json};

use super::{canonical, write::Write};
use crate::journal::{Entry, Outcome};

/// How many subjects are named.
const MAX_NAMED: usize = 5;

/// The units of a write: the hash of each, which the journal keeps, and what a caller knows its subject by.
pub(super) fn of(write: &Write<'_>) -> Vec<(String, String)> {
    let Some(Units { kind, of, .. }) = write.entry.action.units else { return Vec::new() };
    let canonical = Value::Object(canonical::arguments(&write.schemas.input, &write.prepared.arguments));
    let account = write.account.name();
    let mut units: Vec<(String, String)> = Vec::new();
    for unit in of(&canonical) {
        let hash = hash(&json!([account, kind, unit.key]));
        if units.iter().all(|(known, _)| *known != hash) {
            units.push((hash, unit.name));
        }
    }
    units
}

/// The failure of a write that would do what the call of this entry has done, or may have done, to the subjects of these units.
pub(super) fn shared(write: &Write<'_>, entry: &Entry, shared: &[String]) -> Failure {
    let units = of(write);
    let names: Vec<&str> =
        units.iter().filter(|(hash, _)| shared.contains(hash)).map(|(_, name)| name.as_str()).collect();
    let what = write.entry.action.units.map_or("subjects", |units| units.what);
    let of_them = match (names.len(), units.len()) {
        (_, 1) => quoted(&names),
        (shared, all) => format!("{shared} of these {all} {what} ({})", quoted(&names)),
    };
    let action = catalogue::actions()
        .find(|action| action.vendor.id == entry.vendor && action.action.about.name == entry.tool)
        .unwrap_or(write.entry);
    let (tool, at, id) = (action.qualified_name(), &entry.at, &entry.id);
    let rest = if names.len() < units.len() { " Call for the rest by themselves." } else { "" };
    let message = if entry.outcome == Outcome::Ok {
        let verify = action.action.about.verify.unwrap_or_default();
        let result = entry.vendor_ref.as_ref().map(|id| format!(" Its id is `{id}`.")).unwrap_or_default();
        format!(
            "`{tool}` was called for {of_them} at {at}, entry `{id}`, and was carried out.{result} Nothing was sent: again, it would be \
             charged again. Read that result instead. {verify}{rest} Only if it is meant, make this call with a new `idempotency_key`."
        )
    } else {
        let verify = write.account.verify(action.action).unwrap_or("Check whether it was done.");
        format!(
            "`{tool}` was called for {of_them} at {at}, and it is not known whether {} carried it out. Nothing was sent: this call would do \
             it a second time. {verify} `resolve_outcome` with `entry` `{id}` does that where it can; only if it was not done, make this \
             call with a new `idempotency_key`.{rest}",
            action.vendor.title
        )
    };
    Failure::new(ErrorKind::Duplicate, message)
}

fn quoted(names: &[&str]) -> String {
    let mut quoted: Vec<String> =
        names.iter().take(MAX_NAMED).map(|name| format!("`{}`", truncate(name, 80))).collect();
    if names.len() > MAX_NAMED {
        quoted.push(format!("{} more", names.len() - MAX_NAMED));
    }
    quoted.join(", ")
}

//! What calls of both generations search for and are charged for: the same subject is not charged twice without a word.

use outreach_model::units::{self, Unit, Units};
use serde_json::Value;

/// The address of a person, by name and domain.
pub(crate) const BY_NAME: Option<Units> = Some(Units {
    kind: "address by name",
    what: "people",
    is_charged: true,
    of: |inputs| {
        let rows = inputs.get("rows").and_then(Value::as_array);
        rows.map_or_else(|| person(inputs).into_iter().collect(), |rows| rows.iter().filter_map(person).collect())
    },
});

/// The person behind the URL of a profile.
pub(crate) const BY_PROFILE: Option<Units> = Some(Units {
    kind: "profile",
    what: "profiles",
    is_charged: true,
    of: |inputs| units::each(inputs, &["url", "urls"]),
});

/// Whether an address is deliverable.
pub(crate) const VERIFIED: Option<Units> = Some(Units {
    kind: "verification",
    what: "addresses",
    is_charged: true,
    of: |inputs| units::each(inputs, &["emails"]),
});

fn person(row: &Value) -> Option<Unit> {
    let [first, last, domain] = ["first_name", "last_name", "domain"].map(|field| row.get(field)?.as_str());
    Some(Unit::within(domain?, format!("{} {}", first?, last?)))
}

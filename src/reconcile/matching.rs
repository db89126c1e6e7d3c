//! Decides whether a row that a vendor lists is what a call made.

use std::{collections::HashSet, ops::RangeInclusive};

use jiff::Timestamp;
use outreach_model::lookup::{Lookup, Match, text};
use serde_json::Value;

/// The call whose result is looked for.
pub(super) struct Sought<'a> {
    pub(super) arguments: &'a Value,
    /// When the vendor can have created the result, by its own clock, in Unix milliseconds.
    pub(super) created_ms: RangeInclusive<i64>,
    /// Ids of what other calls are known to have made.
    pub(super) known_ids: &'a HashSet<String>,
}

/// What a list says about a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Classification {
    /// It was carried out; with the vendor's id.
    Found(Option<String>),
    /// Its result is not listed.
    NotThere,
    /// Undecided; with the id of a row that may be its result.
    Unclear(Option<String>),
}

/// Looks for the result of a call among these rows.
pub(super) fn classify(lookup: &Lookup, sought: &Sought<'_>, rows: &[Value]) -> Classification {
    let is_dated = !lookup.created.is_empty();
    let mut found: Vec<(Match, Option<String>)> = Vec::new();
    for row in rows {
        let mut matched = (lookup.matches)(sought.arguments, row, rows);
        let id = reference(row);
        if is_dated {
            // A time that does not fit may come from a clock that is wrong, ours or the vendor's: it proves no difference.
            let fits = created_at_ms(lookup, row).is_some_and(|created| sought.created_ms.contains(&created));
            if !fits {
                matched = matched.and(Match::Like);
            }
            if id.as_ref().is_some_and(|id| sought.known_ids.contains(id)) {
                matched = Match::No;
            }
        }
        // A list that changes between two pages may contain a row twice.
        if matched != Match::No && !found.iter().any(|(_, other)| other.is_some() && *other == id) {
            found.push((matched, id));
        }
    }
    let certain: Vec<&Option<String>> =
        found.iter().filter(|(matched, _)| *matched == Match::Same).map(|(_, id)| id).collect();
    match (certain.as_slice(), found.first()) {
        ([id], _) => Classification::Found((*id).clone()),
        // Where a row's state alone answers the question, any of them does.
        ([id, ..], _) if !is_dated => Classification::Found((*id).clone()),
        (_, Some((_, id))) => Classification::Unclear(id.clone()),
        (_, None) => Classification::NotThere,
    }
}

/// When the vendor created the row, in Unix milliseconds; `None` where it does not say.
pub(super) fn created_at_ms(lookup: &Lookup, row: &Value) -> Option<i64> {
    let at = lookup.created.iter().find_map(|field| row.get(field)?.as_str())?;
    at.trim().parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
}

/// The vendor's id of a row.
fn reference(row: &Value) -> Option<String> {
    text(row, "id")
}

#[cfg(test)]
mod tests;

//! Formats journal entries and totals as tables for a terminal.

use jiff::Timestamp;
use outreach_model::arguments::truncate;
use serde_json::Value;

use super::super::table::{table, width};
use crate::journal::{Entry, Outcome, Total};

/// The maximum length of the last cell, in characters.
const MAX_NOTE_CHARS: usize = 160;

/// Beside the vendor's id of a call whose outcome was unknown at first.
const FOUND: &str = "found later by a look-up";

/// A table of calls. `shown` returns an entry as JSON with secrets redacted.
pub(super) fn entries(entries: &[Entry], shown: impl Fn(&Entry) -> Value) -> String {
    let rows = entries.iter().map(|entry| {
        let shown = shown(entry);
        let text = |key: &str| shown.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let took = entry.took_ms.map(|took| format!("{took} ms")).unwrap_or_default();
        let note = ["error", "vendor_ref", "replay_of"].into_iter().map(text).find(|note| !note.is_empty());
        let resolved = (entry.resolved_at.is_some() && entry.outcome == Outcome::Ok).then(|| FOUND.to_owned());
        let notes: Vec<String> = note.into_iter().chain(resolved).collect();
        let cells = [
            at(entry.at_ms),
            format!("{}_{}", entry.vendor, entry.tool),
            text("effect"),
            text("outcome"),
            took,
            text("id"),
            truncate(&notes.join(", "), MAX_NOTE_CHARS),
        ];
        cells.map(plain).to_vec()
    });
    let heads = ["at", "tool", "effect", "outcome", "took", "id", "error or vendor's id"];
    table(&heads, &rows.collect::<Vec<_>>(), &["took"], width())
}

/// A table of counts.
pub(super) fn totals(totals: &[Total]) -> String {
    let rows = totals.iter().map(|total| {
        let Total { day, account, effect, outcome, calls } = total.clone();
        [day, account, effect, outcome, calls.to_string()].map(plain).to_vec()
    });
    table(&["day", "account", "effect", "outcome", "calls"], &rows.collect::<Vec<_>>(), &["calls"], width())
}

/// The day of a time in Unix milliseconds, in UTC.
pub(super) fn day(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |at| at.strftime("%Y-%m-%d").to_string())
}

fn at(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |at| at.strftime("%Y-%m-%d %H:%M:%SZ").to_string())
}

/// A cell of one line. Text from a vendor could contain control sequences for the terminal.
fn plain(cell: String) -> String {
    cell.replace(|c: char| c.is_control(), " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_removed() {
        assert_eq!(plain("\u{1b}[2Jtwo\nlines".to_owned()), " [2Jtwo lines");
    }

    #[test]
    fn times_are_shown_in_utc_without_milliseconds() {
        assert_eq!(at(1_795_248_000_999), "2026-11-21 08:00:00Z");
    }
}

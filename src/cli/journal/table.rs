//! Formats journal entries and totals as tables for a terminal.

use jiff::Timestamp;
use outreach_model::arguments::truncate;
use serde_json::Value;

use crate::journal::{Entry, Outcome, Total};

/// The maximum width of the last column, in characters.
const MAX_NOTE_CHARS: usize = 80;

/// Beside the vendor's id of a call whose outcome was unknown at first.
const FOUND: &str = "found later by a look-up";

/// A table of calls, one per line. `shown` returns an entry as JSON with secrets redacted.
pub(super) fn entries(entries: &[Entry], shown: impl Fn(&Entry) -> Value) -> String {
    let rows = entries.iter().map(|entry| {
        let shown = shown(entry);
        let text = |key: &str| shown.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let took = entry.took_ms.map(|took| format!("{took} ms")).unwrap_or_default();
        let note = ["error", "vendor_ref", "replay_of"].into_iter().map(text).find(|note| !note.is_empty());
        let resolved = (entry.resolved_at.is_some() && entry.outcome == Outcome::Ok).then(|| FOUND.to_owned());
        let notes: Vec<String> = note.into_iter().chain(resolved).collect();
        [
            at(entry.at_ms),
            format!("{}_{}", entry.vendor, entry.tool),
            text("effect"),
            text("outcome"),
            took,
            text("id"),
            truncate(&notes.join(", "), MAX_NOTE_CHARS),
        ]
    });
    aligned(["at", "tool", "effect", "outcome", "took", "id", "error or vendor's id"], rows.collect())
}

/// A table of counts, one per line.
pub(super) fn totals(totals: &[Total]) -> String {
    let rows = totals.iter().map(|total| {
        let Total { day, account, effect, outcome, calls } = total.clone();
        [day, account, effect, outcome, calls.to_string()]
    });
    aligned(["day", "account", "effect", "outcome", "calls"], rows.collect())
}

/// The day of a time in Unix milliseconds, in UTC.
pub(super) fn day(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |at| at.strftime("%Y-%m-%d").to_string())
}

fn at(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |at| at.strftime("%Y-%m-%d %H:%M:%SZ").to_string())
}

/// Aligns columns to their widest cell; columns of numbers are right-aligned.
fn aligned<const N: usize>(heads: [&str; N], rows: Vec<[String; N]>) -> String {
    // Text from a vendor could contain control sequences for the terminal.
    let plain = |cell: String| cell.replace(|c: char| c.is_control(), " ");
    let rows: Vec<[String; N]> =
        std::iter::once(heads.map(str::to_owned)).chain(rows).map(|row| row.map(plain)).collect();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(&widths).zip(heads).map(|((cell, width), head)| match head {
            "took" | "calls" => format!("{cell:>width$}"),
            _ => format!("{cell:<width$}"),
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        format!("{}\n", line.trim_end())
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_control_characters_are_removed() {
        let rows = vec![
            ["1".to_owned(), "short".to_owned(), "x".to_owned()],
            ["1000".to_owned(), "much l\u{f6}nger".to_owned(), "\u{1b}[2Jtwo\nlines".to_owned()],
        ];
        let text = aligned(["calls", "tool", "failure"], rows);
        let expected = "calls  tool         failure\n    1  short        x\n 1000  much l\u{f6}nger   [2Jtwo lines\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn times_are_shown_in_utc_without_milliseconds() {
        assert_eq!(at(1_795_248_000_999), "2026-11-21 08:00:00Z");
    }
}

//! The days between which a read counts.

use jiff::civil::Date;
use serde_json::{Map, Value};

/// What is wrong with the days in these two inputs, as clauses.
pub(super) fn problems(inputs: &Map<String, Value>, from: &str, to: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut day = |input: &str| -> Option<Date> {
        let text = inputs.get(input)?.as_str()?.trim();
        // The vendor takes the date alone.
        let day = text.parse().ok().filter(|_| text.len() == 10);
        if day.is_none() {
            problems.push(format!("`{input}` must be a day such as 2026-03-31"));
        }
        day
    };
    if let (Some(first), Some(last)) = (day(from), day(to))
        && first > last
    {
        problems.push(format!("`{from}` must not be after `{to}`"));
    }
    problems
}

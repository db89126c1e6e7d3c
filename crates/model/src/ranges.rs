//! Inputs that say from where to where: one that begins behind its end selects nothing, which vendors answer with an empty success.

use std::cmp::Ordering;

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use serde_json::{Map, Value};

use crate::arguments::truncate;

/// The words in the names of two inputs that make them a range.
const ENDS: [(&str, &str); 5] =
    [("from", "to"), ("start", "end"), ("min", "max"), ("after", "before"), ("since", "until")];

/// The input that says where a range ends which this one begins.
fn end_of(input: &str) -> Option<String> {
    let words: Vec<&str> = input.split('_').collect();
    ENDS.into_iter().find_map(|(first, last)| {
        let at = words.iter().position(|word| *word == first)?;
        let mut words = words.clone();
        *words.get_mut(at)? = last;
        Some(words.join("_"))
    })
}

/// What is wrong with the ranges in these arguments, as clauses with the inputs that each names. `schema` is the one of the call's
/// inputs.
pub(crate) fn problems(schema: &Map<String, Value>, arguments: &Value) -> Vec<(Vec<String>, String)> {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return Vec::new() };
    let pairs = properties.keys().filter_map(|first| Some((first, end_of(first)?)));
    let pairs = pairs.filter(|(_, last)| properties.contains_key(last));
    let mut found = Vec::new();
    for (first, last) in pairs {
        let ends = [(first.as_str(), arguments.get(first)), (last.as_str(), arguments.get(&last))];
        for (input, text) in ends.into_iter().filter_map(|(input, value)| Some((input, value?.as_str()?.trim()))) {
            if !text.is_empty() && moment(text).is_none() {
                let problem = format!(
                    "`{input}` must be a day such as 2026-03-31 or a time such as 2026-03-31T09:00:00Z, got `{}`",
                    truncate(text, 40)
                );
                found.push((vec![input.to_owned()], problem));
            }
        }
        if let [(_, Some(from)), (_, Some(to))] = ends
            && is_after(from, to)
        {
            found.push((
                vec![first.clone(), last.clone()],
                format!("`{first}` must not be after `{last}`: exchange them"),
            ));
        }
    }
    found
}

/// A day, or a point in time.
enum Moment {
    Day(Date),
    Time(Timestamp),
}

/// A time without an offset is taken for UTC.
fn moment(text: &str) -> Option<Moment> {
    if text.len() <= 10 {
        return text.parse().ok().map(Moment::Day);
    }
    let utc = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    text.parse().ok().or_else(utc).map(Moment::Time)
}

/// Whether a range is known to end before it begins. A day as its end may be all of that day.
fn is_after(from: &Value, to: &Value) -> bool {
    let day = |time: Timestamp| time.to_zoned(TimeZone::UTC).date();
    let order = match (from, to) {
        (Value::String(from), Value::String(to)) => match (moment(from.trim()), moment(to.trim())) {
            (Some(Moment::Day(from)), Some(Moment::Day(to))) => Some(from.cmp(&to)),
            (Some(Moment::Time(from)), Some(Moment::Time(to))) => Some(from.cmp(&to)),
            (Some(Moment::Day(from)), Some(Moment::Time(to))) => Some(from.cmp(&day(to))),
            (Some(Moment::Time(from)), Some(Moment::Day(to))) => Some(day(from).cmp(&to)),
            _ => None,
        },
        _ => from.as_f64().zip(to.as_f64()).and_then(|(from, to)| from.partial_cmp(&to)),
    };
    order == Some(Ordering::Greater)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{end_of, problems};

    fn count(arguments: Value) -> usize {
        let names = arguments.as_object().unwrap().keys().map(|name| (name.clone(), json!({})));
        let schema = json!({ "properties": names.collect::<serde_json::Map<_, _>>() });
        problems(schema.as_object().unwrap(), &arguments).len()
    }

    #[test]
    fn the_end_of_a_range_is_known_by_its_name() {
        for (first, last) in [
            ("from", Some("to")),
            ("start_date", Some("end_date")),
            ("previous_date_from", Some("previous_date_to")),
            ("min_timestamp_created", Some("max_timestamp_created")),
            ("campaign", None),
            ("minimum", None),
        ] {
            assert_eq!(end_of(first).as_deref(), last, "{first}");
        }
    }

    #[test]
    fn a_range_that_ends_before_it_begins_is_a_problem() {
        for good in [
            json!({ "from": "2026-01-01", "to": "2026-01-01" }),
            json!({ "from": "2026-01-01T09:00:00Z", "to": "2026-01-01" }),
            json!({ "start_date": "2026-01-01T09:00:00+02:00", "end_date": "2026-01-01T07:30:00" }),
            json!({ "min_size": 1, "max_size": 1 }),
            json!({ "from": "2026-01-01" }),
            json!({ "from": "", "to": "2026-01-01" }),
        ] {
            assert_eq!(count(good.clone()), 0, "{good}");
        }
        for bad in [
            json!({ "from": "2026-01-02", "to": "2026-01-01" }),
            json!({ "date_from": "2026-01-02T00:00:00Z", "date_to": "2026-01-01" }),
            json!({ "start_date": "2026-01-01T09:00:00Z", "end_date": "2026-01-01T08:00:00Z" }),
            json!({ "min_size": 2, "max_size": 1 }),
            json!({ "from": "last week", "to": "2026-01-01" }),
        ] {
            assert_eq!(count(bad.clone()), 1, "{bad}");
        }
    }
}

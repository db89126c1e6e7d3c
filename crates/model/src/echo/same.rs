//! Whether two values are the same but for how they are written: what a vendor may write otherwise than it was sent.

use jiff::{Timestamp, civil};
use serde_json::{Map, Value};

use super::{is_untrusted, properties_of, shown};
use crate::{characters::seen, markup};

/// The differences that were found.
pub(super) struct Differences<'a> {
    /// What the answer says to be missing already.
    pub(super) missing: &'a [Value],
    /// In sentences.
    pub(super) found: Vec<String>,
}

/// A value with the schema of its place.
type Placed<'a> = (&'a Value, Option<&'a Value>);

impl Differences<'_> {
    /// Compares what was `sent` at the first of the `names` with what is `answered` at the second.
    pub(super) fn compare(&mut self, names: (&str, &str), (sent, asked): Placed<'_>, (answered, schema): Placed<'_>) {
        if is_same(sent, answered) {
            return;
        }
        let is_hidden = is_untrusted(schema);
        match (sent, answered) {
            (Value::Object(sent), Value::Object(answered)) => {
                self.compare_objects(names, (sent, asked), (answered, schema), is_hidden);
            }
            (Value::Array(sent_items), Value::Array(answered_items)) => {
                let is_of_objects = |items: &[Value]| items.iter().any(Value::is_object);
                if sent_items.len() == answered_items.len() && is_of_objects(sent_items) {
                    let (asked, schema) = (part(asked, "items"), part(schema, "items"));
                    for (at, pair) in sent_items.iter().zip(answered_items).enumerate() {
                        let names = (format!("{}[{at}]", names.0), format!("{}[{at}]", names.1));
                        self.compare((&names.0, &names.1), (pair.0, asked), (pair.1, schema));
                    }
                } else if is_of_objects(sent_items) || is_of_objects(answered_items) {
                    self.found.push(format!(
                        "Sent {} items in `{}`; the answer has {} in `{}`.",
                        sent_items.len(),
                        names.0,
                        answered_items.len(),
                        names.1
                    ));
                } else if !self.is_told(sent_items, answered_items) {
                    self.tell(names, sent, answered, is_hidden);
                }
            }
            _ => self.tell(names, sent, answered, is_hidden),
        }
    }

    fn compare_objects(
        &mut self,
        (input, place): (&str, &str),
        (sent, asked): (&Map<String, Value>, Option<&Value>),
        (answered, schema): (&Map<String, Value>, Option<&Value>),
        is_hidden: bool,
    ) {
        // In a map of the caller's own names, one that does not come back was not kept.
        let is_map = asked.is_some_and(|asked| properties_of(asked).is_none());
        for (name, value) in sent {
            let names = (format!("{input}.{name}"), format!("{place}.{name}"));
            let names = (names.0.as_str(), names.1.as_str());
            match answered.get(name).filter(|value| !value.is_null()) {
                None if is_map && !is_nothing(value) => {
                    self.found.push(format!("Sent `{}` {}; the answer has no `{}`.", names.0, shown(value), names.1));
                }
                None => {}
                Some(other) if is_hidden && !is_same(value, other) => self.tell(names, value, other, true),
                Some(other) => {
                    let property = |of: Option<&'_ Value>| properties_of(of?)?.get(name).cloned();
                    self.compare(names, (value, property(asked).as_ref()), (other, property(schema).as_ref()));
                }
            }
        }
    }

    fn tell(&mut self, (input, place): (&str, &str), sent: &Value, answered: &Value, is_hidden: bool) {
        // What strangers wrote is no part of a sentence of the program's.
        let has = if is_hidden {
            format!("something else in `{place}`")
        } else {
            let named = if last(input) == last(place) { String::new() } else { format!(" in `{place}`") };
            format!("{}{named}", shown(answered))
        };
        self.found.push(format!("Sent `{input}` {}; the answer has {has}.", shown(sent)));
    }

    /// Whether lists differ only in what is said to be missing.
    fn is_told(&self, sent: &[Value], answered: &[Value]) -> bool {
        let among = |item: &Value, items: &[Value]| items.iter().any(|other| is_same(item, other));
        answered.iter().all(|item| among(item, sent))
            && sent.iter().all(|item| among(item, answered) || among(item, self.missing))
    }
}

fn part<'a>(schema: Option<&'a Value>, name: &str) -> Option<&'a Value> {
    schema?.get(name)
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// Whether a value says no more than its absence.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_nothing),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

/// Whether an answered value is the one that was sent. Of an object, the answer may have more fields.
fn is_same(sent: &Value, answered: &Value) -> bool {
    match (sent, answered) {
        (sent, answered) if is_nothing(sent) && is_nothing(answered) => true,
        (Value::Bool(sent), answered) | (answered, Value::Bool(sent)) => is_flag(*sent, answered),
        (Value::Object(sent), Value::Object(answered)) => sent.iter().all(|(name, value)| match answered.get(name) {
            None | Some(Value::Null) => is_nothing(value),
            Some(other) => is_same(value, other),
        }),
        (Value::Array(sent), Value::Array(answered)) => is_same_list(sent, answered),
        (Value::Array(items), text @ Value::String(listed)) | (text @ Value::String(listed), Value::Array(items)) => {
            let parts: Vec<Value> = listed.split([',', ';']).map(Value::from).collect();
            is_same_list(items, &parts) || is_same_list(items, std::slice::from_ref(text))
        }
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Number(number), Value::String(text)) | (Value::String(text), Value::Number(number)) => {
            // A name beside a number: whether it is that of the number is not known here.
            text.trim().parse::<f64>().map_or(true, |text| number.as_f64() == Some(text))
        }
        (Value::String(sent), Value::String(answered)) => is_same_text(sent, answered),
        _ => false,
    }
}

fn is_flag(flag: bool, value: &Value) -> bool {
    match value {
        Value::Bool(other) => flag == *other,
        Value::Number(number) => number.as_i64() == Some(i64::from(flag)),
        Value::String(text) => text.eq_ignore_ascii_case(if flag { "true" } else { "false" }),
        _ => false,
    }
}

/// Whether two lists have the same items; in any order, and each once.
fn is_same_list(sent: &[Value], answered: &[Value]) -> bool {
    let among = |item: &Value, items: &[Value]| items.iter().any(|other| is_same(item, other));
    let is_of_objects = |items: &[Value]| items.iter().any(Value::is_object);
    if is_of_objects(sent) || is_of_objects(answered) {
        // The order of steps is what is sent first.
        return sent.len() == answered.len() && sent.iter().zip(answered).all(|(sent, other)| is_same(sent, other));
    }
    sent.iter().all(|item| among(item, answered))
        && answered.iter().all(|item| sent.iter().any(|sent| is_same(sent, item)))
}

fn is_same_text(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other) = (plain(one), plain(other));
    one == other
        || is_same_number(&one, &other)
        || is_same_moment(&one, &other)
        || bare(&one) == bare(&other)
        || is_same_phone(&one, &other)
        || is_same_clock(&one, &other)
        || is_same_addresses(&one, &other)
        || is_same_markup(&one, &other)
}

/// Without what shows nothing, in lower case, with one space between words.
fn plain(text: &str) -> String {
    markup::words(&seen(text)).to_lowercase()
}

fn is_same_number(one: &str, other: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    number(one).is_some_and(|one| number(other) == Some(one))
}

/// A web address or a domain without what a vendor adds or drops.
fn bare(text: &str) -> &str {
    let text = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    text.strip_prefix("www.").unwrap_or(text).trim_end_matches('/')
}

fn is_same_phone(one: &str, other: &str) -> bool {
    const MARKS: [char; 6] = ['+', '-', '(', ')', ' ', '.'];
    let digits = |text: &str| -> Option<String> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_phone = text.starts_with(['+', '('])
            && text.chars().all(|c| c.is_ascii_digit() || MARKS.contains(&c))
            && digits.len() >= 5;
        (is_phone || text.chars().all(|c| c.is_ascii_digit())).then_some(digits)
    };
    digits(one).is_some_and(|one| !one.is_empty() && digits(other) == Some(one))
}

/// Times of a day, such as 9:00 and 09:00:00.
fn is_same_clock(one: &str, other: &str) -> bool {
    let clock = |text: &str| {
        let mut parts = text.split(':').map(|part| part.parse::<u32>().ok());
        let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
        parts.next().is_none().then_some((hours, minutes, seconds))
    };
    clock(one).is_some_and(|one| clock(other) == Some(one))
}

fn is_same_addresses(one: &str, other: &str) -> bool {
    let addresses = |text: &str| {
        let mut addresses: Vec<String> = text.split([',', ';']).map(|part| part.trim().to_owned()).collect();
        addresses.retain(|address| !address.is_empty());
        addresses.sort_unstable();
        addresses.dedup();
        addresses
    };
    one.contains('@') && addresses(one) == addresses(other)
}

/// What readers see of HTML: vendors clean it, and make HTML of text.
fn is_same_markup(one: &str, other: &str) -> bool {
    let has_markup = |text: &str| text.contains(['<', '&']);
    (has_markup(one) || has_markup(other)) && markup::visible(one) == markup::visible(other)
}

/// Whether what readers see of a text is part of another.
pub(super) fn is_within(sent: &Value, answered: &Value) -> bool {
    let (Some(sent), Some(answered)) = (sent.as_str(), answered.as_str()) else { return false };
    let seen = |text: &str| markup::visible(&plain(text));
    seen(answered).contains(&seen(sent))
}

/// Days and moments; one without a timezone may be meant in any.
fn is_same_moment(one: &str, other: &str) -> bool {
    const ANY_TIMEZONE_S: i64 = 14 * 60 * 60;
    const DAY_S: i64 = 24 * 60 * 60;
    let moment = |text: &str| -> Option<(i64, i64)> {
        // Nothing shorter is a date.
        let text = Some(text.to_ascii_uppercase()).filter(|text| text.len() >= 10)?;
        if let Ok(moment) = text.parse::<Timestamp>() {
            return Some((moment.as_second(), 0));
        }
        let is_day = text.len() == 10;
        let moment = text.parse::<civil::DateTime>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some((moment.timestamp().as_second(), ANY_TIMEZONE_S + if is_day { DAY_S } else { 0 }))
    };
    let (Some(one), Some(other)) = (moment(one), moment(other)) else { return false };
    // Two days are compared as days.
    let slack = if one.1 == other.1 { 0 } else { one.1.max(other.1) };
    one.0.abs_diff(other.0) <= slack.unsigned_abs()
}

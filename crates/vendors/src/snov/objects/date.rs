//! A date and time, in any of the vendor's four formats.

use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{self, TimeZone},
};
use outreach_model::schema::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// A date and time as RFC 3339 in UTC; `None` where the vendor has none. The vendor writes PHP's `{date, timezone_type,
/// timezone}`, Unix seconds, `2025-01-01 11:11:11` (taken as UTC) or RFC 3339. A date without a time stays a date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline, description = "RFC 3339")]
pub(crate) struct Date(Option<String>);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(read(&Value::deserialize(deserializer)?)))
    }
}

fn read(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => number.as_i64().and_then(unix),
        Value::String(text) => text_in(text, &TimeZone::UTC),
        Value::Object(object) => {
            let text = |key| object.get(key).and_then(Value::as_str);
            text_in(text("date")?, &text("timezone").map_or(TimeZone::UTC, zone))
        }
        _ => None,
    }
}

fn text_in(text: &str, zone: &TimeZone) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.starts_with("0000-00-00") {
        return None;
    }
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment.to_string());
    }
    if let Ok(number) = text.parse() {
        return unix(number);
    }
    let has_time = text.contains(':');
    let moment = text.parse::<DateTime>().ok().filter(|_| has_time);
    let moment = moment.and_then(|moment| moment.to_zoned(zone.clone()).ok());
    // A text in no known format is passed on.
    Some(moment.map_or_else(|| text.to_owned(), |moment| moment.timestamp().to_string()))
}

/// Unix seconds; milliseconds where seconds would lie beyond the year 5000.
fn unix(number: i64) -> Option<String> {
    const FAR: i64 = 100_000_000_000;
    let moment = if number.abs() < FAR { Timestamp::from_second(number) } else { Timestamp::from_millisecond(number) };
    moment.ok().filter(|_| number != 0).map(|moment| moment.to_string())
}

/// A time zone by its name or its offset; UTC, which the vendor uses, where neither is known.
fn zone(name: &str) -> TimeZone {
    let offset = || {
        let (sign, rest) =
            name.strip_prefix('+').map(|rest| (1, rest)).or_else(|| Some((-1, name.strip_prefix('-')?)))?;
        let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
        let seconds = hours.parse::<i32>().ok()?.checked_mul(3600)? + minutes.parse::<i32>().ok()?.checked_mul(60)?;
        tz::Offset::from_seconds(sign * seconds).ok()
    };
    TimeZone::get(name).ok().or_else(|| offset().map(TimeZone::fixed)).unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Date;

    #[test]
    fn every_format_becomes_rfc_3339() {
        let php = |date: &str, kind: u8, zone: &str| json!({ "date": date, "timezone_type": kind, "timezone": zone });
        let table = [
            (php("2020-04-07 08:25:44.000000", 3, "UTC"), json!("2020-04-07T08:25:44Z")),
            (php("2020-04-07 08:25:44.250000", 3, "Europe/Kyiv"), json!("2020-04-07T05:25:44.25Z")),
            (php("2020-04-07 08:25:44.000000", 1, "+02:00"), json!("2020-04-07T06:25:44Z")),
            (php("2020-04-07 08:25:44.000000", 1, "-05:30"), json!("2020-04-07T13:55:44Z")),
            (php("2020-04-07 08:25:44.000000", 2, "???"), json!("2020-04-07T08:25:44Z")),
            (json!(1_639_469_976), json!("2021-12-14T08:19:36Z")),
            (json!("1639469976"), json!("2021-12-14T08:19:36Z")),
            (json!(1_639_469_976_000_i64), json!("2021-12-14T08:19:36Z")),
            (json!("2018-02-07 10:12:28"), json!("2018-02-07T10:12:28Z")),
            (json!("2022-05-27T00:00:00Z"), json!("2022-05-27T00:00:00Z")),
            (json!("2026-03-20T10:00:00+02:00"), json!("2026-03-20T08:00:00Z")),
            (json!("2018-07-31"), json!("2018-07-31")),
            (json!("last spring"), json!("last spring")),
            (json!("0000-00-00 00:00:00"), Value::Null),
            (json!(""), Value::Null),
            (json!(0), Value::Null),
            (json!(null), Value::Null),
            (json!([]), Value::Null),
            (json!({ "date": null }), Value::Null),
            (json!(i64::MAX), Value::Null),
        ];
        for (given, read) in table {
            let date: Date = serde_json::from_value(given.clone()).unwrap();
            assert_eq!(serde_json::to_value(date).unwrap(), read, "{given}");
        }
    }
}

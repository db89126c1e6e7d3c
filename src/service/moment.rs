//! Reads a point in time as the inputs of the program's own tools have it.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// A time with its offset, or a day, which is its beginning in UTC.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let day = || text.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok().map(|day| day.timestamp());
    text.parse().ok().or_else(day)
}

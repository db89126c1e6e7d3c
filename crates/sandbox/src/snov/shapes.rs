//! Formats and hashes that several answers share.

use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Value, json};

use crate::store::clock::mix;

/// The first moment of the seeded workspace: 2026-02-02, 07:00 UTC.
pub(super) const START: i64 = 1_770_015_600_000;

/// A moment as PHP serializes it.
pub(super) fn moment(at: i64) -> Value {
    json!({ "date": format!("{}.000000", plain(at)), "timezone_type": 3, "timezone": "UTC" })
}

/// A moment as text: `2025-01-01 11:11:11`.
pub(super) fn plain(at: i64) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(TimeZone::UTC);
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// A text as a JSON string inside the JSON, the way PHP escapes it.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('/', "\\/")
}

/// 32 hexadecimal digits; the same for the same number and salt.
pub(super) fn hash(number: u64, salt: u64) -> String {
    let scattered = mix(number) ^ mix(!salt);
    format!("{:016x}{:016x}", mix(scattered), mix(!scattered))
}

/// A hash of a text (FNV-1a).
pub(super) fn number_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The number that an id is made of; 0 where it is none.
pub(super) fn number(id: &str) -> u64 {
    id.parse().unwrap_or_default()
}

/// A moment in milliseconds as seconds since 1970; nothing for `null`.
pub(super) fn seconds(at: &Value) -> Option<i64> {
    at.as_i64().map(|at| at / 1000)
}

//! The clock of a store, and the ids and numbers that must come out the same at every start.

use jiff::Timestamp;
use uuid::Builder;

/// Milliseconds of a minute, an hour and a day, for seeds that count from their first moment.
pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// A clock that never repeats a moment and never goes back, whatever the machine's clock does.
#[derive(Default)]
pub(crate) struct Clock {
    last: i64,
    count: u64,
}

impl Clock {
    /// A UUIDv7 for this moment, in milliseconds since 1970. Its random part is a function of how many ids were made before,
    /// so that two starts make the same ids.
    pub(crate) fn uuid(&mut self, at: i64) -> String {
        self.advance_to(at);
        self.count += 1;
        let random = u128::from(mix(self.count)) << 64 | u128::from(mix(!self.count));
        let [a, b, c, d, e, f, g, h, i, j, ..] = random.to_be_bytes();
        let at = u64::try_from(at).unwrap_or_default();
        Builder::from_unix_timestamp_millis(at, &[a, b, c, d, e, f, g, h, i, j]).into_uuid().to_string()
    }

    /// The current moment, in milliseconds since 1970; always later than every moment before.
    pub(crate) fn now(&mut self) -> i64 {
        self.last = (self.last + 1).max(Timestamp::now().as_millisecond());
        self.last
    }

    /// Makes every later moment come after this one.
    pub(crate) fn advance_to(&mut self, at: i64) {
        self.last = self.last.max(at);
    }
}

/// The `index`th of a series of moments that begins at `start`, each `step` milliseconds after the one before.
pub(crate) fn nth(start: i64, index: usize, step: i64) -> i64 {
    start + i64::try_from(index).unwrap_or_default() * step
}

/// A moment as RFC 3339 with milliseconds, in UTC: `2026-06-01T09:30:00.000Z`.
pub(crate) fn stamp(at: i64) -> String {
    Timestamp::from_millisecond(at).map(|at| format!("{at:.3}")).unwrap_or_default()
}

/// Scatters a number over all 64 bits (SplitMix64). The same number gives the same result.
pub(crate) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

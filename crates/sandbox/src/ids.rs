//! Ids and timestamps: UUIDv7 from a counter, so that two starts make the same workspace, and RFC 3339 with milliseconds.

use jiff::Timestamp;
use uuid::Builder;

/// Hands out ids that ascend, whatever the machine's clock does.
#[derive(Default)]
pub struct Clock {
    last: i64,
    count: u64,
}

impl Clock {
    /// An id of this moment, in milliseconds since 1970.
    pub fn id(&mut self, at: i64) -> String {
        self.last = self.last.max(at);
        self.count += 1;
        let random = u128::from(mix(self.count)) << 64 | u128::from(mix(!self.count));
        let [a, b, c, d, e, f, g, h, i, j, ..] = random.to_be_bytes();
        let at = u64::try_from(at).unwrap_or_default();
        Builder::from_unix_timestamp_millis(at, &[a, b, c, d, e, f, g, h, i, j]).into_uuid().to_string()
    }

    /// Now, and always later than everything before.
    pub fn now(&mut self) -> i64 {
        self.last = (self.last + 1).max(Timestamp::now().as_millisecond());
        self.last
    }
}

/// A moment as the vendors write it: `2026-06-01T09:30:00.000Z`.
pub fn stamp(at: i64) -> String {
    Timestamp::from_millisecond(at).map(|at| format!("{at:.3}")).unwrap_or_default()
}

/// Scatters a number over all bits (SplitMix64), the same way each time.
pub fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

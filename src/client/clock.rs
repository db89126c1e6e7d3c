//! How far a vendor's clock is ahead of this machine's, by the `Date` header of its answers.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::SystemTime,
};

use reqwest::header::{AGE, DATE, HeaderMap};

/// The vendor's time less ours, in milliseconds, as measured with the latest answer.
#[derive(Debug)]
pub(super) struct VendorClock(AtomicI64);

/// Before the first measurement.
const UNKNOWN: i64 = i64::MIN;

impl Default for VendorClock {
    fn default() -> Self {
        Self(AtomicI64::new(UNKNOWN))
    }
}

impl VendorClock {
    /// Measures with an answer whose request left at `sent_at` and whose head arrived at `received_at`.
    pub(super) fn measure(&self, headers: &HeaderMap, sent_at: SystemTime, received_at: SystemTime) {
        if let Some(offset_ms) = offset_ms(headers, sent_at, received_at) {
            self.0.store(offset_ms, Ordering::Relaxed);
        }
    }

    /// Whether it was measured.
    pub(super) fn is_measured(&self) -> bool {
        self.0.load(Ordering::Relaxed) != UNKNOWN
    }

    /// The vendor's time less ours; 0 before the first measurement.
    pub(super) fn offset_ms(&self) -> i64 {
        match self.0.load(Ordering::Relaxed) {
            UNKNOWN => 0,
            offset_ms => offset_ms,
        }
    }
}

/// The offset that an answer shows; `None` where it has no usable `Date`, or comes out of a cache.
fn offset_ms(headers: &HeaderMap, sent_at: SystemTime, received_at: SystemTime) -> Option<i64> {
    if headers.contains_key(AGE) {
        return None;
    }
    let date = httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()?;
    let ms = |at: SystemTime| i64::try_from(at.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_millis()).ok();
    // The header drops the fraction of the second: half a second on average.
    let vendor_ms = ms(date)?.checked_add(500)?;
    let (sent_ms, received_ms) = (ms(sent_at)?, ms(received_at)?);
    vendor_ms.checked_sub(sent_ms.checked_add(received_ms.saturating_sub(sent_ms) / 2)?)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use reqwest::header::{AGE, DATE, HeaderMap, HeaderValue};

    use super::VendorClock;

    #[test]
    fn the_latest_usable_date_is_the_vendors_time() {
        let clock = VendorClock::default();
        let at = |seconds: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + seconds);
        let measured = |date: &str, is_cached: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(DATE, HeaderValue::from_str(date).unwrap());
            if is_cached {
                headers.insert(AGE, HeaderValue::from_static("3"));
            }
            clock.measure(&headers, at(0), at(2));
            clock.offset_ms()
        };
        assert_eq!(clock.offset_ms(), 0);
        let table = [
            // Our time is 01:46:41 in the middle of the call.
            ("Sun, 09 Sep 2001 01:46:41 GMT", false, 500),
            ("Sun, 09 Sep 2001 01:41:41 GMT", false, -299_500),
            ("soon", false, -299_500),
            ("Sun, 09 Sep 2001 01:46:41 GMT", true, -299_500),
            ("Sun, 09 Sep 2001 02:46:41 GMT", false, 3_600_500),
        ];
        for (date, is_cached, offset_ms) in table {
            assert_eq!(measured(date, is_cached), offset_ms, "{date} {is_cached}");
        }
    }
}

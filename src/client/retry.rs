//! Decides whether and when a request is sent again: pure functions of the call's effect and of how the attempt ended.

use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use outreach_model::effect::Effect;

/// A request is sent again at most this many times.
const MAX_RETRIES: usize = 3;

/// How an attempt ended, as far as a retry is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttemptEnd {
    /// No connection was made: the vendor has seen nothing.
    NotSent,
    /// The connection broke after the request was sent: the vendor may have acted on it.
    Broken,
    /// The vendor answered with this status.
    Status(u16),
}

/// What limits the delay before the next attempt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The delay by [`backoff`]; `None` where the attempts are used up.
    pub(super) backoff: Option<Duration>,
    /// The delay that the vendor asks for.
    pub(super) retry_after: Option<Duration>,
    /// The time until the call's deadline.
    pub(super) remaining: Duration,
}

/// The delay before the next attempt; `None` where there must be none.
///
/// A read is repeated after a failure that may pass. A write only where it cannot have been carried out: no connection
/// was made, or the vendor turned the request away because of its rate limit.
pub(super) fn delay(effect: Effect, outcome: AttemptEnd, limits: Limits) -> Option<Duration> {
    let is_repeatable = match outcome {
        AttemptEnd::NotSent | AttemptEnd::Status(429) => true,
        AttemptEnd::Broken | AttemptEnd::Status(502..=504) => effect.is_read(),
        AttemptEnd::Status(_) => false,
    };
    let backoff = limits.backoff.filter(|_| is_repeatable)?;
    let delay = limits.retry_after.map_or(backoff, |asked| asked.max(backoff));
    (delay < limits.remaining).then_some(delay)
}

/// The delays between attempts: doubling, with jitter.
pub(super) fn backoff() -> ExponentialBackoff {
    ExponentialBuilder::new()
        .with_min_delay(Duration::from_millis(250))
        .with_max_delay(Duration::from_secs(8))
        .with_factor(2.0)
        .with_jitter()
        .with_max_times(MAX_RETRIES)
        .build()
}

/// Parses `Retry-After`, in seconds or as a date. `None` for what is neither, and for more than a day, which is a mistake.
pub(super) fn parse_retry_after(header: &str, now: SystemTime) -> Option<Duration> {
    const MAX: Duration = Duration::from_secs(24 * 60 * 60);
    let header = header.trim();
    let delay = match header.parse::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok()?,
        Err(_) => httpdate::parse_http_date(header).ok()?.duration_since(now).unwrap_or_default(),
    };
    Some(delay).filter(|delay| *delay <= MAX)
}

/// Whole seconds, rounded up: a caller that waits this long has waited long enough.
pub(super) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use outreach_model::effect::Effect;

    use super::{AttemptEnd, Limits, MAX_RETRIES, backoff, delay, parse_retry_after};

    const LIMITS: Limits =
        Limits { backoff: Some(Duration::from_secs(1)), retry_after: None, remaining: Duration::from_secs(50) };

    #[test]
    fn a_write_is_repeated_only_where_it_cannot_have_been_carried_out() {
        use AttemptEnd::{Broken, NotSent, Status};
        let table = [
            // outcome, a read is repeated, a write is repeated
            (NotSent, true, true),
            (Broken, true, false),
            (Status(429), true, true),
            (Status(502), true, false),
            (Status(503), true, false),
            (Status(504), true, false),
            (Status(500), false, false),
            (Status(501), false, false),
            (Status(400), false, false),
            (Status(401), false, false),
            (Status(404), false, false),
            (Status(408), false, false),
            (Status(409), false, false),
            (Status(200), false, false),
            (Status(302), false, false),
        ];
        for (outcome, read, write) in table {
            for effect in Effect::ALL {
                let expected = if effect == Effect::Read { read } else { write };
                assert_eq!(delay(effect, outcome, LIMITS).is_some(), expected, "{effect:?} {outcome:?}");
            }
        }
    }

    #[test]
    fn attempts_and_the_deadline_are_limits() {
        let read = |limits| delay(Effect::Read, AttemptEnd::Status(503), limits);
        assert_eq!(read(Limits { backoff: None, ..LIMITS }), None);
        assert_eq!(read(Limits { remaining: Duration::from_secs(1), ..LIMITS }), None);
        assert_eq!(read(Limits { remaining: Duration::from_millis(1001), ..LIMITS }), Some(Duration::from_secs(1)));
        assert_eq!(backoff().count(), MAX_RETRIES);
    }

    #[test]
    fn retry_after_is_respected_within_the_deadline() {
        let asked = |seconds| {
            let retry_after = Some(Duration::from_secs(seconds));
            delay(Effect::Send, AttemptEnd::Status(429), Limits { retry_after, ..LIMITS })
        };
        assert_eq!(asked(0), Some(Duration::from_secs(1)));
        assert_eq!(asked(7), Some(Duration::from_secs(7)));
        assert_eq!(asked(50), None);
        assert_eq!(asked(3600), None);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let table = [
            ("3", Some(3)),
            (" 0 ", Some(0)),
            ("Sun, 09 Sep 2001 01:46:45 GMT", Some(5)),
            ("Sun, 09 Sep 2001 01:46:00 GMT", Some(0)),
            ("-1", None),
            ("soon", None),
            ("", None),
            ("NaN", None),
            ("1e300", None),
            ("86401", None),
            ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ];
        for (header, seconds) in table {
            assert_eq!(parse_retry_after(header, now), seconds.map(Duration::from_secs), "{header}");
        }
    }
}

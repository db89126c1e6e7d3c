//! Whether a request is sent again: a pure function of what it can do and how it ended.

use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

use outreach_model::effect::Effect;

/// A request is sent again at most this often.
pub const RETRIES: usize = 3;

/// How an attempt ended, as far as a retry is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// No connection was made: the vendor has seen nothing.
    NotSent,
    /// The connection broke after the request had left: the vendor may have acted on it.
    Broken,
    /// The vendor answered with this status.
    Status(u16),
}

/// What is left for another attempt.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// The pause before the next attempt, none where the attempts are used up.
    pub pause: Option<Duration>,
    /// The pause the vendor asks for.
    pub asked: Option<Duration>,
    /// The time until the call's deadline.
    pub left: Duration,
}

/// The pause before the next attempt, none where there is to be none.
///
/// A read may always be repeated. Anything else only where it cannot have been carried out: the connection was never
/// made, or the vendor turned it away for coming too soon.
pub fn pause(effect: Effect, ending: Ending, room: Room) -> Option<Duration> {
    let repeatable = match ending {
        Ending::NotSent | Ending::Status(429) => true,
        Ending::Broken | Ending::Status(502..=504) => effect.is_read(),
        Ending::Status(_) => false,
    };
    let pause = room.pause.filter(|_| repeatable)?;
    let pause = room.asked.map_or(pause, |asked| asked.max(pause));
    (pause < room.left).then_some(pause)
}

/// The pauses between attempts: doubling, jittered.
pub fn pauses() -> ExponentialBackoff {
    ExponentialBuilder::new()
        .with_min_delay(Duration::from_millis(250))
        .with_max_delay(Duration::from_secs(8))
        .with_factor(2.0)
        .with_jitter()
        .with_max_times(RETRIES)
        .build()
}

/// A vendor that asks for a longer pause than this is not taken at its word.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// `Retry-After`, in seconds or as a date.
pub fn retry_after(header: &str, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    let asked = match header.parse::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok()?,
        Err(_) => httpdate::parse_http_date(header).ok()?.duration_since(now).unwrap_or_default(),
    };
    Some(asked).filter(|asked| *asked <= LONGEST)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Ending, RETRIES, Room, pause, pauses, retry_after};
    use outreach_model::effect::Effect;

    const ROOM: Room = Room { pause: Some(Duration::from_secs(1)), asked: None, left: Duration::from_secs(50) };

    #[test]
    fn only_what_cannot_have_happened_twice_is_repeated() {
        use Ending::{Broken, NotSent, Status};
        let table = [
            // ending, a read is repeated, anything else is repeated
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
        for (ending, read, other) in table {
            for effect in Effect::ALL {
                let expected = if effect == Effect::Read { read } else { other };
                assert_eq!(pause(effect, ending, ROOM).is_some(), expected, "{effect:?} {ending:?}");
            }
        }
    }

    #[test]
    fn attempts_and_the_deadline_end_it() {
        let read = |room| pause(Effect::Read, Ending::Status(503), room);
        assert_eq!(read(Room { pause: None, ..ROOM }), None);
        assert_eq!(read(Room { left: Duration::from_secs(1), ..ROOM }), None);
        assert_eq!(read(Room { left: Duration::from_millis(1001), ..ROOM }), Some(Duration::from_secs(1)));
        assert_eq!(pauses().count(), RETRIES);
    }

    #[test]
    fn the_vendor_may_ask_for_more_time_but_not_for_more_than_there_is() {
        let asked = |seconds| {
            pause(Effect::Send, Ending::Status(429), Room { asked: Some(Duration::from_secs(seconds)), ..ROOM })
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
            assert_eq!(retry_after(header, now), seconds.map(Duration::from_secs), "{header}");
        }
    }
}

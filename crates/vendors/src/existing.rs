//! Whether a create made something, or the vendor answered what was there before.

use jiff::Timestamp;
use outreach_model::remarks::Received;

/// Whether something was there before the call, by the time at which it was created (RFC 3339); `None` where that does not tell.
pub(crate) fn was_there(created: Option<&str>, received: Received) -> Option<bool> {
    received.was_there(created?.parse::<Timestamp>().ok()?.as_millisecond())
}

#[cfg(test)]
mod tests {
    use outreach_model::remarks::Received;

    use super::was_there;

    #[test]
    fn the_time_of_creation_tells_where_the_clocks_allow_it() {
        let received = Received { status: 200, called_at_ms: 1_000_000_000_000, inaccuracy_ms: 5000 };
        for (created, is_older) in [
            (Some("2001-09-09T01:46:40Z"), Some(false)),
            (Some("2001-09-09T01:46:41.5Z"), Some(false)),
            (Some("2001-09-09T01:46:37Z"), None),
            (Some("2001-09-09T01:46:30.000Z"), Some(true)),
            (Some("2001-09-09T03:46:30+02:00"), Some(true)),
            (Some("yesterday"), None),
            (None, None),
        ] {
            assert_eq!(was_there(created, received), is_older, "{created:?}");
        }
    }
}

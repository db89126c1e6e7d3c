//! The state of the Overloop account: its records, and the time zone its timestamps are in.

use jiff::{Timestamp, tz::TimeZone};

use crate::store::Store;

/// A company's account.
pub(super) struct Workspace {
    pub(super) store: Store,
    /// The account's time zone.
    pub(super) zone: TimeZone,
}

impl Workspace {
    /// The next id of a type of records. Ids of deleted records are not given again.
    pub(super) fn next_id(&mut self, kind: &'static str) -> String {
        self.store.next_number(kind).to_string()
    }

    /// The current time as a timestamp.
    pub(super) fn now(&mut self) -> String {
        let now = self.store.clock.now();
        self.stamp(now)
    }

    /// A moment in the account's time zone: `2015-08-15T16:48:46+02:00`.
    pub(super) fn stamp(&self, at: i64) -> String {
        let at = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(self.zone.clone());
        at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}

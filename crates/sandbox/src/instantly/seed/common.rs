//! What the parts of the seed share.

use crate::store::clock::{DAY, HOUR, MINUTE};

/// The first moment of the workspace: 2026-05-04, 07:00 UTC.
pub(super) const START: i64 = 1_777_878_000_000;

/// The connected mailboxes.
pub(super) const MAILBOXES: [&str; 3] =
    ["maya.lindqvist@example.com", "leo.marchetti@example.com", "ines.okafor@example.org"];

/// The moment of the `index`th of a row of things that were created `days`, `hours` and `minutes` apart.
pub(super) fn moment(index: usize, days: i64, hours: i64, minutes: i64) -> i64 {
    START + i64::try_from(index).unwrap_or_default() * (days * DAY + hours * HOUR + minutes * MINUTE)
}

//! What the parts of the seed share.

/// The first moment of the workspace: 2026-05-04, 07:00 UTC.
pub(super) const START: i64 = 1_777_878_000_000;

/// The connected mailboxes.
pub(super) const MAILBOXES: [&str; 3] =
    ["maya.lindqvist@example.com", "leo.marchetti@example.com", "ines.okafor@example.org"];

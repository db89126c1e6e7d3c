//! The status of a campaign, as Snov.io spells it.

use crate::store::Record;

/// The status of a campaign in the words of v2.
pub(super) fn status(campaign: &Record) -> &'static str {
    match campaign.text("status") {
        "Active" => "active",
        "Paused" => "paused",
        "Scheduled" => "scheduled",
        "Archived" => "archived",
        "Finished" => "completed",
        _ => "new",
    }
}

//! What an answer about one object says where it is not quite what was asked for.

use outreach_model::{
    echo::Echo,
    lenient::{List as Values, Text},
    remarks::{Received, Remarks, not_among},
};

use crate::existing::was_there;

/// The status of an answer that holds a new object.
const CREATED: u16 = 201;

/// Overloop answers what it was sent under the same names.
pub(super) const ECHO: Echo =
    Echo::unlike(&[("lists", "`missing` tells those that it is not on; it may be on others")]);

/// An object as answers show it.
pub(super) trait Shown {
    /// When it was created, ISO 8601.
    fn created_at(&self) -> Option<&Text>;

    /// Whether no mail is sent to it.
    fn is_excluded(&self) -> bool {
        false
    }

    /// The names of the lists that it is on.
    fn lists(&self) -> Option<&Values<Text>> {
        None
    }
}

/// Whether a create made the object, or the vendor answered one that was there before. It answers a new one with 201, and an
/// existing one with 200; some versions answer 200 to both, so that the time of its creation decides then.
pub(super) fn of_create(object: &impl Shown, received: Received) -> Remarks {
    let created_at = object.created_at().map(|created| created.0.as_str());
    let existing = if received.status == CREATED { Some(false) } else { was_there(created_at, received) };
    let remarks = match existing {
        Some(true) => {
            let since = created_at.map(|created| format!(" since {created}")).unwrap_or_default();
            Remarks::skipped(format!(
                "It was there before{since}. Nothing was added: compare it with what you gave, and change it with an update."
            ))
        }
        existing => Remarks::created(existing.map(|existing| !existing)),
    };
    Remarks { existing, ..remarks }
}

/// That nobody mails it.
pub(super) fn of_exclusion(object: &impl Shown) -> Remarks {
    if !object.is_excluded() {
        return Remarks::default();
    }
    Remarks::warning("The prospect is excluded (`excluded`): Overloop does not mail it, whatever automation it is in.")
}

/// The lists that were asked for and that the object is not on.
pub(super) fn of_lists(asked: Option<&Vec<String>>, object: &impl Shown) -> Remarks {
    let (Some(asked), Some(Values(lists))) = (asked, object.lists()) else { return Remarks::default() };
    Remarks::missing(not_among(asked.iter().map(String::as_str), lists.iter().map(|list| list.0.as_str())))
}

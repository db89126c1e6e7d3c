//! The operator's limits, met before anything is paid for or added.

use std::collections::BTreeMap;

use outreach_model::error::Failure;

use super::{
    super::{
        verdicts::{Verdicts, by_action, keep_within},
        verify::object,
    },
    place::Place,
};
use crate::service::builtin::form::Parts;

/// Takes out the rows beyond what the limits leave room for, each with all the calls that it takes.
///
/// # Errors
///
/// Where it cannot be found out.
pub(super) async fn keep(
    parts: &dyn Parts,
    place: &Place<'_>,
    rows: &mut Vec<usize>,
    verdicts: &mut Verdicts,
) -> Result<(), Failure> {
    let mut rooms: BTreeMap<String, (usize, BTreeMap<usize, usize>)> = BTreeMap::new();
    for (action, calls) in by_action(rows.iter().flat_map(|at| place.steps(&[*at])).collect()) {
        let Some(first) = calls.first() else { continue };
        for (left, limit) in parts.room(place.home.vendor, action, object(first.inputs.clone())).await? {
            let (_, calls_of) = rooms.entry(limit).or_insert((left, BTreeMap::new()));
            for at in calls.iter().flat_map(|part| &part.rows) {
                *calls_of.entry(*at).or_default() += 1;
            }
        }
    }
    for (limit, (left, calls_of)) in rooms {
        keep_within(left, &limit, &calls_of, rows, verdicts);
    }
    Ok(())
}

//! What a call would do and cost, before anybody agrees to it.

use outreach_model::{
    across::{Row as Person, Verifier},
    error::Failure,
};

use super::{
    super::{
        ask::Asked,
        find_and_verify::Price,
        verdicts::{Verdicts, by_action, over_limit},
        verify::object,
    },
    place::Place,
    standing::addresses_of,
};
use crate::{
    guard::visible::quoted,
    service::builtin::form::{Parts, Planned},
};

/// The calls that verify the addresses of these rows, and their price, as far as the limits leave room; `None` where they leave none.
///
/// # Errors
///
/// Where the room cannot be found out.
pub(super) async fn verification(
    parts: &dyn Parts,
    (asked, own, one): (&Asked<'_>, &Verifier, Planned),
    people: &[Person],
    rows: &mut Vec<usize>,
    verdicts: &mut Verdicts,
) -> Result<Option<(Planned, Price)>, Failure> {
    let addresses = addresses_of(people, rows);
    let first = object((own.inputs)(addresses.get(..own.batch.min(addresses.len())).unwrap_or_default()));
    for (left, limit) in parts.room(asked.vendor, own.action, first).await? {
        over_limit(left, &limit, rows, verdicts);
    }
    let count = rows.len();
    if count == 0 {
        return Ok(None);
    }
    let one = Planned { target: format!("{count} addresses"), calls: count.div_ceil(own.batch.max(1)), ..one };
    let price = Price::of(&one, own.credits.map(|credits| credits * count as f64));
    Ok(Some((one, price)))
}

/// The calls that add these rows.
///
/// # Errors
///
/// Why one of them is not permitted or cannot be made.
pub(super) async fn additions(
    parts: &dyn Parts,
    place: &Place<'_>,
    people: &[Person],
    rows: &[usize],
) -> Result<Vec<Planned>, Failure> {
    let mut planned = Vec::new();
    for (action, calls) in by_action(place.steps(rows)) {
        let Some(first) = calls.first() else { continue };
        let one = parts.plan(place.home.vendor, action, object(first.inputs.clone())).await?;
        let count: usize = calls.iter().map(|part| part.rows.len()).sum();
        let rows = calls.iter().flat_map(|part| &part.rows).filter_map(|at| people.get(*at));
        // Whom a call reaches is never cut.
        let people: Vec<String> = rows.map(|row| quoted(&row.email)).collect();
        let target = format!("{count} people at most to {}: {}", place.named(), people.join(", "));
        planned.push(Planned { target, calls: calls.len(), ..one });
    }
    Ok(planned)
}

//! Makes the calls that add people, and says what came of each row.

use futures_util::stream::{self, StreamExt};
use outreach_model::{
    across::{Added, Part, Row as Person, string},
    error::{ErrorKind, Failure},
};
use serde_json::{Map, Value};

use super::{
    super::{
        ask::Cause,
        verdicts::{Verdict, Verdicts},
        verify::{AT_ONCE, is_replayed, named, object},
    },
    place::Place,
};
use crate::service::builtin::form::Parts;

/// The vendor answered, and did not take the row.
const NOT_TAKEN: Cause = Cause { kind: ErrorKind::VendorError, retryable: false, retry_after_s: None };

/// Outputs of a call that tell of its object: sentences.
const TOLD: [&str; 2] = ["warnings", "skipped"];

/// Adds these rows. Returns those of which the vendor says that they are taken: somebody else has made them since it was read who is
/// there.
pub(super) async fn add(
    parts: &dyn Parts,
    place: &Place<'_>,
    rows: &[usize],
    key: Option<&str>,
    verdicts: &mut Verdicts,
) -> Vec<usize> {
    let one = |part: Part| with_following(parts, place, key, part);
    let calls = stream::iter(place.calls(rows).into_iter().map(one)).buffer_unordered(AT_ONCE);
    let mut taken = Vec::new();
    for (part, outputs) in calls.collect::<Vec<_>>().await {
        match outputs {
            Ok(outputs) => tell(place, &part, &outputs, verdicts),
            Err(failure) => {
                for at in &part.rows {
                    if failure.kind == ErrorKind::Conflict {
                        taken.push(*at);
                    }
                    // What a tool of the vendor's own would have its caller do is not for this one's.
                    let message = match failure.kind {
                        ErrorKind::Conflict => format!(
                            "{} says that it has it already, and does not show it there. Make the same call again.",
                            place.home.vendor.title
                        ),
                        _ => place.renamed(&failure.message, *at),
                    };
                    verdicts.failed(*at, &Failure { message, ..failure.clone() });
                }
            }
        }
    }
    taken.sort_unstable();
    taken
}

/// Looks once more for those of whom the vendor says that they are taken: who is there now was added meanwhile by another call or in the
/// app, and who is known by now is added as such.
pub(super) async fn look_again(
    parts: &dyn Parts,
    before: &Place<'_>,
    people: &[Person],
    taken: Vec<usize>,
    key: Option<&str>,
    verdicts: &mut Verdicts,
) {
    if taken.is_empty() {
        return;
    }
    let (home, target) = (before.home, before.target);
    let Ok(now) = Place::read(home, target, people, taken.clone(), parts.deadline()).await else { return };
    now.tell(verdicts);
    let is_other = |at: &usize| {
        let action = |place: &Place<'_>| place.calls(&[*at]).first().map(|part| part.action);
        action(before) != action(&now)
    };
    for at in taken.iter().filter(|at| now.is_there(**at)) {
        verdicts.note(*at, "Another call, or somebody in the app, has added it meanwhile.");
    }
    let known: Vec<usize> = taken.into_iter().filter(|at| !now.is_there(*at)).filter(is_other).collect();
    add(parts, &now, &known, key, verdicts).await;
}

/// What came of the rows of a call that was answered.
fn tell(place: &Place<'_>, part: &Part, outputs: &Map<String, Value>, verdicts: &mut Verdicts) {
    // What is said of several rows is said of none of them.
    if let [at] = part.rows.as_slice() {
        for told in TOLD.iter().filter_map(|name| outputs.get(*name)) {
            let sentences = told.as_array().map_or(std::slice::from_ref(told), Vec::as_slice);
            sentences.iter().filter_map(Value::as_str).for_each(|told| verdicts.note(*at, told));
        }
    }
    for (at, came) in place.added(part, outputs) {
        match came {
            Added::Yes if is_replayed(outputs) => verdicts.set(
                at,
                Verdict::AlreadyThere,
                "Added by an equal call, made at the same time or shortly before; this one sent nothing.".to_owned(),
            ),
            Added::Yes => verdicts.set(at, Verdict::Added, None),
            Added::Already => verdicts.set(at, Verdict::AlreadyThere, None),
            Added::Suppressed(why) => verdicts.set(at, Verdict::Suppressed, why),
            Added::No(why) => verdicts.fail(at, Verdict::Failed, why, NOT_TAKEN),
        }
    }
}

/// Makes a call.
async fn make(
    parts: &dyn Parts,
    place: &Place<'_>,
    key: Option<&str>,
    part: Part,
) -> (Part, Result<Map<String, Value>, Failure>) {
    let inputs = match doubles(place, &part) {
        true => named(key, part.action, part.inputs.clone()),
        false => object(part.inputs.clone()),
    };
    let outputs = parts.call(place.home.vendor, part.action, inputs).await;
    (part, outputs)
}

/// Makes a call, and the one that goes on with what it made. A failure of the second says what the first has left.
async fn with_following(
    parts: &dyn Parts,
    place: &Place<'_>,
    key: Option<&str>,
    part: Part,
) -> (Part, Result<Map<String, Value>, Failure>) {
    let vendor = place.home.vendor.title;
    let (part, outputs) = make(parts, place, key, part).await;
    let (Some(then), Ok(made)) = (&part.then, &outputs) else { return (part, outputs) };
    let Some(id) = made.get(then.made).and_then(|made| string(made, "id")) else {
        let message =
            format!("{vendor} made it and answered no id, so that it was not added: make the same call again.");
        return (part, Err(Failure::new(ErrorKind::VendorError, message)));
    };
    let (next, outputs) = make(parts, place, key, then.with(&id, &part)).await;
    let outputs = outputs.map_err(|failure| {
        let said = failure.message.replace("Nothing was", "Nothing more was");
        let message = format!("{vendor} has a record of it now (`{id}`), which stays. {said}");
        Failure { message, ..failure }
    });
    (next, outputs)
}

/// Whether a call of the part's action takes a name for its intent.
fn doubles(place: &Place<'_>, part: &Part) -> bool {
    let mut actions = place.home.vendor.toolsets.iter().flat_map(|toolset| toolset.actions);
    actions.find(|action| action.about.name == part.action).is_some_and(|action| action.doubles())
}

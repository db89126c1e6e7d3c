//! Enrollments: prospects on their way through campaigns of the second generation.

use super::campaigns::prelude::*;

toolset! { "enrollments":
    plain list::ListEnrollments,
    plain get::GetEnrollment,
    plain enroll::EnrollProspect,
    plain enroll_many::EnrollProspects,
    plain disenroll::DisenrollProspect,
}

/// What a prospect that is enrolled sets off where the campaign is on.
const MAILS_WHO_IS_ENROLLED: Option<SetsOff> = Some(SetsOff {
    effect: Effect::Send,
    reads: READS,
    happens: is_on,
    what: "The campaign is on: it mails whoever is enrolled.",
});

const READS: fn(&Value) -> Vec<Request> = |inputs| read_campaign(inputs).into_iter().collect();

/// What is wrong with the moment at which an enrollment is to begin.
fn problem_of_start(inputs: &Map<String, Value>) -> Option<String> {
    let start = inputs.get("start_at").and_then(Value::as_str)?.trim();
    let mut parts = start.splitn(2, ['T', ' ']);
    let is_date = parts.next().is_some_and(|date| {
        let numbers: Vec<&str> = date.split('-').collect();
        numbers.len() == 3
            && numbers.iter().all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    (!is_date).then(|| format!("`start_at` must be a time as 2026-04-01T09:00:00Z, got {start}"))
}

//! Whether the rows of a call may be mailed: who is suppressed, and whose address is good.

use outreach_model::{
    across::{Row as Person, Standing},
    error::{ErrorKind, Failure},
};
use tokio::time::Instant;

use super::super::{
    ask::{Asked, Cause, Failed},
    check_suppression::in_words,
    suppressed::check,
    verdicts::{Verdict, Verdicts},
    verify::Finding,
};
use crate::service::builtin::form::Parts;

/// The part of a call's time in which it is looked up who is suppressed.
const LOOK_UP_SHARE: f64 = 0.6;

/// The addresses of these rows.
pub(super) fn addresses_of(people: &[Person], rows: &[usize]) -> Vec<String> {
    rows.iter().filter_map(|at| people.get(*at).map(|person| person.email.clone())).collect()
}

/// Gives those their verdict who are suppressed, or of whom that is not known. Returns what the vendors do not tell, and who of them did
/// not answer.
///
/// # Errors
///
/// Where no vendor answers.
pub(super) async fn leave_out_suppressed(
    parts: &dyn Parts,
    asked: &[Asked<'_>],
    people: &[Person],
    verdicts: &mut Verdicts,
) -> Result<(Vec<String>, Vec<Failed>), Failure> {
    let open = verdicts.open(people.len());
    if open.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    // What is left of the time is for verifying and adding.
    let now = Instant::now();
    let until = now + parts.deadline().saturating_duration_since(now).mul_f64(LOOK_UP_SHARE);
    let checked = check(parts, asked, &addresses_of(people, &open), until, true).await?;
    for at in open {
        let Some(person) = people.get(at) else { continue };
        let reasons: Vec<String> = checked.reasons_of(&person.email).map(in_words).collect();
        let not_asked = checked.not_asked_of(&person.email);
        if !reasons.is_empty() {
            verdicts.set(at, Verdict::Suppressed, reasons.join("; "));
        } else if let Some((_, cause)) = not_asked.first() {
            let vendors: Vec<&str> = not_asked.iter().map(|(vendor, _)| vendor.title).collect();
            let vendors = vendors.join(" and ");
            let reason =
                format!("Not added: {vendors} did not say whether it is suppressed there. See `notes` and `failed`.");
            verdicts.fail(at, Verdict::NotChecked, reason, *cause);
        }
    }
    Ok((checked.notes, checked.failed))
}

/// What a row comes to by what is known of its address.
pub(super) fn judge(at: usize, finding: &Finding, takes_any: bool, good: &mut Vec<usize>, verdicts: &mut Verdicts) {
    let by = finding.vendor.title;
    match finding.verified.standing {
        Standing::Valid => good.push(at),
        Standing::CatchAll if takes_any => good.push(at),
        Standing::Invalid => verdicts.set(at, Verdict::Invalid, format!("{by}: mail to it bounces.")),
        Standing::CatchAll => verdicts.set(
            at,
            Verdict::Unverifiable,
            format!("{by}: its server takes mail to any address; `accept_catch_all: true` adds it."),
        ),
        Standing::Unknown => verdicts.set(at, Verdict::Unverifiable, format!("{by} cannot tell.")),
        Standing::Pending => {
            let reason = format!("{by} is still verifying it; the same call again costs nothing more.");
            let cause = Cause { kind: ErrorKind::Timeout, retryable: true, retry_after_s: None };
            verdicts.fail(at, Verdict::Pending, reason, cause);
        }
    }
}

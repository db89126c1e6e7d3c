//! The failures of writes that the guard refuses. None of these writes was sent.

use outreach_model::{
    arguments::truncate,
    error::{ErrorKind, Failure},
    generation::StartedBy,
    vendor::CatalogueEntry,
};
use outreach_vendors::catalogue;

use super::write::Write;
use crate::journal::{Entry, Outcome};

/// How many subjects are named.
const MAX_NAMED: usize = 5;

/// A rule of the operator's forbids the call.
pub(super) fn denied(rule: &str) -> Failure {
    Failure::new(
        ErrorKind::DeniedByPolicy,
        format!("The operator does not allow this: {rule}. Nothing was sent; only the operator can change it."),
    )
}

/// There are rules on recipients, and these recipients cannot be read.
pub(super) fn unreadable_recipients(problem: &str) -> Failure {
    Failure::new(
        ErrorKind::DeniedByPolicy,
        format!(
            "The operator restricts recipients, and these cannot be checked: {problem}. Nothing was sent. Write addresses as \
             `jane@example.com`, several in one text parted by commas, and URLs as `https://example.com/`, then call again."
        ),
    )
}

/// There are rules on recipients, and whom the call reaches is not known; `problem` says what to do.
pub(super) fn unknown_recipients(problem: &str) -> Failure {
    Failure::new(
        ErrorKind::DeniedByPolicy,
        format!("The operator restricts recipients, and nothing was sent: {problem}"),
    )
}

/// What was read first forbids the call; `why` says what to do instead.
pub(super) fn forbidden_by_read(why: &str) -> Failure {
    Failure::invalid_input(format!("Nothing was sent. {why}"))
}

/// The same call is under way and did not end before this one's deadline.
pub(super) fn still_running() -> Failure {
    Failure::new(
        ErrorKind::Duplicate,
        "The same call is still running. Nothing was sent a second time; make the same call again later for its answer.",
    )
    .retryable()
    .after(Some(5))
}

pub(super) fn cancelled() -> Failure {
    Failure::new(ErrorKind::Cancelled, "The call was cancelled before anything was sent or changed.").retryable()
}

/// The same call was carried out, and the journal no longer has its answer.
pub(super) fn done_before(entry: &Entry) -> Failure {
    let reference = entry.vendor_ref.as_ref().map(|id| format!(" (`{id}`)")).unwrap_or_default();
    Failure::new(
        ErrorKind::Duplicate,
        format!(
            "This was carried out at {}{reference}, and its answer is not kept. Nothing was sent; to do it again, pass a new \
             `idempotency_key`.",
            entry.at
        ),
    )
}

/// The same call was carried out after this one was made, which waited for it.
pub(super) fn done_meanwhile(entry: &Entry) -> Failure {
    Failure::new(
        ErrorKind::Duplicate,
        format!(
            "The same call, made at {}, was under way, and is carried out now. Nothing was sent a second time: it would have gone on with \
             further ones. Only if that is meant, make the same call again.",
            entry.at
        ),
    )
}

/// The same call was carried out, and the later write `by` may have undone it.
pub(super) fn superseded(entry: &Entry, by: &Entry) -> Failure {
    let reference = entry.vendor_ref.as_ref().map(|id| format!(" (`{id}`)")).unwrap_or_default();
    let done = if by.outcome == Outcome::Ok { "was" } else { "may have been" };
    let again = match entry.effect.as_str() {
        "send" => "what was sent stays sent, and the same call would mail a second time. Only if",
        "spend" => "what was charged stays charged, and the same call would charge a second time. Only if",
        _ => "it may still be there, and the same call would add a second one. If",
    };
    Failure::new(
        ErrorKind::Duplicate,
        format!(
            "The same call was carried out at {}{reference}. Since then `{}_{}` {done} carried out, at {}, and may have changed or \
             undone it. Nothing was sent. Read how things are: {again} it is meant, make the same call with a new `idempotency_key`.",
            entry.at, by.vendor, by.tool, by.at
        ),
    )
}

/// The same call was made, and its outcome is unknown.
pub(super) fn unknown_before(write: &Write<'_>, entry: &Entry) -> Failure {
    let verify = write.account.verify(write.entry.action).unwrap_or("Check whether it was done.");
    Failure::new(
        ErrorKind::Duplicate,
        format!(
            "The same call was made at {} and it is not known whether {} carried it out. Nothing was sent. {verify} \
             `resolve_outcome` with `entry` `{}` does that where it can; only if it was not done, make the same call again, with a new `idempotency_key`.",
            entry.at, write.entry.vendor.title, entry.id
        ),
    )
}

/// The failure of a write that would do what the call of this entry has done, or may have done, to the subjects of these units.
pub(super) fn shared_before(write: &Write<'_>, entry: &Entry, shared: &[String]) -> Failure {
    let units = write.units();
    let names: Vec<&str> =
        units.iter().filter(|(hash, _)| shared.contains(hash)).map(|(_, name)| name.as_str()).collect();
    let what = write.entry.action.units.map_or("subjects", |units| units.what);
    let of_them = match (names.len(), units.len()) {
        (_, 1) => quoted(&names),
        (shared, all) => format!("{shared} of these {all} {what} ({})", quoted(&names)),
    };
    let action = catalogue::actions()
        .find(|action| action.vendor.id == entry.vendor && action.action.about.name == entry.tool)
        .unwrap_or(write.entry);
    let (tool, at, id) = (action.qualified_name(), &entry.at, &entry.id);
    let rest = if names.len() < units.len() { " Call for the rest by themselves." } else { "" };
    let message = if entry.outcome == Outcome::Ok {
        let read = read_with(action, entry, what);
        let why = match write.guard_arguments.idempotency_key {
            Some(_) => "it had the same `idempotency_key`",
            None => "again, it would be charged again",
        };
        format!(
            "`{tool}` was called for {of_them} at {at}, entry `{id}`, and was carried out. Nothing was sent: {why}. {read}{rest} Only if it \
             is meant, make this call with a new `idempotency_key`."
        )
    } else {
        let verify = write.account.verify(action.action).unwrap_or("Check whether it was done.");
        format!(
            "`{tool}` was called for {of_them} at {at}, and it is not known whether {} carried it out. Nothing was sent: this call would do \
             it a second time. {verify} `resolve_outcome` with `entry` `{id}` does that where it can; only if it was not done, make this \
             call with a new `idempotency_key`.{rest}",
            action.vendor.title
        )
    };
    Failure::new(ErrorKind::Duplicate, message)
}

/// How the result of a call that was charged for is read: sentences.
fn read_with(start: CatalogueEntry, entry: &Entry, what: &str) -> String {
    let own = start.action.about.name;
    let of_start = own.strip_prefix("start_").map(|of| format!("get_{of}_result"));
    let actions = || catalogue::actions().filter(|action| action.vendor.id == start.vendor.id);
    let starts_it = |started_by: &StartedBy| started_by.starts.iter().any(|start| start.action == own);
    let reader = actions().find_map(|read| {
        let started_by = read.action.successor.and_then(|facts| facts.started_by).filter(starts_it)?;
        Some((read.qualified_name(), started_by.id))
    });
    let Some((reader, id)) = reader else {
        let result = entry.vendor_ref.as_ref().map(|id| format!(" Its id is `{id}`.")).unwrap_or_default();
        return format!("Read that result instead.{result} {}", start.action.about.verify.unwrap_or_default());
    };
    match &entry.vendor_ref {
        // What the next generation alone has is read by a call of its own, whichever generation is chosen.
        Some(reference) => {
            let of_start = actions().find(|read| Some(read.action.about.name) == of_start.as_deref());
            let reader = of_start.map_or(reader, |read| read.qualified_name());
            format!("Read that result instead, free: `{reader}` with `{id}` `{reference}`.")
        }
        None => format!("Read that result instead, free: `{reader}` with these {what}."),
    }
}

fn quoted(names: &[&str]) -> String {
    let mut quoted: Vec<String> =
        names.iter().take(MAX_NAMED).map(|name| format!("`{}`", truncate(name, 80))).collect();
    if names.len() > MAX_NAMED {
        quoted.push(format!("{} more", names.len() - MAX_NAMED));
    }
    quoted.join(", ")
}

/// The caller's `idempotency_key` was used for other inputs.
pub(super) fn key_used_before(entry: &Entry) -> Failure {
    Failure::new(
        ErrorKind::Conflict,
        format!(
            "`idempotency_key` was used at {} for other inputs. Nothing was sent; a new intent needs a new key.",
            entry.at
        ),
    )
}

/// A quota is used up for `after_s` seconds.
pub(super) fn quota_used_up(rule: &str, after_s: u64) -> Failure {
    let mut failure = denied(rule);
    failure.message.push_str(&format!(" There is room again in {after_s} s."));
    failure.retryable().after(Some(after_s))
}

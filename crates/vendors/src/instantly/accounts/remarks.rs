//! Where an answer about mailboxes is not what was asked for.

use crate::instantly::prelude::*;

/// The addresses in an input that are not among these.
pub(super) fn missing<'a>(
    inputs: &'a Map<String, Value>,
    input: &'a str,
    answered: impl IntoIterator<Item = &'a str>,
) -> Remarks {
    Remarks::missing(not_among(texts(inputs, input), answered))
}

/// The texts in the list of this name.
pub(super) fn texts<'a>(of: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a str> {
    of.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// That a mailbox which was to send does not.
pub(super) fn does_not_send(_: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    match outputs.get("status").and_then(Value::as_i64) {
        Some(2) => Remarks::warning("The mailbox is still paused: look again with instantly_get_account."),
        Some(3) => Remarks::warning("The mailbox is in maintenance: it sends again by itself shortly."),
        Some(status) if status < 0 => Remarks::warning(
            "The mailbox does not send: `status_message` of instantly_get_account says why. When a person has mended that, call \
             instantly_mark_account_fixed.",
        ),
        _ => Remarks::default(),
    }
}

/// That a mailbox which was to stop is not paused.
pub(super) fn is_not_paused(_: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    match outputs.get("status").and_then(Value::as_i64) {
        None | Some(2) => Remarks::default(),
        Some(_) => Remarks::warning("The mailbox is not paused: look again with instantly_get_account."),
    }
}

//! The guard's own inputs, which stand beside those of a tool.

use outreach_model::{arguments::truncate, error::Failure, registered::RegisteredAction};
use serde_json::{Map, Value};

/// The input by which a caller names its intent.
pub(super) const IDEMPOTENCY_KEY: &str = "idempotency_key";

/// The input that proves that a person agreed.
pub(super) const CONFIRM_TOKEN: &str = "confirm_token";

/// The guard's own inputs of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct GuardArguments {
    /// Names the caller's intent: two calls with the same key are the same call; with other inputs, the second is refused.
    pub(super) idempotency_key: Option<String>,
    /// From the failure of the first call, which asked for confirmation.
    pub(super) confirm_token: Option<String>,
}

impl GuardArguments {
    /// Takes them out of the arguments of a call. One that this action does not have stays, to be refused as unknown.
    ///
    /// # Errors
    ///
    /// Where one of them is not a text of 1 to 200 bytes.
    pub(crate) fn take(action: &RegisteredAction, arguments: &mut Map<String, Value>) -> Result<Self, Failure> {
        Ok(Self {
            idempotency_key: if action.takes_key() { text(IDEMPOTENCY_KEY, arguments)? } else { None },
            confirm_token: if action.about.effect.is_read() { None } else { text(CONFIRM_TOKEN, arguments)? },
        })
    }

    /// The same for a call that is made of several writes: it has a token alone.
    ///
    /// # Errors
    ///
    /// As of [`Self::take`].
    pub(crate) fn take_token(arguments: &mut Map<String, Value>) -> Result<Option<String>, Failure> {
        text(CONFIRM_TOKEN, arguments)
    }
}

/// Takes a text out of the arguments.
fn text(name: &str, arguments: &mut Map<String, Value>) -> Result<Option<String>, Failure> {
    const MAX_LENGTH: usize = 200;
    match arguments.shift_remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if (1..=MAX_LENGTH).contains(&text.trim().len()) => Ok(Some(text.trim().to_owned())),
        Some(other) => Err(Failure::invalid_input(format!(
            "`{name}` must be a text of 1 to {MAX_LENGTH} characters, not `{}`. Nothing was sent.",
            truncate(&other.to_string(), 80)
        ))),
    }
}

//! Has a person confirm a call before it is sent.
//!
//! Where the client can ask its user, it does, and the model sees only the result. Where it cannot, the first call fails with a
//! preview and a token; the same call with that token runs, once.

use std::sync::Arc;

use outreach_model::{
    effect::Effect,
    error::{ErrorKind, Failure},
    registered::RegisteredAction,
};
use ring::hmac;
use serde_json::{Map, Value};

pub use super::approval::{Approver, Question, Returned};
pub(crate) use super::token::EXPIRY;
use super::{
    arguments::CONFIRM_TOKEN,
    failures, preview,
    schema::add_property,
    token::{self, InvalidToken},
    write::Write,
};
use crate::journal::Journal;

/// The effects that a person must confirm.
#[derive(Clone, Debug, Default)]
pub struct Confirm(pub Vec<Effect>);

/// The result of asking.
pub(super) enum Decision {
    /// A person agrees; with the token that the call uses up.
    Agreed(Option<String>),
    /// The client must ask.
    Ask(Question),
    /// A person does not agree; with the reason for the journal.
    Declined(String),
}

impl Confirm {
    /// Whether calls with this effect must be confirmed.
    pub(super) fn covers(&self, effect: Effect) -> bool {
        self.0.contains(&effect)
    }

    /// Whether some calls of an action must be confirmed, so that it takes a token.
    pub(crate) fn extends_schema(&self, action: &RegisteredAction) -> bool {
        action.effects.iter().any(|effect| self.covers(*effect))
    }

    /// Adds the token's input to the schema of an action, where some of its calls must be confirmed.
    pub(crate) fn add_to_schema(&self, action: &RegisteredAction, inputs: &mut Map<String, Value>) {
        if self.extends_schema(action) {
            add_property(inputs, CONFIRM_TOKEN, "string", "Once the user agreed: from the first call");
        }
    }
}

/// Has the write confirmed by the token it came with, or by whoever can be asked.
///
/// # Errors
///
/// Where nobody can be asked: with a preview and a token for a second call.
pub(super) async fn ask(write: &Write<'_>, journal: &Arc<Journal>) -> Result<Decision, Failure> {
    let key = journal.key().await?;
    let now = journal.now();
    let declined = || Decision::Declined("the person who was asked declined".to_owned());
    if let Some(token) = &write.guard_arguments.confirm_token {
        return match token::verify(&key, write, token, now) {
            Ok(()) => Ok(Decision::Agreed(Some(token.clone()))),
            Err(invalid) => Err(required(&key, write, now, Some(invalid))?),
        };
    }
    match write.approver {
        Approver::Nobody => Err(required(&key, write, now, None)?),
        Approver::Elicit(elicit) => match write.context.unless_cancelled(elicit(preview::preview(write))).await {
            None => Err(failures::cancelled()),
            Some(Some(true)) => Ok(Decision::Agreed(None)),
            Some(Some(false)) => Ok(declined()),
            Some(None) => Err(required(&key, write, now, None)?),
        },
        Approver::Retry(Some(returned)) if token::verify(&key, write, &returned.state, now).is_ok() => {
            Ok(match returned.agreed {
                true => Decision::Agreed(Some(returned.state.clone())),
                false => declined(),
            })
        }
        // Also where the client returns the state of another call.
        Approver::Retry(_) => {
            let state = token::seal(&key, write, now)?;
            Ok(Decision::Ask(Question { preview: preview::preview(write), state }))
        }
    }
}

/// The failure for a token that was used before; it holds a new one.
///
/// # Errors
///
/// Where no token can be made.
pub(super) async fn token_used(write: &Write<'_>, journal: &Arc<Journal>) -> Result<Failure, Failure> {
    let key = journal.key().await?;
    let mut failure = required(&key, write, journal.now(), None)?;
    failure.message = format!("`confirm_token` was used already. {}", failure.message);
    Ok(failure)
}

/// The failure that asks for a second call with a token.
fn required(
    key: &hmac::Key,
    write: &Write<'_>,
    now_ms: i64,
    invalid: Option<InvalidToken>,
) -> Result<Failure, Failure> {
    let why = match invalid {
        None => "",
        Some(InvalidToken::OtherCall) => "`confirm_token` is not for this call: other inputs need a new token. ",
        Some(InvalidToken::Expired) => "`confirm_token` has expired. ",
    };
    let mut failure = preview::failure(write, ErrorKind::ConfirmationRequired, |preview| {
        format!(
            "{why}Nothing was sent: a person has to agree first. {preview} Show this to the user; if they agree, make the same call \
             again with `confirm_token` within ten minutes."
        )
    });
    failure.details.insert(CONFIRM_TOKEN.to_owned(), token::seal(key, write, now_ms)?.into());
    Ok(failure)
}

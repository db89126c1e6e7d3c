//! Has a person confirm a call before it is sent.
//!
//! Where the client can ask its user, it does, and the model sees only the result: it never gets a token, whatever the client
//! answers. Where the client cannot ask, the first call fails with a preview and a token; the same call with that token runs,
//! once.

use std::sync::Arc;

use outreach_model::{
    effect::Effect,
    error::{ErrorKind, Failure},
};
use ring::hmac;
use serde_json::{Map, Value};

pub use super::approval::{Answer, Approver, Question, Returned};
pub(crate) use super::token::EXPIRY;
use super::{
    arguments::CONFIRM_TOKEN,
    failures, preview,
    schema::add_property,
    token::{self, InvalidToken, Purpose},
    write::Write,
};
use crate::journal::Journal;

/// The effects that a person must confirm.
#[derive(Clone, Debug, Default)]
pub struct Confirm(pub Vec<Effect>);

/// The result of asking.
pub(super) enum Consent {
    /// A person agrees; with the token that the call uses up.
    Agreed(Option<String>),
    /// The client must ask.
    Ask(Question),
    /// A person does not agree; with the reason for the journal.
    Declined(String),
    /// The client was to ask a person and brought no answer; with the reason, in a clause.
    Unanswered(&'static str),
}

impl Confirm {
    /// Whether calls with this effect must be confirmed.
    pub(super) fn covers(&self, effect: Effect) -> bool {
        self.0.contains(&effect)
    }

    /// Whether some calls with these effects must be confirmed, so that their tool takes a token.
    pub(crate) fn extends_schema(&self, effects: &[Effect]) -> bool {
        effects.iter().any(|effect| self.covers(*effect))
    }

    /// Adds the token's input to the schema of a tool with these effects, where some of its calls must be confirmed.
    pub(crate) fn add_to_schema(&self, effects: &[Effect], inputs: &mut Map<String, Value>) {
        if self.extends_schema(effects) {
            add_property(
                inputs,
                CONFIRM_TOKEN,
                "string",
                "Token that the first, unconfirmed call answered; pass it with the same inputs once the user has agreed",
            );
        }
    }
}

/// Has the write confirmed: by the client's user, where the client can ask; else by the token that the call came with.
///
/// # Errors
///
/// Where the client cannot ask: with a preview and a token for a second call.
pub(super) async fn ask(write: &Write<'_>, journal: &Arc<Journal>) -> Result<Consent, Failure> {
    let key = journal.key().await?;
    match write.approver {
        Approver::Agreed(effects) => {
            let mut others = write.prepared.effects();
            if others.clone().all(|effect| effects.contains(&effect)) {
                return Ok(Consent::Agreed(None));
            }
            let worst = others.find(|effect| !effects.contains(effect)).map_or("", Effect::word);
            Err(Failure::new(
                ErrorKind::ConfirmationRequired,
                format!(
                    "It has the effect `{worst}` now, to which nobody has agreed. Nothing was sent; make the same call again to have it \
                     confirmed."
                ),
            ))
        }
        Approver::Nobody => {
            let invalid = match &write.guard_arguments.confirm_token {
                None => None,
                Some(token) => match token::verify(&key, write, Purpose::Argument, token, journal.now()) {
                    Ok(()) => return Ok(Consent::Agreed(Some(token.clone()))),
                    Err(invalid) => Some(invalid),
                },
            };
            Err(required(&key, write, journal, invalid).await?)
        }
        // A client that can ask its user gets no token, so that the model cannot answer in the user's place.
        Approver::Elicit(elicit) => {
            let preview = preview::preview(write, preview::read_for(write).await);
            match write.context.unless_cancelled(elicit(preview)).await {
                None => Err(failures::cancelled()),
                Some(answer) => Ok(consent(answer, None)),
            }
        }
        Approver::Retry(Some(returned))
            if token::verify(&key, write, Purpose::State, &returned.state, journal.now()).is_ok() =>
        {
            if returned.answer != Answer::Agreed {
                // The question is answered: another answer to it does not count.
                journal.use_up_token(&returned.state).await?;
            }
            Ok(consent(returned.answer, Some(returned.state.clone())))
        }
        // Also where the client returns the state of another call.
        Approver::Retry(_) => {
            let preview = preview::preview(write, preview::read_for(write).await);
            let state = token::seal(&key, write, Purpose::State, journal.now())?;
            Ok(Consent::Ask(Question { preview, state }))
        }
    }
}

/// What follows from an answer of the client's user; `token` is what the call uses up if it is sent.
fn consent(answer: Answer, token: Option<String>) -> Consent {
    match answer {
        Answer::Agreed => Consent::Agreed(token),
        Answer::Declined => Consent::Declined("the person who was asked declined".to_owned()),
        Answer::Missing(reason) => Consent::Unanswered(reason),
    }
}

/// The failure of a call that the client's user has not answered. It holds no token: only the user can agree.
pub(super) fn unanswered(reason: &str) -> Failure {
    let message = format!(
        "A person has to agree to this call first, and {reason}. Nothing was sent; make the same call again to have the user asked \
         again."
    );
    Failure::new(ErrorKind::ConfirmationRequired, message)
}

/// The failure for a token or an answer that was used before. It holds a new token where the client cannot ask its user.
///
/// # Errors
///
/// Where no token can be made.
pub(super) async fn token_used(write: &Write<'_>, journal: &Arc<Journal>) -> Result<Failure, Failure> {
    if !matches!(write.approver, Approver::Nobody) {
        return Ok(unanswered("this answer of the user's was used already"));
    }
    let key = journal.key().await?;
    let mut failure = required(&key, write, journal, None).await?;
    failure.message = format!("`confirm_token` was used already. {}", failure.message);
    Ok(failure)
}

/// The failure that asks for a second call with a token.
async fn required(
    key: &hmac::Key,
    write: &Write<'_>,
    journal: &Journal,
    invalid: Option<InvalidToken>,
) -> Result<Failure, Failure> {
    let why = match invalid {
        None => "",
        Some(InvalidToken::OtherCall) => "`confirm_token` is not for this call: other inputs need a new token. ",
        Some(InvalidToken::Expired) => "`confirm_token` has expired. ",
    };
    let answered = preview::read_for(write).await;
    let mut failure = preview::failure(write, ErrorKind::ConfirmationRequired, answered, |preview| {
        format!(
            "{why}Nothing was sent: a person has to agree first. {preview}\nShow all of this to the user; if they agree, make the same \
             call again with `confirm_token` within ten minutes."
        )
    });
    failure.details.insert(CONFIRM_TOKEN.to_owned(), token::seal(key, write, Purpose::Argument, journal.now())?.into());
    Ok(failure)
}

//! Has a person confirm a call that is made of several writes, once for all of them.
//!
//! Each of the writes is then decided on by itself: its recipients, its quotas, whether it was made before.

use std::sync::Arc;

use outreach_model::{
    effect::Effect,
    error::{ErrorKind, Failure},
    hash::hash,
    registered::PreparedCall,
    vendor::CatalogueEntry,
};
use serde_json::{Map, Value, json};

use super::{
    admit::Guard,
    approval::{Answer, Approver, Question},
    arguments::CONFIRM_TOKEN,
    confirm::unanswered,
    failures,
    identity::identify,
    token::{self, Purpose, Sealed},
};
use crate::client::{Context, account::Account, transport::Http};

/// A call that is made of several writes.
pub(crate) struct Whole<'a> {
    /// The tool.
    pub(crate) tool: &'a str,
    /// Its arguments, and the writes: another plan needs another agreement.
    pub(crate) plan: Value,
    /// What a person is shown of it: each of the writes.
    pub(crate) preview: String,
    /// The effects of the writes.
    pub(crate) effects: Vec<Effect>,
}

impl Sealed for Whole<'_> {
    fn over(&self) -> Vec<Value> {
        vec![json!("whole"), self.tool.into(), hash(&self.plan).into()]
    }
}

/// Whether the writes may be made.
pub(crate) enum Agreement {
    /// They may, by calls with this approver.
    Given(Approver),
    /// The client must ask its user first.
    Ask(Question),
}

impl Guard {
    /// Why the rules on recipients do not let a call of one of the writes through, by what its inputs hold.
    ///
    /// # Errors
    ///
    /// Where they do not.
    pub(crate) fn permits(&self, schema: &Map<String, Value>, prepared: &PreparedCall) -> Result<(), Failure> {
        match self.recipients.in_arguments(schema, &prepared.arguments).filter(|_| !prepared.suppresses) {
            Some(violation) => Err(violation.refusal()),
            None => Ok(()),
        }
    }

    /// Why the rules on recipients do not let anybody write to this address; `input` is what holds it.
    ///
    /// # Errors
    ///
    /// Where they do not.
    pub(crate) fn permits_address(&self, input: &str, address: &str) -> Result<(), Failure> {
        match self.recipients.in_address(input, address) {
            Some(violation) => Err(violation.refusal()),
            None => Ok(()),
        }
    }

    /// How many more things each of the operator's limits leaves room for, and which limit it is.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read, or which account it is.
    pub(crate) async fn room(
        &self,
        entry: &CatalogueEntry,
        prepared: &PreparedCall,
        account: &Arc<Account>,
        http: &Arc<Http>,
        context: &Context,
    ) -> Result<Vec<(usize, String)>, Failure> {
        let quotas = self.quotas.on(entry.vendor, prepared);
        if quotas.is_empty() || prepared.suppresses {
            return Ok(Vec::new());
        }
        identify(account, &self.journal, http, context).await?;
        let mut rooms = Vec::new();
        for quota in quotas {
            let counted = self.journal.counted(&account.name(), &quota).await?;
            rooms.push((usize::try_from(i64::from(quota.calls) - counted).unwrap_or_default(), quota.text));
        }
        Ok(rooms)
    }

    /// Has the whole confirmed, where one of its effects must be. `token` is the `confirm_token` that it came with.
    ///
    /// # Errors
    ///
    /// Where nothing is to be sent: a dry run, a person who does not agree, a client that cannot ask.
    pub(crate) async fn agree(
        &self,
        whole: &Whole<'_>,
        approver: &Approver,
        token: Option<&str>,
        context: &Context,
    ) -> Result<Agreement, Failure> {
        if self.dry_run {
            return Err(shown(whole, ErrorKind::DeniedByPolicy, |preview| {
                format!("`--dry-run`: nothing was sent. {preview} `preview` has the whole plan.")
            }));
        }
        let agreed = || Agreement::Given(Approver::Agreed(Arc::from(whole.effects.as_slice())));
        if !whole.effects.iter().any(|effect| self.confirm.covers(*effect)) {
            return Ok(agreed());
        }
        let (key, now) = (self.journal.key().await?, self.journal.now());
        match approver {
            Approver::Agreed(_) => Ok(agreed()),
            Approver::Nobody => {
                let why = match token {
                    None => "",
                    Some(token) if token::verify(&key, whole, Purpose::Argument, token, now).is_err() => {
                        "`confirm_token` is not for this call, or has expired: other inputs, and other calls that follow from them, need a \
                         new one. "
                    }
                    Some(token) if self.journal.use_up_token(token).await? => return Ok(agreed()),
                    Some(_) => "`confirm_token` was used already. ",
                };
                let mut failure = shown(whole, ErrorKind::ConfirmationRequired, |preview| {
                    format!(
                        "{why}Nothing was sent: a person has to agree first. {preview} Show the user all of `preview`; if they agree, make \
                         the same call again with `confirm_token` within ten minutes."
                    )
                });
                let token = token::seal(&key, whole, Purpose::Argument, now)?;
                failure.details.insert(CONFIRM_TOKEN.to_owned(), token.into());
                Err(failure)
            }
            Approver::Elicit(elicit) => match context.unless_cancelled(elicit(whole.preview.clone())).await {
                None => Err(failures::cancelled()),
                Some(answer) => answered(answer).map(|()| agreed()),
            },
            Approver::Retry(Some(returned))
                if token::verify(&key, whole, Purpose::State, &returned.state, now).is_ok() =>
            {
                let is_new = self.journal.use_up_token(&returned.state).await?;
                answered(returned.answer)?;
                if is_new { Ok(agreed()) } else { Err(unanswered("this answer of the user's was used already")) }
            }
            Approver::Retry(_) => {
                let state = token::seal(&key, whole, Purpose::State, now)?;
                Ok(Agreement::Ask(Question { preview: whole.preview.clone(), state }))
            }
        }
    }
}

/// # Errors
///
/// Where the user does not agree.
fn answered(answer: Answer) -> Result<(), Failure> {
    match answer {
        Answer::Agreed => Ok(()),
        Answer::Declined => Err(failures::denied("the person who was asked declined")),
        Answer::Missing(reason) => Err(unanswered(reason)),
    }
}

fn shown(whole: &Whole<'_>, kind: ErrorKind, message: impl FnOnce(&str) -> String) -> Failure {
    // The whole plan can be long, and stands once.
    let mut failure = Failure::new(kind, message(whole.preview.lines().next().unwrap_or_default()));
    failure.details.insert("preview".to_owned(), whole.preview.as_str().into());
    failure
}

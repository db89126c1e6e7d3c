//! What stands between a call and the vendor: everything in here follows from the call's effect, and nothing from the action.
//!
//! A read passes at once. Anything else is held against the rules on recipients ([`recipients`]) and on numbers ([`limits`]), shown to
//! a person where the operator wants that ([`confirm`]), written down before it is sent and again when it ends, and, where
//! doing it twice would harm, done once ([`journal`]). What ended without an answer is looked up at the vendor ([`resolve`]).

pub mod confirm;
pub mod fingerprint;
pub mod policy;
pub mod quotas;
pub mod recipients;

use std::{sync::Arc, time::Duration};

use serde_json::{Map, Value, json};
use tokio::time::Instant;

use self::{
    confirm::{Approver, Confirm, Question},
    fingerprint::GuardArguments,
    quotas::Quotas,
    recipients::Recipients,
};
use outreach_model::{
    about::Repeat as Repeating,
    effect::Effect,
    error::{ErrorKind, Failure},
    redact::Redactor,
    registered::{PreparedCall, RegisteredAction},
    roles,
    vendor::CatalogueEntry,
};

use crate::{
    client::{self, Context, account::Account, transport::Http},
    journal::{self, CallFingerprint, Claim, InFlight, Journal, Repeat, WriteCall, location::Location},
};

/// Another call with the same intent is looked at again after this long, and then ever later.
const LOOK: Duration = Duration::from_millis(5);
const LOOK_LATEST: Duration = Duration::from_millis(100);

/// The rules and the record.
pub struct Guard {
    /// What a person is asked about.
    pub confirm: Confirm,
    /// Whether writes are only shown.
    pub dry_run: bool,
    /// Whom a call may reach.
    pub recipients: Recipients,
    /// How much there may be of it.
    pub limits: Quotas,
    /// How long the same call counts as the same intent.
    pub duplicate_window: Duration,
    /// The record.
    pub journal: Arc<Journal>,
}

/// A call that is not a read, as the guard sees it.
pub struct Write<'a> {
    /// The action, with its vendor.
    pub entry: CatalogueEntry,
    /// The schema that the arguments were checked against, which says what each input is for.
    pub schema: &'a Map<String, Value>,
    /// Whose account.
    pub account: &'a Arc<Account>,
    /// What it can do, and what it would send.
    pub prepared: &'a PreparedCall,
    /// What came beside the tool's own inputs.
    pub asked: &'a GuardArguments,
    /// Who could be asked.
    pub approver: &'a Approver,
    /// What the call runs under.
    pub context: &'a Context,
    /// What a look at the vendor goes through.
    pub http: &'a Arc<Http>,
}

/// What the guard says to a write.
pub enum Verdict {
    /// It may be sent; its end is to be told to [`Running::end`].
    Go(InFlight),
    /// It was done before: this was answered.
    Replay(Map<String, Value>),
    /// A person is to be asked first, by the client.
    Ask(Question),
}

impl Guard {
    /// One without rules, and with a record in memory.
    pub fn open(redactor: Redactor) -> Self {
        let duplicate_window = Duration::from_secs(15 * 60);
        let journal = Journal::new(Location::Memory, journal::Arguments::Full, duplicate_window, redactor);
        Self {
            confirm: Confirm::default(),
            dry_run: false,
            recipients: Recipients::default(),
            limits: Quotas::default(),
            duplicate_window,
            journal: Arc::new(journal),
        }
    }

    /// What is to become of a write.
    ///
    /// # Errors
    ///
    /// Why it is not sent.
    pub async fn admit(&self, write: &Write<'_>) -> Result<Verdict, Failure> {
        let Write { entry, prepared, asked, .. } = write;
        let intent = fingerprint::of(write);
        let call = &write.call(&intent);
        if let Some(rule) = self.unreachable(write).await? {
            self.journal.refused(call, &rule).await?;
            return Err(denied(&rule));
        }
        if self.dry_run {
            return Err(confirm::dry_run(write));
        }
        let repeat = self.repeat(entry.action, prepared.effect, asked);
        let mut turn = Turn::default();
        let mut token = None;
        if self.confirm.covers(prepared.effect) {
            // What was done, or is on its way, is answered without asking anybody again.
            while let Some(claim) = self.journal.look(&intent, repeat).await? {
                if let Some(verdict) = self.settled(write, call, claim).await? {
                    return Ok(verdict);
                }
                turn.wait(write.context).await?;
            }
            match self.confirm.ask(write, &self.journal).await? {
                confirm::Answer::Agreed(used) => token = used,
                confirm::Answer::Ask(question) => return Ok(Verdict::Ask(question)),
                confirm::Answer::Declined(rule) => {
                    self.journal.refused(call, &rule).await?;
                    return Err(denied(&rule));
                }
            }
        }
        let rules = self.limits.on(entry.vendor, prepared.effect);
        loop {
            let claim = self.journal.claim(call, repeat, &rules, token.as_deref()).await?;
            if let Some(verdict) = self.settled(write, call, claim).await? {
                return Ok(verdict);
            }
            turn.wait(write.context).await?;
        }
    }

    /// The rule that forbids reaching whom a call names or answers, if any.
    async fn unreachable(&self, write: &Write<'_>) -> Result<Option<String>, Failure> {
        let Write { entry, prepared, .. } = write;
        if self.recipients.is_empty() {
            return Ok(None);
        }
        let senders = roles::inputs_with(write.schema, "sender");
        let named = self.recipients.denies(&recipients::naming(&prepared.arguments, &senders));
        let replies_to = entry.action.replies_to.filter(|_| named.is_none());
        let Some((replies_to, request)) = replies_to.and_then(|to| Some((to, (to.request)(&prepared.arguments)?)))
        else {
            return Ok(named);
        };
        let message = client::look(write.http, write.account, &request, write.context).await;
        let message = message.map_err(|failure| Failure {
            message: format!("It cannot be told whom this answers, so nothing was sent. {}", failure.message),
            ..failure
        })?;
        Ok(self.recipients.denies(&replies_to.recipients(&message)))
    }

    /// When the same intent may be carried out again.
    fn repeat(&self, action: &RegisteredAction, effect: Effect, asked: &GuardArguments) -> Repeat {
        match &asked.idempotency_key {
            // Inputs can make a call milder than the action is at worst.
            _ if action.about.repeat == Repeating::Harmless || !adds(effect) => Repeat::Free,
            Some(_) => Repeat::Never,
            None => Repeat::After(self.duplicate_window),
        }
    }

    async fn settled(&self, write: &Write<'_>, call: &WriteCall<'_>, claim: Claim) -> Result<Option<Verdict>, Failure> {
        match claim {
            Claim::Granted(running) => Ok(Some(Verdict::Go(running))),
            Claim::InFlight => Ok(None),
            Claim::Done { entry, answer } => {
                self.journal.replayed(call, &entry.id).await?;
                match answer {
                    Some(mut answer) => {
                        answer.insert(REPLAYED.to_owned(), true.into());
                        Ok(Some(Verdict::Replay(answer)))
                    }
                    None => Err(done_before(&entry)),
                }
            }
            Claim::Unknown(entry) => {
                self.journal.refused(call, "duplicate").await?;
                Err(unknown_before(write, &entry))
            }
            Claim::OtherArguments(entry) => {
                self.journal.refused(call, "idempotency_key").await?;
                Err(Failure::new(
                    ErrorKind::Conflict,
                    format!(
                        "`idempotency_key` was used at {} for other inputs. Nothing was sent; a new intent needs a new key.",
                        entry.at
                    ),
                ))
            }
            Claim::QuotaExceeded { rule, after_s } => {
                self.journal.refused(call, &rule).await?;
                let mut failure = denied(&rule);
                failure.message.push_str(&format!(" There is room again in {after_s} s."));
                Err(failure.retryable().after(Some(after_s)))
            }
            Claim::UsedToken => Err(Confirm::used(write, &self.journal).await?),
        }
    }
}

/// Waits for a call that is on its way with the same intent: its answer will be this one's.
#[derive(Default)]
struct Turn {
    waited: u32,
}

impl Turn {
    async fn wait(&mut self, context: &Context) -> Result<(), Failure> {
        let pause = (LOOK * 2_u32.saturating_pow(self.waited.min(8))).min(LOOK_LATEST);
        self.waited += 1;
        if context.deadline.saturating_duration_since(Instant::now()) <= pause {
            return Err(still_running());
        }
        context.unless_cancelled(tokio::time::sleep(pause)).await.ok_or_else(cancelled)
    }
}

impl<'a> Write<'a> {
    /// The call as it is recorded.
    fn call(&self, fingerprint: &'a CallFingerprint) -> WriteCall<'a> {
        WriteCall {
            vendor: self.entry.vendor.id,
            tool: self.entry.action.about.name,
            effect: self.prepared.effect,
            arguments: &self.prepared.arguments,
            idempotency_key: self.asked.idempotency_key.as_deref(),
            fingerprint,
        }
    }
}

/// Adds what the guard takes and gives, whatever its settings, to the schemas of an action as clients see them.
pub fn add_to_schemas(action: &RegisteredAction, inputs: &mut Map<String, Value>, outputs: &mut Map<String, Value>) {
    if action.doubles() {
        add_property(inputs, fingerprint::IDEMPOTENCY_KEY, "string", "New for a new intent; the same on a retry");
        add_property(outputs, REPLAYED, "boolean", "Done by an earlier call; this one sent nothing");
    }
}

/// Adds a property to the schema of an object.
fn add_property(schema: &mut Map<String, Value>, name: &str, kind: &str, description: &str) {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.insert(name.to_owned(), json!({ "type": kind, "description": description }));
    }
}

/// The output that says that nothing was sent because it had been.
const REPLAYED: &str = "replayed";

/// Whether a call with this effect adds something: a mail, a record, a charge.
pub const fn adds(effect: Effect) -> bool {
    matches!(effect, Effect::Send | Effect::Create | Effect::Spend)
}

fn denied(rule: &str) -> Failure {
    Failure::new(
        ErrorKind::DeniedByPolicy,
        format!("The operator does not allow this: {rule}. Nothing was sent; only the operator can change it."),
    )
}

fn still_running() -> Failure {
    Failure::new(
        ErrorKind::Duplicate,
        "The same call is still running. Nothing was sent a second time; make the same call again later for its answer.",
    )
    .retryable()
    .after(Some(5))
}

fn cancelled() -> Failure {
    Failure::new(ErrorKind::Cancelled, "The call was cancelled before anything was sent or changed.").retryable()
}

fn done_before(entry: &journal::Entry) -> Failure {
    let reference = entry.vendor_ref.as_ref().map(|id| format!(" (`{id}`)")).unwrap_or_default();
    Failure::new(
        ErrorKind::Duplicate,
        format!(
            "This was carried out at {}{reference}, and there is no answer to give again. Nothing was sent; if it is meant to be \
             done again, pass a new `idempotency_key`.",
            entry.at
        ),
    )
}

fn unknown_before(write: &Write<'_>, entry: &journal::Entry) -> Failure {
    let about = &write.entry.action.about;
    let verify = about.verify.unwrap_or("Look whether it was done.");
    Failure::new(
        ErrorKind::Duplicate,
        format!(
            "The same call was made at {} and it is not known whether {} carried it out. Nothing was sent. {verify} \
             `resolve_outcome` with `entry` `{}` does that where it can; only if it was not done, make the same call again, with a new `idempotency_key`.",
            entry.at, write.entry.vendor.title, entry.id
        ),
    )
}

//! The record of everything that is not a read: written before it is sent, and again when it ends. What has to be done once
//! is decided here, in one transaction, so that several processes can share a record.

mod file;
mod liveness;
mod sql;
mod store;

pub mod location;

use std::{sync::Arc, time::Duration};

use ring::hmac;
use serde_json::{Map, Value};
use tokio::sync::OnceCell;

pub use self::store::{Entry, Filter, Outcome, Store, StoreError, Total};
use self::{
    location::Location,
    store::{Begin, Begun, NewEntry},
};
use outreach_model::{
    effect::Effect,
    error::{ErrorKind, Failure},
    redact::Redactor,
};

/// A larger answer is not kept for another call.
const LARGEST_ANSWER: usize = 256 * 1024;

/// An answer is kept for this long, so that a retry gets it; longer where the duplicate window is.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// How an end is written down that could not be at first.
const PATIENCE: [u64; 5] = [50, 200, 1000, 5000, 20_000];

/// What is kept of the arguments of a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Arguments {
    /// All of them
    #[default]
    Full,
    /// Their hash alone
    Hash,
}

/// Names that are the same for calls which mean to do the same.
#[derive(Clone, Debug)]
pub struct CallFingerprint {
    /// `<vendor>:<fingerprint>` of the account.
    pub account: String,
    /// The hash of account, tool and request, or of account, tool and the caller's `idempotency_key`.
    pub name: String,
    /// The hash of the request.
    pub request: String,
    /// The hash of the arguments.
    pub arguments: String,
}

/// A write as it is recorded.
pub struct WriteCall<'a> {
    /// The vendor's id.
    pub vendor: &'static str,
    /// The action, without its vendor.
    pub tool: &'static str,
    /// What this call can do.
    pub effect: Effect,
    /// The arguments after coercion.
    pub arguments: &'a Value,
    /// The caller's name for what it means to do.
    pub idempotency_key: Option<&'a str>,
    /// What it has in common with a call that means to do the same.
    pub fingerprint: &'a CallFingerprint,
}

/// A quota: at most so many calls of an effect in a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// As the operator wrote it.
    pub text: String,
    /// The vendor's id; `None` for all vendors.
    pub vendor: Option<&'static str>,
    /// The effect that is counted.
    pub effect: Effect,
    /// How many calls.
    pub calls: u32,
    /// In how long, up to now.
    pub per: Duration,
}

/// The record. It is opened by the first call that needs it.
pub struct Journal {
    place: Location,
    arguments: Arguments,
    keep: Duration,
    redactor: Redactor,
    clock: fn() -> i64,
    store: OnceCell<Arc<dyn Store>>,
}

/// When the same intent may be carried out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// At any time: doing it twice does no harm.
    Free,
    /// After so long.
    After(Duration),
    /// Never, as far back as the journal goes: its caller has named it.
    Never,
}

/// What there is to a call that would be made.
pub enum Claim {
    /// Nothing stands against it, and it is written down.
    Granted(InFlight),
    /// The same is on its way.
    InFlight,
    /// The same was done; with what was answered, for as long as that is kept.
    Done {
        /// What was done.
        entry: Entry,
        /// What was answered.
        answer: Option<Map<String, Value>>,
    },
    /// The same was sent, and nobody knows what became of it.
    Unknown(Entry),
    /// The caller's name for it was used for something else.
    OtherArguments(Entry),
    /// There were too many.
    QuotaExceeded {
        /// The rule.
        rule: String,
        /// When there is room again.
        after_s: u64,
    },
    /// The token that a person agreed with was used.
    UsedToken,
}

/// A call that is written down and on its way. One that is dropped without an end is unknown.
pub struct InFlight {
    journal: Arc<Journal>,
    id: Option<String>,
}

impl Journal {
    /// The record at this place.
    pub fn new(place: Location, arguments: Arguments, window: Duration, redactor: Redactor) -> Self {
        Self { place, arguments, keep: window.max(KEPT), redactor, clock: location::now_ms, store: OnceCell::new() }
    }

    /// Unix milliseconds.
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Where it is, for a person.
    pub fn place(&self) -> String {
        match &self.place {
            Location::Memory => "memory, for as long as the program runs".to_owned(),
            Location::File { path, .. } => format!("`{}`", path.display()),
            Location::Server(_) => "the PostgreSQL database of `--store`".to_owned(),
            Location::Nowhere(_) => "no place".to_owned(),
        }
    }

    /// The store, opened.
    ///
    /// # Errors
    ///
    /// Why it cannot be.
    pub async fn store(&self) -> Result<&Arc<dyn Store>, StoreError> {
        self.store.get_or_try_init(|| location::open(&self.place, self.keep, self.now())).await
    }

    /// The store that there is; none where nothing was written yet, and then none is begun.
    ///
    /// # Errors
    ///
    /// Why it cannot be opened.
    pub async fn existing(&self) -> Result<Option<&Arc<dyn Store>>, StoreError> {
        let open = || async {
            let found = location::open_existing(&self.place, self.keep, self.now()).await.map_err(Some)?;
            found.ok_or(None)
        };
        match self.store.get_or_try_init(open).await {
            Ok(store) => Ok(Some(store)),
            Err(None) => Ok(None),
            Err(Some(error)) => Err(error),
        }
    }

    /// An entry as it is shown: without what has become a secret since it was written.
    pub fn shown(&self, entry: &impl serde::Serialize) -> Value {
        self.redactor.value(serde_json::to_value(entry).unwrap_or_default())
    }

    async fn opened(&self) -> Result<&Arc<dyn Store>, Failure> {
        Ok(self.store().await?)
    }

    /// The key that seals tokens: one for all who share the record.
    ///
    /// # Errors
    ///
    /// Where the record cannot be used.
    pub async fn key(&self) -> Result<hmac::Key, Failure> {
        let secret = self.opened().await?.secret().await?;
        Ok(hmac::Key::new(hmac::HMAC_SHA256, &secret))
    }

    /// What stands against a call, without writing it down; none where nothing does.
    ///
    /// # Errors
    ///
    /// Where the record cannot be read.
    pub async fn look(&self, intent: &CallFingerprint, repeat: Repeat) -> Result<Option<Claim>, Failure> {
        if repeat == Repeat::Free {
            return Ok(None);
        }
        let (store, now) = (self.opened().await?, self.now());
        let found = store.latest(&intent.name).await?;
        let claim = found.and_then(|entry| before(entry, intent, repeat, now));
        if let Some(Claim::InFlight) = claim {
            self.settle_orphans().await?;
        }
        Ok(claim)
    }

    /// Where the process that runs a call is gone, nobody will ever end it.
    async fn settle_orphans(&self) -> Result<(), Failure> {
        let settled = self.opened().await?.settle_orphans(self.now()).await;
        settled?;
        Ok(())
    }

    /// Writes a call down, where nothing stands against it.
    ///
    /// # Errors
    ///
    /// Where the record cannot be written: then nothing is sent.
    pub async fn claim(
        self: &Arc<Self>,
        write: &WriteCall<'_>,
        repeat: Repeat,
        limits: &[Limit],
        token: Option<&str>,
    ) -> Result<Claim, Failure> {
        let store = self.opened().await?;
        let now = self.now();
        let entry = self.entry(write, Outcome::Open, None, now);
        let id = entry.id.clone();
        let stands = |entry: Entry| before(entry, write.fingerprint, repeat, now);
        let begin = Begin { entry, once: repeat != Repeat::Free, stands: &stands, limits, token };
        let begun = store.begin(begin).await?;
        Ok(match begun {
            Begun::Written => Claim::Granted(InFlight { journal: Arc::clone(self), id: Some(id) }),
            Begun::Stands(claim) => {
                if let Claim::InFlight = *claim {
                    self.settle_orphans().await?;
                }
                *claim
            }
            Begun::QuotaExceeded { rule, after_ms } => {
                Claim::QuotaExceeded { rule, after_s: (after_ms.max(0) as u64).div_ceil(1000).max(1) }
            }
            Begun::UsedToken => Claim::UsedToken,
        })
    }

    /// Notes a call that was not sent, with the rule that stood against it.
    ///
    /// # Errors
    ///
    /// Where the record cannot be written.
    pub async fn refused(&self, write: &WriteCall<'_>, rule: &str) -> Result<(), Failure> {
        let entry = self.entry(write, Outcome::Refused, None, self.now());
        self.note(NewEntry { error: Some(rule.to_owned()), ..entry }).await
    }

    /// Notes a call that another one's answer was given to.
    ///
    /// # Errors
    ///
    /// Where the record cannot be written.
    pub async fn replayed(&self, write: &WriteCall<'_>, of: &str) -> Result<(), Failure> {
        self.note(self.entry(write, Outcome::Replayed, Some(of.to_owned()), self.now())).await
    }

    async fn note(&self, entry: NewEntry) -> Result<(), Failure> {
        Ok(self.opened().await?.note(entry).await?)
    }

    fn entry(&self, write: &WriteCall<'_>, outcome: Outcome, of: Option<String>, now: i64) -> NewEntry {
        let arguments = match self.arguments {
            Arguments::Full => Some(self.redactor.text(&write.arguments.to_string()).into_owned()),
            Arguments::Hash => None,
        };
        NewEntry {
            id: uuid::Uuid::now_v7().to_string(),
            at_ms: now,
            account: write.fingerprint.account.clone(),
            vendor: write.vendor,
            tool: write.tool,
            effect: write.effect,
            intent: write.fingerprint.name.clone(),
            idempotency_key: write.idempotency_key.map(|key| self.redactor.text(key).into_owned()),
            request_hash: write.fingerprint.request.clone(),
            arguments_hash: write.fingerprint.arguments.clone(),
            arguments,
            outcome,
            error: None,
            of,
        }
    }
}

/// What an earlier call with the same name means for one that would be made now.
fn before(entry: Entry, intent: &CallFingerprint, repeat: Repeat, now: i64) -> Option<Claim> {
    if repeat == Repeat::Never && entry.request_hash != intent.request {
        return Some(Claim::OtherArguments(entry));
    }
    // A clock that was set back makes what happened seem to lie ahead: it is as recent as can be.
    let age = Duration::from_millis(now.saturating_sub(entry.at_ms).max(0) as u64);
    match entry.outcome {
        Outcome::Open => Some(Claim::InFlight),
        _ if matches!(repeat, Repeat::After(window) if age >= window) => None,
        Outcome::Ok => {
            let answer = entry.answer.as_deref().and_then(|answer| serde_json::from_str(answer).ok());
            Some(Claim::Done { entry, answer })
        }
        Outcome::Unknown => Some(Claim::Unknown(entry)),
        Outcome::Failed | Outcome::Replayed | Outcome::Refused => None,
    }
}

impl InFlight {
    /// Writes down how it ended. Where that cannot be written, it is tried again for a while: the call itself is over.
    pub async fn end(mut self, end: &Result<Map<String, Value>, Failure>) {
        let Some(id) = self.id.take() else { return };
        let (answer, error) = match end {
            Ok(outputs) => (Some(outputs), None),
            Err(failure) => (None, Some(failure.message.as_str())),
        };
        let vendor_ref = answer.and_then(vendor_ref);
        let answer = answer.and_then(|outputs| serde_json::to_string(outputs).ok());
        let plain = |text: &str| self.journal.redactor.text(text).into_owned();
        let ended = Ended {
            outcome: outcome(end),
            vendor_ref: vendor_ref.map(|id| plain(&id)),
            error: error.map(plain),
            answer: answer.filter(|answer| answer.len() <= LARGEST_ANSWER).map(|answer| plain(&answer)),
        };
        self.journal.end(&id, ended).await;
    }

    /// The entry's id.
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or_default()
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let (Some(id), Ok(runtime)) = (self.id.take(), tokio::runtime::Handle::try_current()) else { return };
        let journal = Arc::clone(&self.journal);
        let ended = Ended {
            outcome: Outcome::Unknown,
            vendor_ref: None,
            error: Some("the call was given up while it ran".to_owned()),
            answer: None,
        };
        runtime.spawn(async move { journal.end(&id, ended).await });
    }
}

/// How a call ended, as it is written down.
#[derive(Clone, Debug)]
pub struct Ended {
    /// How.
    pub outcome: Outcome,
    /// The vendor's id of what was made.
    pub vendor_ref: Option<String>,
    /// The words of a failure.
    pub error: Option<String>,
    /// The answer, for another call with the same intent.
    pub answer: Option<String>,
}

impl Journal {
    async fn end(self: &Arc<Self>, id: &str, ended: Ended) {
        let Err(error) = self.try_end(id, &ended).await else { return };
        tracing::error!(entry = id, "the end of a call cannot be written to the journal: {error}");
        let (journal, id) = (Arc::clone(self), id.to_owned());
        tokio::spawn(async move {
            for pause in PATIENCE {
                tokio::time::sleep(Duration::from_millis(pause)).await;
                if journal.try_end(&id, &ended).await.is_ok() {
                    return;
                }
            }
            tracing::error!(entry = id, "its end is lost: the journal will have it as unknown");
        });
    }

    async fn try_end(&self, id: &str, ended: &Ended) -> Result<(), StoreError> {
        self.store().await?.end(id, self.now(), ended.clone()).await
    }
}

/// The newest entries of these accounts that pass the filter, newest first, without their answers.
///
/// # Errors
///
/// Where the journal cannot be read.
pub async fn recent_of(store: &dyn Store, accounts: &[String], filter: Filter) -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::new();
    for account in accounts {
        entries.extend(store.list(Filter { account: Some(account.clone()), ..filter.clone() }).await?);
    }
    entries.sort_by(|one, other| other.id.cmp(&one.id));
    if let Some(most) = filter.most {
        entries.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    }
    Ok(entries)
}

/// How the end of a call is recorded.
pub fn outcome(end: &Result<Map<String, Value>, Failure>) -> Outcome {
    match end {
        Ok(_) => Outcome::Ok,
        Err(Failure { kind: ErrorKind::OutcomeUnknown | ErrorKind::Internal, .. }) => Outcome::Unknown,
        Err(_) => Outcome::Failed,
    }
}

/// The vendor's id of what a call made.
fn vendor_ref(outputs: &Map<String, Value>) -> Option<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let own = ["id", "task_hash"].into_iter().find_map(|key| text(outputs.get(key)?));
    own.or_else(|| outputs.values().find_map(|value| text(value.get("id")?)))
}

/// The failure where the record cannot be used.
impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(
            ErrorKind::DeniedByPolicy,
            format!(
                "The journal of writes cannot be used ({error}), and without it nothing is sent. Nothing was sent; the operator has to mend it \
                 (`--store`), or to do without a record that lasts (`--store memory`)."
            ),
        )
    }
}

#[cfg(test)]
mod tests;

//! What a journal keeps, and what it needs of what keeps it.

use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::Value;

use super::{Claim, Ended, Limit};
use outreach_model::effect::Effect;

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It has not yet
    Open,
    /// It was carried out
    Ok,
    /// It was not carried out
    Failed,
    /// Nobody knows
    Unknown,
    /// Another call's answer was given; nothing was sent
    Replayed,
    /// It was not sent
    Refused,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 6] = [Self::Open, Self::Ok, Self::Failed, Self::Unknown, Self::Replayed, Self::Refused];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Ok => "ok",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Replayed => "replayed",
            Self::Refused => "refused",
        }
    }
}

/// A call in the journal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// UUIDv7: the order of ids is the order of time.
    pub id: String,
    /// When it was written down, RFC 3339.
    pub at: String,
    /// The same in Unix milliseconds.
    #[serde(skip)]
    pub at_ms: i64,
    /// What it took, where it has ended.
    pub took_ms: Option<i64>,
    /// `<vendor>:<fingerprint>`.
    pub account: String,
    /// The vendor.
    pub vendor: String,
    /// The tool, without its vendor.
    pub tool: String,
    /// What the call could do.
    pub effect: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The vendor's id of what was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor_ref: Option<String>,
    /// The words of a failure, or the rule that stood against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The entry whose answer it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replay_of: Option<String>,
    /// The caller's name for the intent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency_key: Option<String>,
    /// The SHA-256 of the canonical arguments.
    pub arguments_hash: String,
    /// The arguments, where they are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arguments: Option<Value>,
    /// The hash of what was sent.
    #[serde(skip)]
    pub request_hash: String,
    /// The answer, for as long as it is kept.
    #[serde(skip)]
    pub answer: Option<String>,
}

/// A call that is written down.
#[derive(Clone, Debug)]
pub struct NewEntry {
    pub id: String,
    pub at_ms: i64,
    pub account: String,
    pub vendor: &'static str,
    pub tool: &'static str,
    pub effect: Effect,
    pub intent: String,
    pub idempotency_key: Option<String>,
    pub request_hash: String,
    pub arguments_hash: String,
    pub arguments: Option<String>,
    pub outcome: Outcome,
    pub error: Option<String>,
    pub of: Option<String>,
}

/// What is to be decided and written as one.
pub struct Begin<'a> {
    pub entry: NewEntry,
    /// Whether the same intent is not to be carried out twice.
    pub once: bool,
    /// What an earlier call of the same intent means.
    pub stands: &'a (dyn Fn(Entry) -> Option<Claim> + Sync),
    pub limits: &'a [Limit],
    /// To be used up with it.
    pub token: Option<&'a str>,
}

/// What was decided.
pub enum Begun {
    /// It is written down.
    Written,
    /// An earlier one stands against it.
    Stands(Box<Claim>),
    /// There were too many.
    QuotaExceeded { rule: String, after_ms: i64 },
    /// The token was used.
    UsedToken,
}

/// Which entries.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this vendor.
    pub vendor: Option<String>,
    /// Of this tool, without its vendor.
    pub tool: Option<String>,
    /// Of this effect.
    pub effect: Option<String>,
    /// That ended so.
    pub outcome: Option<Outcome>,
    /// Of this account.
    pub account: Option<String>,
    /// Not before this, in Unix milliseconds.
    pub since_ms: Option<i64>,
    /// Before this.
    pub until_ms: Option<i64>,
    /// Only those after the one with this id, the oldest first; from the beginning, where it is empty.
    pub after: Option<String>,
    /// At most so many.
    pub most: Option<i64>,
}

/// How many of what on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Total {
    /// The day, in UTC.
    pub day: String,
    /// Whose.
    pub account: String,
    /// Which effect.
    pub effect: String,
    /// How they ended.
    pub outcome: String,
    /// How many.
    pub calls: i64,
}

/// Why a store does not do its work.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(pub String);

/// For how long what another process is in the way of is tried again, and after which pauses.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(20);

impl StoreError {
    /// Whether another process is in the way. SQLite waits for most of what it meets; where two begin a file at once, and
    /// where a look has become old, it says so at once. Nothing has been done then.
    fn is_passing(&self) -> bool {
        ["database is locked", "locking protocol"].iter().any(|words| self.0.contains(words))
    }
}

/// How long something is tried again where another process is in the way.
pub struct BusyRetry(Instant);

impl BusyRetry {
    /// From now on.
    pub fn from_now() -> Self {
        Self(Instant::now() + PATIENCE)
    }

    /// The end of a try, none where there is to be another one; that has been waited for.
    pub async fn end<T>(&self, end: Result<T, StoreError>) -> Option<Result<T, StoreError>> {
        match &end {
            Err(error) if error.is_passing() && Instant::now() < self.0 => tokio::time::sleep(PAUSE).await,
            _ => return Some(end),
        }
        None
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let words = match &error {
            sqlx::Error::Database(error) => error.message().to_owned(),
            sqlx::Error::PoolTimedOut => "it is busy".to_owned(),
            other => other.to_string(),
        };
        Self(words)
    }
}

/// What is promised by whatever keeps a journal.
pub trait Store: Send + Sync {
    /// Decides on a call and writes it down, as one.
    fn begin<'a>(&'a self, begin: Begin<'a>) -> BoxFuture<'a, Result<Begun, StoreError>>;
    /// Writes a call down that is over as it begins.
    fn note(&self, entry: NewEntry) -> BoxFuture<'_, Result<(), StoreError>>;
    /// Writes down how a call ended.
    fn end<'a>(&'a self, id: &'a str, now_ms: i64, ended: Ended) -> BoxFuture<'a, Result<(), StoreError>>;
    /// The latest call of this intent that was sent or may have been.
    fn latest<'a>(&'a self, intent: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>>;
    /// What a process that is gone left open becomes unknown. How many there were.
    fn settle_orphans(&self, now_ms: i64) -> BoxFuture<'_, Result<u64, StoreError>>;
    /// A secret that everyone who shares the journal has.
    fn secret(&self) -> BoxFuture<'_, Result<Vec<u8>, StoreError>>;
    /// An entry.
    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>>;
    /// Entries without their answers, the latest first unless the filter goes on after one.
    fn list(&self, filter: Filter) -> BoxFuture<'_, Result<Vec<Entry>, StoreError>>;
    /// How many there were a day.
    fn totals(&self, filter: Filter) -> BoxFuture<'_, Result<Vec<Total>, StoreError>>;
    /// Settles an entry whose end was unknown. Whether it still was.
    fn resolve<'a>(
        &'a self,
        id: &'a str,
        outcome: Outcome,
        vendor_ref: Option<String>,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;
}

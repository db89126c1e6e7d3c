//! What vendors told by webhooks.

use super::record::DAY_MS;

/// A webhook's message before it is recorded.
pub(crate) struct NewEvent {
    /// The vendor's id.
    pub(crate) vendor: &'static str,
    /// What happened, as the vendor names it.
    pub(crate) kind: Option<String>,
    pub(crate) campaign: Option<String>,
    /// The address of the person, in lower case.
    pub(crate) person: Option<String>,
    /// The hash of the body: the same message is recorded once.
    pub(crate) digest: String,
    /// The body, JSON.
    pub(crate) body: String,
}

/// A webhook's message.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) id: String,
    /// When it came, in Unix milliseconds.
    pub(crate) at_ms: i64,
    pub(crate) vendor: String,
    pub(crate) kind: Option<String>,
    pub(crate) campaign: Option<String>,
    pub(crate) person: Option<String>,
    pub(crate) body: String,
}

/// Which messages to read, oldest first.
#[derive(Clone, Default)]
pub(crate) struct EventFilter {
    /// Of these accounts.
    pub(crate) accounts: Vec<String>,
    /// Of all accounts but these.
    pub(crate) of_others: bool,
    pub(crate) vendor: Option<String>,
    /// As the vendor names it, in any case.
    pub(crate) kind: Option<String>,
    pub(crate) campaign: Option<String>,
    pub(crate) person: Option<String>,
    /// From this time on, in Unix milliseconds.
    pub(crate) since_ms: Option<i64>,
    /// Behind the message with this id.
    pub(crate) after: Option<String>,
    pub(crate) most: i64,
}

/// How many messages of an account are kept: beyond it the oldest go.
pub(crate) const MOST_KEPT: i64 = 100_000;

/// For how long a message is kept at most.
pub(crate) const EVENTS_KEPT_MS: i64 = 90 * DAY_MS;

//! Failures, in a form that an agent can act on. A failure is an ordinary return value and becomes the envelope of the call.

use serde::Serialize;
use serde_json::{Map, Value};

/// The kinds of failures. An agent may branch on them; the list is part of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The inputs are wrong; nothing changed.
    InvalidInput,
    /// No credentials for this vendor.
    NotConfigured,
    /// The vendor does not accept the credentials.
    Unauthorized,
    /// The credentials lack a permission, or the vendor's network edge refuses the connection.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// It exists already, or is busy.
    Conflict,
    /// Too many calls; wait.
    RateLimited,
    /// The plan or the credits do not allow it.
    QuotaExceeded,
    /// The vendor failed or answered something that cannot be read.
    VendorError,
    /// No connection was made; nothing was sent.
    Unreachable,
    /// No answer in time; nothing was changed.
    Timeout,
    /// It may have been carried out. Look before repeating.
    OutcomeUnknown,
    /// An identical call was carried out, is still running, or its outcome is unknown.
    Duplicate,
    /// The operator does not allow it.
    DeniedByPolicy,
    /// A person has to agree first.
    ConfirmationRequired,
    /// The client cancelled the call.
    Cancelled,
    /// A defect in this program.
    Internal,
}

impl ErrorKind {
    /// Every kind, in the order of the contract.
    pub const ALL: [Self; 17] = [
        Self::InvalidInput,
        Self::NotConfigured,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::RateLimited,
        Self::QuotaExceeded,
        Self::VendorError,
        Self::Unreachable,
        Self::Timeout,
        Self::OutcomeUnknown,
        Self::Duplicate,
        Self::DeniedByPolicy,
        Self::ConfirmationRequired,
        Self::Cancelled,
        Self::Internal,
    ];

    /// Its name in the envelope: `invalid_input`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::NotConfigured => "not_configured",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::RateLimited => "rate_limited",
            Self::QuotaExceeded => "quota_exceeded",
            Self::VendorError => "vendor_error",
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::Duplicate => "duplicate",
            Self::DeniedByPolicy => "denied_by_policy",
            Self::ConfirmationRequired => "confirmation_required",
            Self::Cancelled => "cancelled",
            Self::Internal => "internal",
        }
    }
}

/// A failed call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// Why.
    pub kind: ErrorKind,
    /// What failed and what to do next: an agent must be able to choose its next step from this alone.
    pub message: String,
    /// Whether the same call may simply be made again.
    pub retryable: bool,
    /// The vendor's status, where it answered.
    pub http_status: Option<u16>,
    /// Seconds to wait before the next try, where known.
    pub retry_after_s: Option<u64>,
    /// Further fields of the envelope, such as a preview.
    pub details: Map<String, Value>,
}

impl Failure {
    /// A failure that an identical call would meet again.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            retryable: false,
            http_status: None,
            retry_after_s: None,
            details: Map::new(),
        }
    }

    /// Wrong inputs: names the field, what is wrong and what is allowed.
    pub fn invalid_input(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidInput, message)
    }

    /// Marks it as one that an identical call may not meet again.
    #[must_use]
    pub fn retryable(mut self) -> Self {
        self.retryable = true;
        self
    }

    /// Adds the vendor's status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.http_status = Some(status);
        self
    }

    /// Adds the wait before the next try.
    #[must_use]
    pub fn after(mut self, seconds: Option<u64>) -> Self {
        self.retry_after_s = seconds;
        self
    }
}

//! One account at a vendor: where it is and what opens it.

use std::sync::Arc;

use outreach_model::{redact::Redactor, vendor::Vendor};
use secrecy::SecretString;

use super::{oauth::Tokens, rate_limit::RateLimiter};

/// One account at a vendor.
pub struct Account {
    pub(crate) vendor: &'static Vendor,
    /// Tells accounts apart without telling a secret: the start of the hash of what opens it.
    pub(crate) fingerprint: String,
    /// Base URL and common prefix, without a trailing slash.
    pub(crate) root: String,
    pub(crate) credentials: Credentials,
    /// Keeps the account's secrets out of what is quoted of the vendor.
    pub(crate) redactor: Redactor,
    /// Limits what is sent for it.
    pub(crate) rate_limiter: Arc<RateLimiter>,
}

impl Account {
    /// `<vendor>:<fingerprint>`.
    pub fn name(&self) -> String {
        format!("{}:{}", self.vendor.id, self.fingerprint)
    }
}

/// What opens an account.
pub(crate) enum Credentials {
    /// The same `Authorization` header every time.
    Header(SecretString),
    /// Access tokens, fetched again before they expire.
    Tokens(Tokens),
}

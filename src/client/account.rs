//! One account at a vendor: its address, its credentials, its rate limits.

use std::sync::Arc;

use outreach_model::{
    generation::Generation,
    redact::Redactor,
    registered::RegisteredAction,
    vendor::{Identity, Vendor},
};
use secrecy::SecretString;
use tokio::sync::OnceCell;

use super::{
    clock::VendorClock,
    generation::GenerationMemory,
    keys::KeyOrigin,
    rate_limit::RateLimiter,
    shown::ShownPeople,
    tokens::{RecentSecrets, TokenCache},
};

/// One account at a vendor.
pub(crate) struct Account {
    pub(crate) vendor: &'static Vendor,
    /// Tells accounts apart in their names and reveals no secret: the first digits of a hash of vendor and credentials.
    pub(super) fingerprint: String,
    /// Whether the vendor can tell which account this is; else only the key does.
    pub(super) has_identity: bool,
    /// Its name, once it is known which account the key opens; see [`Self::name`].
    pub(crate) known_as: OnceCell<String>,
    /// Identifies vendor, address and credentials: the whole of a hash, so that no other account can have the same.
    pub(super) key: Arc<str>,
    /// Base URL and common prefix, without a trailing slash.
    pub(crate) root: String,
    pub(super) credentials: Credentials,
    /// Where they come from, in words.
    pub(crate) origin: KeyOrigin,
    /// Removes secrets from what is quoted of the vendor.
    pub(crate) redactor: Redactor,
    pub(super) rate_limiter: RateLimiter,
    pub(super) clock: VendorClock,
    /// Which generation of the vendor's API it has.
    pub(crate) generations: GenerationMemory,
    /// Whom its answers named beside a hash.
    pub(crate) shown: ShownPeople,
}

impl Account {
    /// Its name in the journal, which all keys of the account have in common where that is known, else that of its key.
    pub(crate) fn name(&self) -> String {
        self.known_as.get().cloned().unwrap_or_else(|| self.name_of_key())
    }

    /// `<vendor>:<fingerprint>`: the name that its key alone gives it.
    pub(crate) fn name_of_key(&self) -> String {
        format!("{}:{}", self.vendor.id, self.fingerprint)
    }

    /// The read that tells which account this is; `None` where nothing does.
    pub(crate) fn identity(&self) -> Option<Identity> {
        self.vendor.identity.filter(|_| self.has_identity)
    }

    /// How to find out whether a write of this action was carried out, in the generation that the account has now. A sentence.
    pub(crate) fn verify(&self, action: &RegisteredAction) -> Option<&'static str> {
        let of_next = action.successor.filter(|facts| self.generations.of(facts.family) == Some(Generation::Next));
        of_next.and_then(|facts| facts.verify).or(action.about.verify)
    }

    /// The vendor's time less ours in milliseconds, as measured with its latest answer to this account; 0 before the first one.
    pub(crate) fn clock_offset_ms(&self) -> i64 {
        self.clock.offset_ms()
    }
}

/// How the requests of an account are authorized.
pub(super) enum Credentials {
    /// The same `Authorization` header each time.
    Header(SecretString),
    /// OAuth access tokens.
    OAuth(ClientCredentials),
}

/// What access tokens are granted for (RFC 6749, 4.4).
pub(super) struct ClientCredentials {
    /// Where tokens are granted, below the account's root.
    pub(super) path: &'static [&'static str],
    /// Client id and client secret.
    pub(super) client: Vec<SecretString>,
    /// Shared by all accounts.
    pub(super) tokens: TokenCache,
    pub(super) recent: RecentSecrets,
}

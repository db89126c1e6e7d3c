//! Makes accounts and keeps them, one for the same credentials.

use std::{sync::Arc, time::Duration};

use outreach_model::{
    generation::Generation,
    hash::hash,
    redact::Redactor,
    vendor::{Auth, Prefix, Vendor},
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use tokio::sync::OnceCell;

use super::{
    account::{Account, ClientCredentials, Credentials},
    clock::VendorClock,
    generation::GenerationMemory,
    keys::KeyOrigin,
    rate_limit::RateLimiter,
    shown::ShownPeople,
    tokens::{RecentSecrets, TokenCache},
};
use crate::cache::{Cache, Lifetime};

/// Hexadecimal digits of a fingerprint: enough to tell accounts apart, too few to guess a key by.
const FINGERPRINT_DIGITS: usize = 12;

/// How an account is used.
#[derive(Clone, Debug)]
pub struct AccountOptions {
    /// The share of the vendor's rate limits that is used; 0 turns limiting off.
    pub pace: f64,
    /// Whether the vendor is asked which account the credentials open.
    pub has_identity: bool,
    /// The generation of the vendor's API that is asked; `None` where it is found out.
    pub generation: Option<Generation>,
    /// Where its credentials come from; `None` for the vendor's variables.
    pub origin: Option<KeyOrigin>,
}

/// Makes accounts and keeps them, so that callers with the same credentials share one account with its rate limits and
/// access tokens. An account that a caller holds stays usable after the cache has evicted it. Clones share the cache.
#[derive(Clone)]
pub(super) struct AccountCache {
    accounts: Cache<Arc<str>, Arc<Account>>,
    tokens: TokenCache,
}

impl Default for AccountCache {
    fn default() -> Self {
        /// Limits memory, for the case that credentials come with requests one day.
        const MAX_ACCOUNTS: usize = 1000;
        const MAX_IDLE: Duration = Duration::from_secs(60 * 60);
        let accounts = Cache::new(MAX_ACCOUNTS, Lifetime::SinceUsed(MAX_IDLE));
        Self { accounts, tokens: TokenCache::new(MAX_ACCOUNTS) }
    }
}

impl AccountCache {
    /// The account with these credentials, made at the first call.
    pub(super) fn get(
        &self,
        vendor: &'static Vendor,
        base_url: &str,
        credentials: &[SecretString],
        options: AccountOptions,
        redactor: &Redactor,
    ) -> Arc<Account> {
        let AccountOptions { pace, has_identity, generation, origin } = options;
        let origin = origin.unwrap_or_else(|| KeyOrigin::variables(vendor));
        let root = root(vendor, base_url);
        let secrets: Vec<&str> = credentials.iter().map(ExposeSecret::expose_secret).collect();
        // Not the fingerprint: whoever finds other credentials with the same one must not get this account.
        let key: Arc<str> =
            hash(&json!([vendor.id, root, secrets, has_identity, generation.map(|chosen| chosen as u8)])).into();
        let account = || {
            redactor.learn(credentials);
            let mut fingerprint = hash(&json!([vendor.id, secrets]));
            fingerprint.truncate(FINGERPRINT_DIGITS);
            let credentials = match vendor.auth {
                Auth::Header(header) => Credentials::Header(header(credentials)),
                Auth::ClientCredentials { path } => Credentials::OAuth(ClientCredentials {
                    path,
                    client: credentials.to_vec(),
                    tokens: self.tokens.clone(),
                    recent: RecentSecrets::default(),
                }),
            };
            Arc::new(Account {
                vendor,
                fingerprint,
                has_identity,
                known_as: OnceCell::new(),
                key: Arc::clone(&key),
                root,
                credentials,
                origin,
                redactor: redactor.clone(),
                rate_limiter: RateLimiter::new(vendor.limits, pace),
                clock: VendorClock::default(),
                generations: GenerationMemory::new(generation),
                shown: ShownPeople::default(),
            })
        };
        self.accounts.get_or_replace(Arc::clone(&key), |_| true, account)
    }
}

/// What the paths of a vendor's actions are appended to.
fn root(vendor: &Vendor, base_url: &str) -> String {
    let base = base_url.trim_end_matches('/');
    let without = |prefix: &&'static str| base.strip_suffix(*prefix);
    match vendor.prefix {
        Prefix::Common(prefix) => format!("{}{prefix}", without(&prefix).unwrap_or(base)),
        Prefix::Named(prefixes) | Prefix::Grown(prefixes) => {
            prefixes.iter().find_map(without).unwrap_or(base).to_owned()
        }
    }
}

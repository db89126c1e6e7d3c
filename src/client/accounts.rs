//! Which account a call is made with. Today an account a vendor, from the environment; a call asks only here, so that more
//! of them, or credentials that come with a request, change nothing else.

use std::{collections::HashMap, sync::Arc};

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::{
    account::{Account, Credentials},
    not_configured,
    oauth::Tokens,
    rate_limit::RateLimiter,
};
use outreach_model::{
    error::Failure,
    hash::hash,
    redact::Redactor,
    vendor::{Auth, Prefix, Vendor},
};

/// Enough to tell accounts apart, too little to guess a key by.
const FINGERPRINT: usize = 12;

/// The accounts of this process.
#[derive(Default)]
pub struct Accounts {
    by_vendor: HashMap<&'static str, Arc<Account>>,
}

impl Accounts {
    /// Adds the account at this vendor. `base_url` may already end in a documented prefix. The redactor learns what opens
    /// the account.
    pub fn add(
        &mut self,
        vendor: &'static Vendor,
        base_url: &str,
        credentials: &[SecretString],
        pace: f64,
        redactor: &Redactor,
    ) {
        let base = base_url.trim_end_matches('/');
        let without = |prefix: &&'static str| base.strip_suffix(*prefix);
        let root = match vendor.prefix {
            Prefix::Common(prefix) => format!("{}{prefix}", without(&prefix).unwrap_or(base)),
            Prefix::Named(prefixes) => prefixes.iter().find_map(without).unwrap_or(base).to_owned(),
        };
        redactor.learn(credentials);
        let secrets: Vec<&str> = credentials.iter().map(ExposeSecret::expose_secret).collect();
        let mut fingerprint = hash(&json!([vendor.id, secrets]));
        fingerprint.truncate(FINGERPRINT);
        let account = Account {
            vendor,
            fingerprint,
            root,
            credentials: match vendor.auth {
                Auth::Header(header) => Credentials::Header(header(credentials)),
                Auth::ClientCredentials { path } => Credentials::Tokens(Tokens::new(path, credentials)),
            },
            redactor: redactor.clone(),
            rate_limiter: Arc::new(RateLimiter::new(vendor.limits, pace)),
        };
        self.by_vendor.insert(vendor.id, Arc::new(account));
    }

    /// The vendors where there are accounts, in no order.
    pub fn vendors(&self) -> Vec<&'static Vendor> {
        self.by_vendor.values().map(|account| account.vendor).collect()
    }

    /// The names of all accounts.
    pub fn names(&self) -> Vec<String> {
        self.by_vendor.values().map(|account| account.name()).collect()
    }

    /// The account at this vendor.
    ///
    /// # Errors
    ///
    /// [`outreach_model::error::ErrorKind::NotConfigured`], naming the variables to set.
    pub fn of(&self, vendor: &'static Vendor) -> Result<Arc<Account>, Failure> {
        self.by_vendor.get(vendor.id).cloned().ok_or_else(|| not_configured(vendor))
    }
}

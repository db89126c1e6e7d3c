//! An account whose credentials are read when a call needs them, and again after the vendor has rejected them.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use outreach_model::{
    error::{ErrorKind, Failure},
    generation::Generation,
    redact::Redactor,
    vendor::Vendor,
};
use secrecy::SecretString;
use tokio::time::Instant;

use super::{
    account::Account,
    account_cache::{AccountCache, AccountOptions},
    context::Context,
    error_text::not_configured,
    keys::{MissingKeys, ReadKeys},
};

/// Credentials that cannot be read are read again at a call, and rejected ones as well, at most once in this time.
const PAUSE: Duration = Duration::from_secs(60);

/// What an account is made of, but for its credentials.
pub(super) struct LaterOptions {
    pub(super) vendor: &'static Vendor,
    pub(super) base_url: String,
    pub(super) keys: Arc<dyn ReadKeys>,
    pub(super) options: AccountOptions,
    /// Whether the vendor is asked which account such credentials open.
    pub(super) has_identity: fn(&[SecretString]) -> bool,
    pub(super) redactor: Redactor,
    pub(super) cache: AccountCache,
}

/// An account whose credentials are read at its first call, and again after the vendor has rejected them.
pub(super) struct LaterAccount {
    given: LaterOptions,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    account: Option<Arc<Account>>,
    missing: Option<MissingKeys>,
    is_rejected: bool,
    /// The running read; it goes on when the call that began it has ended.
    reading: Option<Shared<BoxFuture<'static, ()>>>,
    /// Whether there was a read at all.
    was_read: bool,
    /// When the latest read began that was not the first.
    again: Option<Instant>,
}

impl State {
    /// How long until it may be read again.
    fn pause(&self) -> Duration {
        self.again.map(|again| PAUSE.saturating_sub(again.elapsed())).unwrap_or_default()
    }

    fn is_due(&self) -> bool {
        let is_wanted = self.account.is_none() || self.is_rejected;
        is_wanted && (!self.was_read || self.pause().is_zero())
    }
}

impl LaterAccount {
    /// The generation of the vendor's API that the operator has chosen.
    pub(super) const fn chosen_generation(&self) -> Option<Generation> {
        self.given.options.generation
    }

    pub(super) fn new(given: LaterOptions) -> Self {
        Self { given, state: Mutex::default() }
    }

    pub(super) const fn vendor(&self) -> &'static Vendor {
        self.given.vendor
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the credentials where a call needs it, and waits for them as long as the call may.
    pub(super) async fn ready(self: &Arc<Self>, context: &Context) {
        let reading = {
            let mut state = self.state();
            match &state.reading {
                Some(reading) => reading.clone(),
                None if !state.is_due() => return,
                None => {
                    if state.was_read {
                        state.again = Some(Instant::now());
                    }
                    state.was_read = true;
                    // In a task: it goes on, and is not begun again, when the call gives up.
                    let task = tokio::spawn(Arc::clone(self).read());
                    let reading = task.map(|_| ()).boxed().shared();
                    state.reading = Some(reading.clone());
                    reading
                }
            }
        };
        // What is not there in time is said by `account`.
        let _ = context.unless_cancelled(tokio::time::timeout_at(context.deadline, reading)).await;
    }

    async fn read(self: Arc<Self>) {
        let keys = Arc::clone(&self.given.keys);
        let read = tokio::task::spawn_blocking(move || keys.read()).await;
        let read = match read.unwrap_or_else(|_| Err(MissingKeys::default())) {
            Ok(credentials) => {
                let LaterOptions { vendor, base_url, options, has_identity, redactor, cache, .. } = &self.given;
                let options = AccountOptions { has_identity: has_identity(&credentials), ..options.clone() };
                Ok(cache.get(vendor, base_url, &credentials, options, redactor))
            }
            Err(missing) => Err(missing),
        };
        if let Err(missing) = &read {
            tracing::warn!("{} is not set up: {}", self.given.vendor.title, missing.problem);
        }
        let mut state = self.state();
        (state.reading, state.is_rejected) = (None, false);
        match read {
            Ok(account) => (state.account, state.missing) = (Some(account), None),
            // A key that the vendor has rejected is no better.
            Err(missing) => (state.account, state.missing) = (None, Some(missing)),
        }
    }

    /// The account, where its credentials have been read.
    pub(super) fn known(&self) -> Option<Arc<Account>> {
        self.state().account.clone()
    }

    /// The account.
    ///
    /// # Errors
    ///
    /// Why there is none, or none yet.
    pub(super) fn account(&self) -> Result<Arc<Account>, Failure> {
        let state = self.state();
        if let Some(account) = &state.account {
            return Ok(Arc::clone(account));
        }
        if let (Some(missing), None) = (&state.missing, &state.reading) {
            let missing = MissingKeys {
                advice: format!(
                    "{} {} is asked again at a later call, at most once a minute.",
                    missing.advice,
                    self.given.keys.source()
                ),
                ..missing.clone()
            };
            return Err(not_configured(self.given.vendor, Some(&missing)));
        }
        let message = format!(
            "{} has not given the key of {} yet: it may wait for a person. Nothing was sent; call again.",
            self.given.keys.source(),
            self.given.vendor.title
        );
        Err(Failure::new(ErrorKind::Timeout, message).retryable())
    }

    /// Notes that the vendor has rejected the credentials of this account; what follows from that, in a sentence. `None` where it is
    /// another account.
    pub(super) fn rejected(&self, account: &Arc<Account>) -> Option<String> {
        let mut state = self.state();
        if !state.account.as_ref().is_some_and(|known| Arc::ptr_eq(known, account)) {
            return None;
        }
        state.is_rejected = true;
        let (source, pause) = (self.given.keys.source(), state.pause().as_secs());
        Some(match pause {
            0 => format!("{source} is asked again at the next call."),
            pause => format!(
                "{source} was asked again less than a minute ago and gave this key; it is asked again after {pause} s."
            ),
        })
    }
}

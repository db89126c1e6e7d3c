//! Caches access tokens: however many calls wait for one, it is fetched once, and fetched again before it expires.

use std::{
    future::Future,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, Shared},
};
use outreach_model::{error::Failure, redact::Redactor};
use secrecy::{ExposeSecret, SecretString};

use super::oauth::{self, AccessToken};
use crate::cache::{Cache, Lifetime};

/// A fetch of a token, under way or at its end.
type Fetch = Shared<BoxFuture<'static, Result<Arc<AccessToken>, Failure>>>;

/// The latest fetch of each account's access token, by the account's key. Clones share the cache.
#[derive(Clone)]
pub(super) struct TokenCache(Cache<Arc<str>, Fetch>);

impl TokenCache {
    pub(super) fn new(max_accounts: usize) -> Self {
        Self(Cache::new(max_accounts, Lifetime::Unlimited))
    }

    /// A fresh token: the cached one, or what `fetch` brings. Calls that come while a fetch is under way wait for it. A
    /// failed fetch is not cached.
    ///
    /// # Errors
    ///
    /// What `fetch` fails with.
    pub(super) async fn get<F>(&self, account: &Arc<str>, fetch: F) -> Result<Arc<AccessToken>, Failure>
    where
        F: Future<Output = Result<AccessToken, Failure>> + Send + 'static,
    {
        let is_of_use = |latest: &Fetch| match latest.peek() {
            None => true,
            Some(fetched) => fetched.as_ref().is_ok_and(|token| Instant::now() < token.fresh_until),
        };
        let begin = || {
            let fetch = AssertUnwindSafe(fetch).catch_unwind();
            let fetch = fetch.map(|fetched| fetched.unwrap_or_else(|_| Err(oauth::defect())).map(Arc::new));
            let fetch = fetch.boxed().shared();
            // In a task of its own: where the call that began the fetch is given up, the others still get the token.
            tokio::spawn(fetch.clone());
            fetch
        };
        self.0.get_or_replace(Arc::clone(account), is_of_use, begin).await
    }

    /// Drops a token that the vendor rejected. Does nothing where there is another one by now.
    pub(super) fn remove(&self, account: &Arc<str>, rejected: &Arc<AccessToken>) {
        let is_rejected = |latest: &Fetch| matches!(latest.peek(), Some(Ok(token)) if Arc::ptr_eq(token, rejected));
        self.0.remove_if(account, is_rejected);
    }
}

/// The secrets of an account's latest tokens, the oldest first: those that an answer may still quote.
#[derive(Default)]
pub(super) struct RecentSecrets(Mutex<Vec<SecretString>>);

impl RecentSecrets {
    /// The current token, and the one before: calls that were sent with it may still be answered.
    const KEPT: usize = 2;

    /// Has the redactor learn the secret of a new token and forget that of the oldest. A vendor may grant the same token
    /// again for as long as it is valid; then nothing is forgotten.
    pub(super) fn add(&self, secret: &SecretString, redactor: &Redactor) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        redactor.learn([secret]);
        kept.retain(|known| known.expose_secret() != secret.expose_secret());
        kept.push(secret.clone());
        if kept.len() > Self::KEPT {
            redactor.forget(&kept.remove(0));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{
            Arc,
            atomic::{AtomicU32, Ordering},
        },
        time::{Duration, Instant},
    };

    use outreach_model::{
        error::{ErrorKind, Failure},
        redact::Redactor,
    };
    use secrecy::ExposeSecret;
    use tokio::sync::oneshot;

    use super::{RecentSecrets, TokenCache};
    use crate::client::oauth::AccessToken;

    fn token(secret: &str, fresh_for: Duration) -> AccessToken {
        AccessToken { header: "".into(), secret: secret.to_owned().into(), fresh_until: Instant::now() + fresh_for }
    }

    const HOUR: Duration = Duration::from_secs(3600);

    /// A cache, and a count of the fetches that it began.
    #[derive(Clone)]
    struct Counted(TokenCache, Arc<AtomicU32>);

    impl Counted {
        fn new() -> Self {
            Self(TokenCache::new(10), Arc::default())
        }

        async fn get(&self, fetched: Result<AccessToken, Failure>) -> Result<Arc<AccessToken>, Failure> {
            let count = Arc::clone(&self.1);
            let fetch = async move {
                count.fetch_add(1, Ordering::Relaxed);
                fetched
            };
            self.0.get(&"account".into(), fetch).await
        }

        fn fetches(&self) -> u32 {
            self.1.load(Ordering::Relaxed)
        }
    }

    #[tokio::test]
    async fn a_fetch_is_shared_and_survives_the_call_that_began_it() {
        let cache = Counted::new();
        let (release, held) = oneshot::channel();
        let (tokens, count) = (cache.0.clone(), Arc::clone(&cache.1));
        let first = tokio::spawn(async move {
            let fetch = async move {
                count.fetch_add(1, Ordering::Relaxed);
                held.await.unwrap();
                Ok(token("first", HOUR))
            };
            tokens.get(&"account".into(), fetch).await
        });
        while cache.fetches() == 0 {
            tokio::task::yield_now().await;
        }
        first.abort();
        let others: Vec<_> = (0..10)
            .map(|_| {
                let cache = cache.clone();
                tokio::spawn(async move { cache.get(Ok(token("other", HOUR))).await })
            })
            .collect();
        tokio::task::yield_now().await;
        release.send(()).unwrap();
        for other in others {
            assert_eq!(other.await.unwrap().ok().unwrap().secret.expose_secret(), "first");
        }
        assert_eq!(cache.fetches(), 1);
    }

    #[tokio::test]
    async fn a_failed_fetch_is_not_cached() {
        let cache = Counted::new();
        let failure = Failure::new(ErrorKind::Unreachable, "down");
        assert_eq!(cache.get(Err(failure.clone())).await.err(), Some(failure));
        assert!(cache.get(Ok(token("a", HOUR))).await.is_ok());
        assert_eq!(cache.fetches(), 2);
    }

    #[tokio::test]
    async fn a_token_is_cached_while_it_is_fresh() {
        let cache = Counted::new();
        let millis = Duration::from_millis;
        for (secret, fresh_for) in [("a", Duration::ZERO), ("b", millis(50)), ("c", HOUR)] {
            let got = cache.get(Ok(token(secret, fresh_for))).await.ok().unwrap();
            assert_eq!(got.secret.expose_secret(), secret, "one that expired is replaced");
            tokio::time::sleep(millis(60)).await;
        }
        let got = cache.get(Ok(token("d", HOUR))).await.ok().unwrap();
        assert_eq!((got.secret.expose_secret(), cache.fetches()), ("c", 3));
    }

    #[tokio::test]
    async fn a_rejected_token_is_dropped_only_while_it_is_the_current_one() {
        let cache = Counted::new();
        let account = "account".into();
        let first = cache.get(Ok(token("a", HOUR))).await.ok().unwrap();
        cache.0.remove(&account, &first);
        let second = cache.get(Ok(token("b", HOUR))).await.ok().unwrap();
        cache.0.remove(&account, &first);
        let third = cache.get(Ok(token("c", HOUR))).await.ok().unwrap();
        assert!(Arc::ptr_eq(&second, &third), "the rejection of an older token came late");
        assert_eq!(cache.fetches(), 2);
    }

    #[test]
    fn only_the_latest_two_tokens_are_kept_secret() {
        let (recent, redactor) = (RecentSecrets::default(), Redactor::default());
        let tokens = ["first-token-0123456789", "second-token-0123456789", "third-token-0123456789"];
        let known = |redactor: &Redactor| tokens.map(|token| redactor.finds(token));
        let add = |at: usize| recent.add(&tokens[at].to_owned().into(), &redactor);
        add(0);
        add(1);
        assert_eq!(known(&redactor), [true, true, false]);
        // Granted again: none has been replaced.
        add(0);
        add(1);
        add(1);
        assert_eq!(known(&redactor), [true, true, false]);
        add(2);
        assert_eq!(known(&redactor), [false, true, true]);
    }
}

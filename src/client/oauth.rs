//! Credentials tokens: fetched when one is first needed, kept while they are fresh, fetched anew before they expire. However many
//! calls wait for one, there is one fetch, and it goes on when the call that began it is given up.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::{Context, error_text::ErrorText, send::Exchange, transport::Http};
use crate::client::account::Account;
use outreach_model::{
    effect::Effect,
    error::{ErrorKind, Failure},
    lenient::{Int, Text},
    request::Request,
    response,
};

/// A fetch may take this long, whatever the calls that wait for it may.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a token is good for where the vendor does not say (RFC 6749 leaves it open).
const USUALLY: i64 = 3600;

/// A token is fetched anew this long before it expires, or after nine tenths of a shorter life: no call takes longer.
const AHEAD: Duration = Duration::from_secs(120);

/// The tokens of an account.
pub struct Tokens {
    path: &'static [&'static str],
    credentials: Vec<SecretString>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    fetch: Option<Fetch>,
    /// Those that may still stand in an answer, so that they are kept out of what is quoted; the oldest first.
    kept: Vec<Arc<Token>>,
}

type Fetch = Shared<BoxFuture<'static, Result<Arc<Token>, Failure>>>;

/// A token.
pub struct Token {
    /// The `Authorization` header.
    pub header: SecretString,
    secret: SecretString,
    fresh_until: Instant,
}

impl Token {
    fn is_same(&self, other: &Self) -> bool {
        self.secret.expose_secret() == other.secret.expose_secret()
    }
}

/// RFC 6749, 4.4.2.
#[derive(Serialize)]
struct Grant<'a> {
    grant_type: &'static str,
    client_id: &'a str,
    client_secret: &'a str,
}

/// RFC 6749, 5.1.
#[derive(Deserialize)]
struct Granted {
    access_token: Option<Text>,
    expires_in: Option<Int>,
}

impl Tokens {
    /// The tokens that are fetched at this path for these credentials: an id and a secret.
    pub fn new(path: &'static [&'static str], credentials: &[SecretString]) -> Self {
        Self { path, credentials: credentials.to_vec(), state: Mutex::default() }
    }

    /// A fresh token.
    ///
    /// # Errors
    ///
    /// Why there is none; nothing else has been sent then.
    pub async fn fresh(&self, http: &Arc<Http>, account: &Arc<Account>) -> Result<Arc<Token>, Failure> {
        let fetch = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            match state.fetch.as_ref().filter(|fetch| is_good(fetch)) {
                Some(fetch) => fetch.clone(),
                None => {
                    let old = (state.kept.len() > 1).then(|| state.kept.remove(0));
                    let old = old.filter(|old| !state.kept.iter().any(|kept| kept.is_same(old)));
                    let fetch = self.fetch(http, account, old);
                    state.fetch = Some(fetch.clone());
                    fetch
                }
            }
        };
        let token = fetch.await?;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !state.kept.iter().any(|kept| Arc::ptr_eq(kept, &token)) {
            state.kept.push(Arc::clone(&token));
        }
        Ok(token)
    }

    /// Gives this token up: the vendor no longer takes it. Does nothing where there is another one already.
    pub fn reject(&self, token: &Arc<Token>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let current = state.fetch.as_ref().and_then(Shared::peek);
        if current.is_some_and(|current| current.as_ref().is_ok_and(|current| Arc::ptr_eq(current, token))) {
            state.fetch = None;
        }
    }

    fn fetch(&self, http: &Arc<Http>, account: &Arc<Account>, old: Option<Arc<Token>>) -> Fetch {
        let (http, account, path) = (Arc::clone(http), Arc::clone(account), self.path);
        let credentials = self.credentials.clone();
        let fetch = tokio::spawn(async move {
            let token = fetch(&http, &account, path, &credentials).await?;
            account.redactor.learn([&token.secret]);
            // A vendor may grant the same token again for as long as it is good.
            if let Some(old) = old.filter(|old| !token.is_same(old)) {
                account.redactor.forget(&old.secret);
            }
            Ok(Arc::new(token))
        });
        fetch.map(|end| end.unwrap_or_else(|_| Err(Failure::new(ErrorKind::Internal, DEFECT)))).boxed().shared()
    }
}

const DEFECT: &str =
    "Fetching an access token met a defect of this server. Nothing was sent; report it with the server's log.";

/// Whether it is under way, or has brought a token that is still fresh.
fn is_good(fetch: &Fetch) -> bool {
    match fetch.peek() {
        None => true,
        Some(Ok(token)) => Instant::now() < token.fresh_until,
        Some(Err(_)) => false,
    }
}

async fn fetch(
    http: &Arc<Http>,
    account: &Arc<Account>,
    path: &[&'static str],
    credentials: &[SecretString],
) -> Result<Token, Failure> {
    let [client_id, client_secret] = credentials else {
        return Err(Failure::new(ErrorKind::Internal, DEFECT));
    };
    let grant = Grant {
        grant_type: "client_credentials",
        client_id: client_id.expose_secret(),
        client_secret: client_secret.expose_secret(),
    };
    let request = Request::post(path.iter().copied())?.with_form(&grant)?;
    let asked = Instant::now();
    // Fetching a token changes nothing, so it may be repeated like any read.
    let errors = ErrorText { vendor: account.vendor, redactor: &account.redactor, verify: None, effect: Effect::Read };
    let context = Context { deadline: asked + PATIENCE, ..Context::default() };
    let exchange = Exchange { http, account, context: &context, errors };
    let body = exchange.unauthorized(&request).await.map_err(|failure| refused(account, failure))?;
    let granted: Granted = response::decode(&body).map_err(|why| exchange.errors.unreadable(200, &why, NEXT))?;
    let secret = granted.access_token.map(|Text(token)| token).filter(|token| !token.is_empty());
    let secret = secret.ok_or_else(|| exchange.errors.unreadable(200, "the answer holds no access token", NEXT))?;
    let life = Duration::from_secs(granted.expires_in.map_or(USUALLY, |Int(seconds)| seconds).try_into().unwrap_or(0));
    Ok(Token {
        header: format!("Bearer {secret}").into(),
        secret: secret.into(),
        fresh_until: asked + life.saturating_sub(AHEAD.min(life / 10)),
    })
}

const NEXT: &str = "Try again; if it stays, check the base URL.";

/// A refusal means that the credentials are wrong, unless it says something else.
fn refused(account: &Account, mut failure: Failure) -> Failure {
    let says_why = matches!(failure.kind, ErrorKind::QuotaExceeded | ErrorKind::RateLimited | ErrorKind::Timeout);
    let refused = !says_why && matches!(failure.http_status, Some(200..=299 | 400 | 403 | 422)) && !failure.retryable;
    if refused {
        failure.kind = ErrorKind::Unauthorized;
    }
    if failure.kind == ErrorKind::Unauthorized {
        let names = account.vendor.credential_names();
        failure.message = format!("No access token: {} Set {names} to those of one account.", failure.message);
    }
    failure
}

//! Sends a request, with retries, until the vendor has answered or no retry is allowed; fetches the access tokens that
//! it needs.

use std::{
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use outreach_model::{error::Failure, registered::Names, request::Request, response, vendor::Vendor};
use reqwest::header::RETRY_AFTER;
use secrecy::SecretString;
use serde_json::Value;

use super::{
    account::{Account, ClientCredentials, Credentials},
    context::Context,
    error_text::ErrorText,
    oauth::{self, AccessToken},
    retry::{self, AttemptEnd, Limits},
    transport::{Accepted, Attempt, AttemptOptions, Http, VendorResponse},
};

/// A fetch of a token may take this long, whatever the deadlines of the calls that wait for it.
const TOKEN_TIMEOUT: Duration = Duration::from_secs(20);

/// The requests of one call to one account.
pub(super) struct Exchange<'a> {
    pub(super) http: &'a Arc<Http>,
    pub(super) account: &'a Arc<Account>,
    pub(super) context: &'a Context,
    pub(super) errors: ErrorText<'a>,
}

impl Exchange<'_> {
    /// Sends a request with the account's authorization and returns the success.
    ///
    /// # Errors
    ///
    /// What went wrong and what to do next.
    pub(super) async fn send(&self, request: &Request) -> Result<Accepted, Failure> {
        self.ask(request).await.map_err(Into::into)
    }

    /// The same, for a caller that has to know what kind of refusal it is.
    ///
    /// # Errors
    ///
    /// As [`Self::send`].
    pub(super) async fn ask(&self, request: &Request) -> Result<Accepted, Refused> {
        match &self.account.credentials {
            Credentials::Header(header) => self.send_with_retries(request, Some(header)).await,
            Credentials::OAuth(credentials) => {
                let token = self.token(credentials).await?;
                match self.send_with_retries(request, Some(&token.header)).await {
                    // The vendor turned the request away, so that sending it again repeats nothing.
                    Err(Refused { is_unauthorized: true, .. }) => {
                        credentials.tokens.remove(&self.account.key, &token);
                        let token = self.token(credentials).await?;
                        self.send_with_retries(request, Some(&token.header)).await
                    }
                    result => result,
                }
            }
        }
    }

    async fn token(&self, credentials: &ClientCredentials) -> Result<Arc<AccessToken>, Failure> {
        let fetch = fetch_token(Arc::clone(self.http), Arc::clone(self.account));
        let token = credentials.tokens.get(&self.account.key, fetch);
        match self.context.unless_cancelled(tokio::time::timeout_at(self.context.deadline, token)).await {
            None => Err(self.errors.cancelled()),
            Some(Err(_)) => Err(self.errors.no_token_in_time()),
            Some(Ok(token)) => token,
        }
    }

    async fn send_with_retries(
        &self,
        request: &Request,
        authorization: Option<&SecretString>,
    ) -> Result<Accepted, Refused> {
        let Self { http, account, context, errors } = self;
        let mut backoff = retry::backoff();
        loop {
            let on_wait = |wait| context.report_wait(wait, "rate limit");
            let admitted = account.rate_limiter.admit(&request.path, context.deadline, on_wait);
            match context.unless_cancelled(admitted).await {
                None => return Err(errors.cancelled().into()),
                Some(Err(wait)) => return Err(errors.rate_limit_used_up(wait).into()),
                Some(Ok(())) => {}
            }
            let waits = errors.effect.is_read();
            let options = AttemptOptions { deadline: context.deadline, room: &context.room, waits };
            let attempt = http.attempt(account, request, authorization, options);
            let attempt = tokio::time::timeout_at(context.deadline, attempt);
            let attempt = match context.unless_cancelled(attempt).await {
                None if errors.effect.is_read() => return Err(errors.cancelled().into()),
                None => return Err(errors.outcome_unknown("the call was cancelled while it ran", None).into()),
                Some(Err(_)) if errors.effect.is_read() => return Err(errors.timeout().into()),
                Some(Err(_)) => return Err(errors.outcome_unknown("no answer came in time", None).into()),
                Some(Ok(attempt)) => attempt,
            };
            let (outcome, retry_after) = outcome(&attempt);
            let limits = Limits { backoff: backoff.next(), retry_after, remaining: context.remaining() };
            if let Some(delay) = retry::delay(errors.effect, outcome, limits) {
                tracing::debug!(vendor = account.vendor.id, ?outcome, ?delay, "retrying");
                context.report_wait(delay, "the vendor is busy");
                if context.unless_cancelled(tokio::time::sleep(delay)).await.is_none() {
                    return Err(errors.cancelled().into());
                }
                continue;
            }
            return match attempt {
                Attempt::NotSent(cause) => Err(errors.not_sent(&cause).into()),
                Attempt::Broken(cause) => Err(errors.connection_broke(&cause).into()),
                Attempt::TooLarge { status } => Err(errors.too_large(status).into()),
                Attempt::NoRoom => Err(errors.no_room().into()),
                Attempt::Response(response) => {
                    let is_unauthorized = response.status == 401;
                    let is_gone = is_gone(account.vendor, &response);
                    let accepted = errors.accept(response, retry_after).await;
                    accepted.map_err(|failure| Refused { failure, is_unauthorized, is_gone })
                }
            };
        }
    }
}

/// Fetches an access token. That changes nothing at the vendor, so that it is repeated like a read.
async fn fetch_token(http: Arc<Http>, account: Arc<Account>) -> Result<AccessToken, Failure> {
    const NEXT: &str = "Try again; if it keeps failing, check the base URL.";
    let Credentials::OAuth(credentials) = &account.credentials else { return Err(oauth::defect()) };
    let request = oauth::token_request(credentials.path, &credentials.client)?;
    let requested_at = Instant::now();
    let context = Context { deadline: tokio::time::Instant::now() + TOKEN_TIMEOUT, ..Context::default() };
    let errors = ErrorText { names: Names::Nothing, ..ErrorText::of_read(&account) };
    let exchange = Exchange { http: &http, account: &account, context: &context, errors };
    let answer = exchange.send_with_retries(&request, None).await;
    let Accepted { body, .. } =
        answer.map_err(|refused| oauth::explain(account.vendor, &account.origin, refused.failure))?;
    let token = oauth::read_token(&body, requested_at);
    let token = token.map_err(|why| exchange.errors.unreadable(200, &why, NEXT))?;
    credentials.recent.add(&token.secret, &account.redactor);
    Ok(token)
}

/// Why there is no body.
pub(super) struct Refused {
    pub(super) failure: Failure,
    /// Whether the vendor rejected the `Authorization` header.
    is_unauthorized: bool,
    /// Whether the vendor has no such call, so that it surely did nothing. Only told where its API has generations.
    pub(super) is_gone: bool,
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self { failure, is_unauthorized: false, is_gone: false }
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        refused.failure
    }
}

/// Whether a response says that there is no such call.
fn is_gone(vendor: &Vendor, response: &VendorResponse) -> bool {
    let Some(generations) = vendor.generations.as_ref().filter(|generations| {
        // A path that the vendor does not know may be answered by its website.
        response.status >= 400 || (generations.probes.is_some() && response::is_markup(&response.body))
    }) else {
        return false;
    };
    let body = if response::is_markup(&response.body) {
        Value::Null
    } else {
        response::decode(&response.body).unwrap_or_else(|_| Value::String(String::new()))
    };
    (generations.is_gone)(response.status, &body)
}

/// How an attempt ended, and the delay that the vendor asks for.
fn outcome(attempt: &Attempt) -> (AttemptEnd, Option<Duration>) {
    match attempt {
        Attempt::NotSent(_) => (AttemptEnd::NotSent, None),
        Attempt::Broken(_) => (AttemptEnd::Broken, None),
        Attempt::TooLarge { status } => (AttemptEnd::Status(*status), None),
        // The vendor has answered well.
        Attempt::NoRoom => (AttemptEnd::Status(200), None),
        Attempt::Response(response) => {
            let header = response.headers.get(RETRY_AFTER).and_then(|header| header.to_str().ok());
            let retry_after = header.and_then(|header| retry::parse_retry_after(header, SystemTime::now()));
            (AttemptEnd::Status(response.status), retry_after)
        }
    }
}

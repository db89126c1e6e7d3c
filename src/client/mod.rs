//! Sends a request: with a deadline, paced, retried where that can do no harm. Knows HTTP, no MCP and no vendor.

pub mod account;
pub mod accounts;
mod error_text;
pub mod oauth;
mod poll;
pub mod rate_limit;
pub mod retry;
mod send;
pub mod transport;

use std::{future::Future, sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use serde_json::{Map, Value};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use self::account::Account;
pub use self::error_text::plain;
use self::{send::Exchange, transport::Http};
use outreach_model::{
    about::About,
    effect::Effect,
    error::{ErrorKind, Failure},
    registered::PreparedCall,
    request::Request,
    response,
};

/// Tells a caller that asked for it how a long call is getting on.
pub type Progress = Arc<dyn Fn(String) -> BoxFuture<'static, ()> + Send + Sync>;

/// What a call runs under.
#[derive(Clone)]
pub struct Context {
    /// Ends it when its caller gives up.
    pub cancel: CancellationToken,
    /// Ends it in any case.
    pub deadline: Instant,
    /// Hears of waits.
    pub progress: Option<Progress>,
}

/// A wait shorter than this is not worth a report.
const WORTH_TELLING: Duration = Duration::from_secs(1);

impl Default for Context {
    /// For what runs on its own account, within a minute.
    fn default() -> Self {
        Self { cancel: CancellationToken::new(), deadline: Instant::now() + Duration::from_secs(60), progress: None }
    }
}

impl Context {
    /// Reports a wait to a caller that asked for reports.
    fn tell(&self, wait: Duration, why: &str) {
        if let Some(progress) = self.progress.as_ref().filter(|_| wait >= WORTH_TELLING) {
            let report = progress(format!("Waiting {} s: {why}", error_text::seconds(wait)));
            tokio::spawn(report);
        }
    }

    /// Runs it until the caller gives up.
    pub async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => None,
            done = work => Some(done),
        }
    }

    fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }
}

/// Sends a prepared call to an account and reads the answer: the outputs, without `success`.
///
/// # Errors
///
/// What went wrong, and what to do next.
pub async fn send(
    http: &Arc<Http>,
    account: &Arc<Account>,
    about: &About,
    call: PreparedCall,
    context: &Context,
) -> Result<Map<String, Value>, Failure> {
    let PreparedCall { effect, request, mut decoder, .. } = call;
    let errors =
        error_text::ErrorText { vendor: account.vendor, redactor: &account.redactor, verify: about.verify, effect };
    let exchange = Exchange { http, account, context, errors };
    let body = exchange.answer(&request).await?;
    let unreadable = |why: String| exchange.errors.cannot_be_read(&why);
    if let Some(next) = decoder.decode(&body).map_err(unreadable)? {
        poll::until_done(&exchange, decoder.as_mut(), next).await?;
    }
    decoder.outputs().map_err(unreadable)
}

/// Reads something of an account that is no tool's output.
///
/// # Errors
///
/// What went wrong, and what to do next.
pub async fn look(
    http: &Arc<Http>,
    account: &Arc<Account>,
    request: &Request,
    context: &Context,
) -> Result<Value, Failure> {
    let errors = error_text::ErrorText {
        vendor: account.vendor,
        redactor: &account.redactor,
        verify: None,
        effect: Effect::Read,
    };
    let exchange = Exchange { http, account, context, errors };
    let body = exchange.answer(request).await?;
    response::decode(&body).map_err(|why| exchange.errors.cannot_be_read(&why))
}

/// The failure for a vendor without credentials.
pub fn not_configured(vendor: &outreach_model::vendor::Vendor) -> Failure {
    Failure::new(
        ErrorKind::NotConfigured,
        format!(
            "{} is not set up. Set {} in the server's environment and start it again.",
            vendor.title,
            vendor.credential_names()
        ),
    )
}

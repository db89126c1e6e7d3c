//! Sends a request: with a deadline, paced, retried where that can do no harm. Knows HTTP, no MCP and no vendor.

pub mod http;
pub mod pace;
pub mod redact;
pub mod retry;
mod say;

use std::{
    future::Future,
    sync::Arc,
    time::{Duration, SystemTime},
};

use futures::future::BoxFuture;
use reqwest::header::RETRY_AFTER;
use serde_json::{Map, Value};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use self::{
    http::{Attempt, Http},
    retry::{Ending, Room},
};
use crate::{
    action::About,
    failure::{ErrorKind, Failure},
    vendor::{Account, Prepared},
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

impl Context {
    /// Reports a wait to a caller that asked for reports.
    fn tell(&self, wait: Duration, why: &str) {
        if let Some(progress) = self.progress.as_ref().filter(|_| wait >= WORTH_TELLING) {
            let report = progress(format!("Waiting {} s: {why}", say::seconds(wait)));
            tokio::spawn(report);
        }
    }

    /// Runs it until the caller gives up.
    async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Option<T> {
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
    http: &Http,
    account: &Account,
    about: &About,
    call: Prepared,
    context: &Context,
) -> Result<Map<String, Value>, Failure> {
    let Prepared { effect, request, read } = call;
    let say = say::Say { vendor: account.vendor, redactor: &account.redactor, about, effect };
    let mut pauses = retry::pauses();
    loop {
        let admitted = account.pacer.admit(&request.path, context.deadline, |wait| context.tell(wait, "pacing"));
        match context.unless_cancelled(admitted).await {
            None => return Err(say.cancelled()),
            Some(Err(wait)) => return Err(say.paced(wait)),
            Some(Ok(())) => {}
        }
        let attempt = tokio::time::timeout_at(context.deadline, http.attempt(account, &request));
        let attempt = match context.unless_cancelled(attempt).await {
            None => {
                return Err(if effect.is_read() {
                    say.cancelled()
                } else {
                    say.unknown("the call was cancelled while it ran", None)
                });
            }
            Some(Err(_)) if effect.is_read() => return Err(say.timeout()),
            Some(Err(_)) => return Err(say.unknown("no answer came in time", None)),
            Some(Ok(attempt)) => attempt,
        };
        let (ending, asked) = ending(&attempt);
        let room = Room { pause: pauses.next(), asked, left: context.left() };
        if let Some(pause) = retry::pause(effect, ending, room) {
            tracing::debug!(vendor = account.vendor.id, tool = about.name, ?ending, ?pause, "sending again");
            context.tell(pause, "the vendor is busy");
            if context.unless_cancelled(tokio::time::sleep(pause)).await.is_none() {
                return Err(say.cancelled());
            }
            continue;
        }
        return match attempt {
            Attempt::NotSent(cause) => Err(say.unreachable(&cause)),
            Attempt::Broken(cause) => Err(say.broken(&cause)),
            Attempt::TooLarge { status } => Err(say.too_large(status)),
            Attempt::Answered(answer) => say.answer(&answer, asked, read),
        };
    }
}

fn ending(attempt: &Attempt) -> (Ending, Option<Duration>) {
    match attempt {
        Attempt::NotSent(_) => (Ending::NotSent, None),
        Attempt::Broken(_) => (Ending::Broken, None),
        Attempt::TooLarge { status } => (Ending::Status(*status), None),
        Attempt::Answered(answer) => {
            let asked = answer.headers.get(RETRY_AFTER).and_then(|header| header.to_str().ok());
            (Ending::Status(answer.status), asked.and_then(|header| retry::retry_after(header, SystemTime::now())))
        }
    }
}

/// The failure for a vendor without credentials.
pub fn not_configured(vendor: &crate::vendor::Vendor) -> Failure {
    Failure::new(
        ErrorKind::NotConfigured,
        format!(
            "{} is not set up. Set {} in the server's environment and start it again.",
            vendor.title,
            vendor.credential_names()
        ),
    )
}

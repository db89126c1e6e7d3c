//! Asks a vendor one thing until it is answered, or may not be asked again.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use reqwest::header::RETRY_AFTER;
use secrecy::SecretString;

use super::{
    Context,
    error_text::ErrorText,
    oauth::{Token, Tokens},
    retry::{self, Ending, Room},
    transport::{Attempt, Http},
};
use crate::client::account::{Account, Credentials};
use outreach_model::{error::Failure, request::Request};

/// Who asks whom, under what.
pub struct Exchange<'a> {
    pub http: &'a Arc<Http>,
    pub account: &'a Arc<Account>,
    pub context: &'a Context,
    pub errors: ErrorText<'a>,
}

impl Exchange<'_> {
    /// The clean body of a success.
    ///
    /// # Errors
    ///
    /// What went wrong, and what to do next.
    pub async fn answer(&self, request: &Request) -> Result<Vec<u8>, Failure> {
        match &self.account.credentials {
            Credentials::Header(header) => self.ask(request, Some(header)).await.map_err(|end| end.failure),
            Credentials::Tokens(tokens) => {
                let token = self.token(tokens).await?;
                match self.ask(request, Some(&token.header)).await {
                    // A refusal for want of a good token means that nothing was done, so this is no repetition.
                    Err(End { unauthorized: true, .. }) => {
                        tokens.reject(&token);
                        let token = self.token(tokens).await?;
                        self.ask(request, Some(&token.header)).await.map_err(|end| end.failure)
                    }
                    end => end.map_err(|end| end.failure),
                }
            }
        }
    }

    /// The same without an `Authorization` header.
    ///
    /// # Errors
    ///
    /// What went wrong, and what to do next.
    pub async fn unauthorized(&self, request: &Request) -> Result<Vec<u8>, Failure> {
        self.ask(request, None).await.map_err(|end| end.failure)
    }

    async fn token(&self, tokens: &Tokens) -> Result<Arc<Token>, Failure> {
        let fresh = tokio::time::timeout_at(self.context.deadline, tokens.fresh(self.http, self.account));
        match self.context.unless_cancelled(fresh).await {
            None => Err(self.errors.cancelled()),
            Some(Err(_)) => Err(self.errors.no_token()),
            Some(Ok(token)) => token,
        }
    }

    async fn ask(&self, request: &Request, authorization: Option<&SecretString>) -> Result<Vec<u8>, End> {
        let Self { http, account, context, errors } = self;
        let mut pauses = retry::pauses();
        loop {
            let admitted =
                account.rate_limiter.admit(&request.path, context.deadline, |wait| context.tell(wait, "pacing"));
            match context.unless_cancelled(admitted).await {
                None => return Err(errors.cancelled().into()),
                Some(Err(wait)) => return Err(errors.paced(wait).into()),
                Some(Ok(())) => {}
            }
            let attempt = tokio::time::timeout_at(context.deadline, http.attempt(account, request, authorization));
            let attempt = match context.unless_cancelled(attempt).await {
                None if errors.effect.is_read() => return Err(errors.cancelled().into()),
                None => return Err(errors.unknown("the call was cancelled while it ran", None).into()),
                Some(Err(_)) if errors.effect.is_read() => return Err(errors.timeout().into()),
                Some(Err(_)) => return Err(errors.unknown("no answer came in time", None).into()),
                Some(Ok(attempt)) => attempt,
            };
            let (ending, asked) = ending(&attempt);
            let room = Room { pause: pauses.next(), asked, left: context.left() };
            if let Some(pause) = retry::pause(errors.effect, ending, room) {
                tracing::debug!(vendor = account.vendor.id, ?ending, ?pause, "sending again");
                context.tell(pause, "the vendor is busy");
                if context.unless_cancelled(tokio::time::sleep(pause)).await.is_none() {
                    return Err(errors.cancelled().into());
                }
                continue;
            }
            return match attempt {
                Attempt::NotSent(cause) => Err(errors.unreachable(&cause).into()),
                Attempt::Broken(cause) => Err(errors.broken(&cause).into()),
                Attempt::TooLarge { status } => Err(errors.too_large(status).into()),
                Attempt::Answered(answer) => {
                    let unauthorized = answer.status == 401;
                    errors.accepted(answer, asked).map_err(|failure| End { failure, unauthorized })
                }
            };
        }
    }
}

/// How it ends where it does not end well.
struct End {
    failure: Failure,
    /// Whether the vendor did not take the `Authorization` header.
    unauthorized: bool,
}

impl From<Failure> for End {
    fn from(failure: Failure) -> Self {
        Self { failure, unauthorized: false }
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

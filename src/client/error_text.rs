//! Builds the error text of a failed call: what failed, in the vendor's words where there are any, whether anything was
//! sent, what to do next.

use std::time::Duration;

use memchr::memmem;
use outreach_model::{
    about::Poll,
    effect::Effect,
    error::{ErrorKind, Failure},
    redact::Redactor,
    registered::Names,
    response,
    vendor::{Vendor, VendorError},
};
use serde_json::{Map, Value};

use super::{
    account::Account,
    hints,
    keys::{KeyOrigin, MissingKeys},
    large::{is_large, work_on},
    quoted::{quotable, single_stops},
    retry::whole_seconds,
    transport::{Accepted, MAX_BODY_BYTES, VendorResponse},
};

/// Makes the failures of one call.
pub(super) struct ErrorText<'a> {
    pub(super) vendor: &'static Vendor,
    /// Where the account's credentials come from.
    pub(super) origin: &'a KeyOrigin,
    /// Applied to quotes before they are truncated: a part of a secret would not be recognized.
    pub(super) redactor: &'a Redactor,
    /// The same for what is secret in this call.
    pub(super) secrets: Redactor,
    /// For a write: how to find out whether it was carried out. A sentence.
    pub(super) verify: Option<&'static str>,
    /// Whether the same call again does no further harm, so that it may be repeated.
    pub(super) is_repeatable: bool,
    pub(super) effect: Effect,
    /// What it means that nothing is found, where the action says it. Sentences.
    pub(super) not_found: Option<&'static str>,
    /// What the call names, so that a hint fits it.
    pub(super) names: Names,
    /// Where the vendor may have given up the call in one generation of its API: how another is chosen. Sentences.
    pub(super) retired: Option<String>,
    /// The scope that a key needs for it, where the vendor's documents name one.
    pub(super) scope: Option<&'static str>,
    /// Whether it reads the result of a call that the vendor has accepted: a refusal is of no input.
    pub(super) is_of_result: bool,
    /// The schema of the call's inputs; `None` where the request is not a tool's call.
    pub(super) schema: Option<&'a Map<String, Value>>,
}

impl<'a> ErrorText<'a> {
    /// For a read that is no tool's call: it is made for an object of a known id.
    pub(super) fn of_read(account: &'a Account) -> Self {
        Self {
            vendor: account.vendor,
            origin: &account.origin,
            redactor: &account.redactor,
            secrets: Redactor::default(),
            verify: None,
            is_repeatable: true,
            effect: Effect::Read,
            not_found: None,
            names: Names::Ids(Vec::new()),
            retired: None,
            scope: None,
            is_of_result: false,
            schema: None,
        }
    }

    /// The same where the call's outcome is found out in another way.
    pub(super) fn verified_by(&self, verify: &'static str) -> Self {
        Self {
            verify: Some(verify),
            names: self.names.clone(),
            retired: self.retired.clone(),
            secrets: self.secrets.clone(),
            ..*self
        }
    }

    /// The same for a read of the call's result: a poll.
    pub(super) fn for_result(&self) -> Self {
        Self {
            verify: None,
            effect: Effect::Read,
            not_found: None,
            names: self.names.clone(),
            retired: None,
            is_of_result: true,
            secrets: self.secrets.clone(),
            ..*self
        }
    }

    /// Kind and hint of a refusal, as they are for the result of a call: its inputs were accepted, and are not to be corrected.
    fn of_result(&self, kind: ErrorKind, hint: String) -> (ErrorKind, String) {
        if self.is_of_result && kind == ErrorKind::RateLimited {
            return (kind, "This was the reading of the result alone: read it again in a minute.".to_owned());
        }
        let is_of_inputs = matches!(kind, ErrorKind::InvalidInput | ErrorKind::NotFound | ErrorKind::Conflict);
        if !self.is_of_result || !(is_of_inputs || kind == ErrorKind::VendorError) {
            return (kind, hint);
        }
        let kind = if kind == ErrorKind::InvalidInput { ErrorKind::VendorError } else { kind };
        (kind, "Read the result again in a while.".to_owned())
    }

    /// The caller cancelled while it polled; the vendor's task goes on.
    pub(super) fn cancelled_while_polling(&self, next: &Poll) -> Failure {
        let message = format!("The call was cancelled while {}. {}", next.state, next.resume);
        Failure::new(ErrorKind::Cancelled, self.redactor.text(&message))
    }

    pub(super) fn no_token_in_time(&self) -> Failure {
        let message = format!(
            "{} did not issue an access token in time. Nothing was sent; try again in a while.",
            self.vendor.title
        );
        Failure::new(ErrorKind::Timeout, message).retryable()
    }

    pub(super) fn cancelled(&self) -> Failure {
        Failure::new(ErrorKind::Cancelled, "The call was cancelled before anything was sent or changed.").retryable()
    }

    pub(super) fn timeout(&self) -> Failure {
        let message = format!(
            "{} did not answer in time. {}.",
            self.vendor.title,
            self.try_again("; try again, with a narrower request if you can")
        );
        Failure::new(ErrorKind::Timeout, message).retryable()
    }

    pub(super) fn rate_limit_used_up(&self, wait: Duration) -> Failure {
        let seconds = whole_seconds(wait);
        let next = match self.is_of_result {
            true => format!("Only the result was not read: read it in {seconds} s."),
            false => format!("Nothing was sent; call again in {seconds} s."),
        };
        let message = format!("The account's rate limit at {} is used up. {next}", self.vendor.title);
        Failure::new(ErrorKind::RateLimited, message).retryable().after(Some(seconds))
    }

    pub(super) fn not_sent(&self, cause: &str) -> Failure {
        let message = format!(
            "No connection to {}: {}. Nothing was sent. Try again; if it keeps failing, check the network and `{}`.",
            self.vendor.title,
            self.quote(cause),
            self.vendor.base_url.variable
        );
        Failure::new(ErrorKind::Unreachable, message).retryable()
    }

    pub(super) fn connection_broke(&self, cause: &str) -> Failure {
        if !self.effect.is_read() {
            return self.outcome_unknown(
                &format!("the connection broke before the answer came ({})", self.quote(cause)),
                None,
            );
        }
        let message = format!(
            "The connection to {} broke: {}. {}.",
            self.vendor.title,
            self.quote(cause),
            self.try_again("; try again")
        );
        Failure::new(ErrorKind::Unreachable, message).retryable()
    }

    pub(super) fn too_large(&self, status: u16) -> Failure {
        let why = format!("the answer is larger than {} MB", MAX_BODY_BYTES / 1024 / 1024);
        // A write is not made again to see less of it.
        let next = if self.effect.is_read() { "Ask for less, with a smaller page." } else { "" };
        self.unreadable(status, &why, next)
    }

    pub(super) fn no_room(&self) -> Failure {
        let message = format!(
            "{} answered, but this server holds as many large answers as it has room for. {}.",
            self.vendor.title,
            self.try_again("; try again, with a smaller page")
        );
        Failure::new(ErrorKind::RateLimited, message).retryable().after(Some(5))
    }

    /// A write that may have been carried out. The caller has to find out before it repeats the call.
    pub(super) fn outcome_unknown(&self, why: &str, status: Option<u16>) -> Failure {
        let verify = self.verify.unwrap_or("Check whether it was done before you repeat it.");
        // Of what is harmless to repeat, the sentence says so.
        let blindly = if self.is_repeatable { "" } else { " Do not repeat it blindly." };
        let message =
            format!("It is not known whether {} carried this out: {why}.{blindly} {verify}", self.vendor.title);
        Failure { http_status: status, ..Failure::new(ErrorKind::OutcomeUnknown, message) }
    }

    /// A success that cannot be read. After a write, its outcome is unknown.
    pub(super) fn unreadable(&self, status: u16, why: &str, next: &str) -> Failure {
        if !self.effect.is_read() {
            return self.outcome_unknown(why, Some(status));
        }
        let message = format!("{} answered {status}, but {why}. {next}", self.vendor.title);
        Failure::new(ErrorKind::VendorError, message).with_status(status).retryable()
    }

    /// The clean body of a response that is a success; `retry_after` is the delay that the response asks for.
    ///
    /// # Errors
    ///
    /// Where it is an error, whatever its status says.
    pub(super) async fn accept(
        &self,
        response: VendorResponse,
        retry_after: Option<Duration>,
    ) -> Result<Accepted, Failure> {
        let VendorResponse { status, body, .. } = response;
        let (vendor, is_success) = (self.vendor, (200..300).contains(&status));
        let (body, error) = work_on(is_large(body.len()), move || {
            let body = response::clean(body);
            let error = if is_success { error_in_success(vendor, &body) } else { None };
            (body, error)
        })
        .await;
        if !is_success {
            return Err(self.error_status(status, &body, retry_after));
        }
        if response::is_markup(&body) {
            return Err(self.unreadable(status, "the answer is a web page instead of JSON", &self.check_base_url()));
        }
        match error {
            Some(error) => Err(self.refused_in_success(status, &error, retry_after)),
            None => Ok(Accepted { status, body }),
        }
    }

    /// A success whose body does not have the documented shape.
    pub(super) fn undecodable(&self, why: &str) -> Failure {
        let why = format!("the answer cannot be read: {}", self.quote(why));
        self.unreadable(200, &why, "If it keeps failing, report it as a defect of this server.")
    }

    fn refused_in_success(&self, status: u16, body: &Value, retry_after: Option<Duration>) -> Failure {
        let VendorError { words, kind, hint, hint_with, lacks_scope, after_s } = (self.vendor.error)(status, body);
        let hint = self.fitting(hint, hint_with);
        let hint = hint.map(|hint| self.origin.corrected(self.vendor, hint));
        let hint = self.wanted_scope(lacks_scope).or(hint);
        let words = words.as_deref().map_or_else(|| "it gave no reason".to_owned(), |words| self.quote(words));
        let kind = kind.unwrap_or(ErrorKind::VendorError);
        let (kind, hint) = self.of_result(kind, hint.unwrap_or_else(|| "Correct it or try something else.".to_owned()));
        let message = format!("{} refused the request ({status}): {words}. {hint}", self.vendor.title);
        let failure = Failure::new(kind, single_stops(&message)).with_status(status);
        match kind {
            ErrorKind::RateLimited => failure.retryable().after(retry_after.map(whole_seconds).or(after_s)),
            _ => failure,
        }
    }

    fn error_status(&self, status: u16, body: &[u8], retry_after: Option<Duration>) -> Failure {
        let body: Value = response::decode(body).unwrap_or_else(|_| {
            if response::is_markup(body) {
                Value::Null
            } else {
                Value::Object(Map::from_iter([("message".to_owned(), String::from_utf8_lossy(body).into())]))
            }
        });
        let VendorError { words, kind, hint, hint_with, lacks_scope, after_s } = (self.vendor.error)(status, &body);
        let hint = self.fitting(hint, hint_with);
        let hint = hint.map(|hint| self.origin.corrected(self.vendor, hint));
        let hint = self.wanted_scope(lacks_scope).or(hint);
        let words = words.map(|words| self.quote(&words)).filter(|words| !words.is_empty());
        let reason = words.as_ref().map(|words| format!(": {words}")).unwrap_or_default();
        let vendor = self.vendor.title;
        if status >= 500 {
            if !self.effect.is_read() {
                return self.outcome_unknown(&format!("it failed with {status}{reason}"), Some(status));
            }
            let next = self.try_again("; try again in a while");
            let message = format!("{vendor} failed ({status}){reason}. {next}.");
            return Failure::new(kind.unwrap_or(ErrorKind::VendorError), single_stops(&message))
                .with_status(status)
                .retryable()
                .after(retry_after.map(whole_seconds));
        }
        let (usual_kind, next) = match status {
            300..=399 => (ErrorKind::VendorError, self.check_base_url()),
            401 => (ErrorKind::Unauthorized, self.check_credentials()),
            402 => (ErrorKind::QuotaExceeded, "A person has to change the plan or buy credits.".to_owned()),
            403 => (ErrorKind::Forbidden, self.check_credentials()),
            404 | 410 => (ErrorKind::NotFound, self.check_what_is_named()),
            405 | 406 | 415 => (ErrorKind::VendorError, self.check_base_url()),
            408 => (ErrorKind::Timeout, "Try again.".to_owned()),
            409 => (ErrorKind::Conflict, "It exists already or is busy; look before you change it.".to_owned()),
            411 | 413 | 414 | 431 => (ErrorKind::InvalidInput, "Send less at once.".to_owned()),
            429 => (
                ErrorKind::RateLimited,
                match retry_after.map(whole_seconds) {
                    Some(wait) => format!("Nothing was done; call again in {wait} s."),
                    None => "Nothing was done; wait a minute and call again.".to_owned(),
                },
            ),
            400 | 422 => (ErrorKind::InvalidInput, "Correct the inputs and call again.".to_owned()),
            _ => (ErrorKind::VendorError, "Correct it, or try again later.".to_owned()),
        };
        let taken = words.as_deref().filter(|_| matches!(status, 400 | 422));
        let next = hint.or_else(|| hints::take_id(self.vendor, taken?)).unwrap_or(next);
        let retired = self.retired.as_ref().filter(|_| is_unknown_route(status, words.as_deref()));
        let (usual_kind, next) = match retired {
            Some(retired) => (ErrorKind::VendorError, retired.clone()),
            None => (usual_kind, next),
        };
        let (kind, next) = self.of_result(kind.unwrap_or(usual_kind), next);
        let message = format!("{vendor} refused the request ({status}){reason}. {next}");
        let failure = Failure::new(kind, single_stops(&message)).with_status(status);
        match kind {
            ErrorKind::RateLimited => failure.retryable().after(retry_after.map(whole_seconds).or(after_s)),
            ErrorKind::Timeout if !self.effect.is_read() => self.outcome_unknown("it ran out of time", Some(status)),
            ErrorKind::Timeout => failure.retryable(),
            _ => failure,
        }
    }

    fn quote(&self, text: &str) -> String {
        quotable(&self.secrets.text(&self.redactor.text(text)))
    }

    /// The hint for this call: that for calls with a certain input, where the call has it.
    fn fitting(
        &self,
        hint: Option<&'static str>,
        hint_with: Option<(&'static str, &'static str)>,
    ) -> Option<&'static str> {
        let takes = |input: &str| {
            self.schema.is_some_and(|schema| {
                schema.get("properties").is_some_and(|properties| properties.get(input).is_some())
            })
        };
        hint_with.filter(|(input, _)| takes(input)).map_or(hint, |(_, hint)| Some(hint))
    }

    /// That the key lacks the scope which this call needs, where that is known and the vendor's refusal may be for want of it.
    fn wanted_scope(&self, lacks_scope: bool) -> Option<String> {
        let scope = self.scope.filter(|_| lacks_scope)?;
        Some(format!(
            "The key lacks `{scope}`, which this call needs, or the plan lacks the feature: use a key with that scope, in {}.",
            self.origin.named
        ))
    }

    /// After a read that failed: that nothing was changed, and to try again. Of the read of a result that is not so, since the call
    /// itself was accepted.
    fn try_again(&self, again: &str) -> String {
        if self.is_of_result {
            "This was the reading of the result alone".to_owned()
        } else {
            format!("Nothing was changed{again}")
        }
    }

    fn check_what_is_named(&self) -> String {
        let gone =
            if self.effect == Effect::Delete { " It may be gone already, by an earlier call for one." } else { "" };
        let check = match self.not_found {
            Some(sentences) => sentences.to_owned(),
            None => self.check_names(),
        };
        format!("{check}{gone}")
    }

    fn check_names(&self) -> String {
        match &self.names {
            Names::Ids(inputs) if inputs.is_empty() => "There is no object of this id: it may be that of something else, or the object is gone. Take it from the tool that the \
                 input's description names.".to_owned(),
            Names::Ids(inputs) => hints::check_ids(self.vendor, self.schema, inputs),
            Names::Other => "There is nothing under what the inputs name; check them.".to_owned(),
            Names::Nothing => self.check_base_url(),
        }
    }

    fn check_base_url(&self) -> String {
        format!(
            "Check that `{}` is the address of {}'s API and that no proxy answers in its place.",
            self.vendor.base_url.variable, self.vendor.title
        )
    }

    fn check_credentials(&self) -> String {
        format!("Check {}.", self.origin.named)
    }
}

/// The body of a response with a success status, where it says that the call failed.
fn error_in_success(vendor: &Vendor, body: &[u8]) -> Option<Value> {
    let error = &vendor.error_in_success;
    let may_be_one = error.marks.iter().any(|mark| memmem::find(body, mark.as_bytes()).is_some());
    let body = may_be_one.then(|| response::decode(body).ok())??;
    (error.is)(&body).then_some(body)
}

/// The failure of a call to a vendor without credentials; `missing` says what is wrong with those that are set, and what to do about it.
pub(super) fn not_configured(vendor: &Vendor, missing: Option<&MissingKeys>) -> Failure {
    let message = match missing {
        Some(MissingKeys { problem, advice }) => {
            format!("{} is not set up: {problem}. Nothing was sent. {advice}", vendor.title)
        }
        None => {
            let names = vendor.credential_names();
            format!("{} is not set up. Set {names} in the server's environment and start it again.", vendor.title)
        }
    };
    Failure::new(ErrorKind::NotConfigured, message)
}

/// Whether a refusal says that there is no such call, rather than no such object.
fn is_unknown_route(status: u16, words: Option<&str>) -> bool {
    let words = words.unwrap_or_default().to_ascii_lowercase();
    let words = words.trim_matches(['.', ' ']);
    matches!(status, 404 | 405 | 410) && (words.is_empty() || words == "not found" || words.contains("url or entity"))
}

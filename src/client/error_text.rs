//! Puts a failed call into words: what failed, in the vendor's words where it has any, and what to do next.

use std::time::Duration;

use memchr::memmem;
use serde_json::{Map, Value};

use super::transport::Answer;
use outreach_model::{
    about::Poll,
    arguments::truncate,
    effect::Effect,
    error::{ErrorKind, Failure},
    redact::Redactor,
    response,
    vendor::{Vendor, VendorError},
};

/// The most that is quoted of a vendor.
const QUOTED: usize = 400;

/// What every failure of a call speaks of.
pub struct ErrorText<'a> {
    pub vendor: &'static Vendor,
    /// Quotes go through it before they are cut: half a secret would no longer be known as one.
    pub redactor: &'a Redactor,
    /// How to find out what became of a write.
    pub verify: Option<&'static str>,
    pub effect: Effect,
}

impl ErrorText<'_> {
    /// The same of a question that follows and changes nothing.
    pub fn of_a_read(&self) -> Self {
        Self { verify: None, effect: Effect::Read, ..*self }
    }

    /// The caller gave up on something that goes on without it.
    pub fn given_up(&self, next: &Poll) -> Failure {
        let message = format!("The call was cancelled while {}. {}", next.state, next.resume);
        Failure::new(ErrorKind::Cancelled, self.redactor.text(&message))
    }

    pub fn no_token(&self) -> Failure {
        let message =
            format!("{} gave no access token in time. Nothing was sent; try again in a while.", self.vendor.title);
        Failure::new(ErrorKind::Timeout, message).retryable()
    }

    pub fn cancelled(&self) -> Failure {
        Failure::new(ErrorKind::Cancelled, "The call was cancelled before anything was sent or changed.").retryable()
    }

    pub fn timeout(&self) -> Failure {
        let message = format!(
            "{} did not answer in time. Nothing was changed; try again, with a narrower request if you can.",
            self.vendor.title
        );
        Failure::new(ErrorKind::Timeout, message).retryable()
    }

    pub fn paced(&self, wait: Duration) -> Failure {
        let seconds = seconds(wait);
        let message = format!(
            "The account's rate limit at {} is used up. Nothing was sent; call again in {seconds} s.",
            self.vendor.title
        );
        Failure::new(ErrorKind::RateLimited, message).retryable().after(Some(seconds))
    }

    pub fn unreachable(&self, cause: &str) -> Failure {
        let message = format!(
            "No connection to {}: {}. Nothing was sent. Try again; if it stays, check the network and `{}`.",
            self.vendor.title,
            self.plain(cause),
            self.vendor.base_url.variable
        );
        Failure::new(ErrorKind::Unreachable, message).retryable()
    }

    pub fn broken(&self, cause: &str) -> Failure {
        if !self.effect.is_read() {
            return self.unknown(&format!("the connection broke before the answer came ({})", self.plain(cause)), None);
        }
        let message = format!(
            "The connection to {} broke: {}. Nothing was changed; try again.",
            self.vendor.title,
            self.plain(cause)
        );
        Failure::new(ErrorKind::Unreachable, message).retryable()
    }

    pub fn too_large(&self, status: u16) -> Failure {
        self.unreadable(
            status,
            &format!("the answer is larger than {} MB", super::transport::MOST / 1024 / 1024),
            "Ask for less, with a smaller page.",
        )
    }

    /// What nobody knows the end of: never to be repeated without a look.
    pub fn unknown(&self, why: &str, status: Option<u16>) -> Failure {
        let verify = self.verify.unwrap_or("Look whether it was done before you repeat it.");
        let message = format!(
            "It is not known whether {} carried this out: {why}. Do not repeat it blindly. {verify}",
            self.vendor.title
        );
        Failure { http_status: status, ..Failure::new(ErrorKind::OutcomeUnknown, message) }
    }

    /// A success that cannot be read. Of a write it is not known what it did.
    pub fn unreadable(&self, status: u16, why: &str, next: &str) -> Failure {
        if !self.effect.is_read() {
            return self.unknown(why, Some(status));
        }
        let message = format!("{} answered {status}, but {why}. {next}", self.vendor.title);
        Failure::new(ErrorKind::VendorError, message).with_status(status).retryable()
    }

    /// The clean body of an answer that is a success.
    ///
    /// # Errors
    ///
    /// Where it is none, whatever its status says.
    pub fn accepted(&self, answer: Answer, asked: Option<Duration>) -> Result<Vec<u8>, Failure> {
        let status = answer.status;
        let body = response::clean(answer.body);
        if !(200..300).contains(&status) {
            return Err(self.refused(status, &body, asked));
        }
        if response::is_markup(&body) {
            return Err(self.unreadable(status, "the answer is a web page instead of JSON", &self.check_base_url()));
        }
        match self.denial(&body) {
            Some(denial) => Err(self.denied(status, &denial, asked)),
            None => Ok(body),
        }
    }

    /// A success whose body is not what it should be.
    pub fn cannot_be_read(&self, why: &str) -> Failure {
        let why = format!("the answer cannot be read: {}", self.plain(why));
        self.unreadable(200, &why, "If it stays, report it as a defect of this server.")
    }

    /// A success that says that it is none.
    fn denial(&self, body: &[u8]) -> Option<Value> {
        let denial = &self.vendor.error_in_success;
        let may_be_one = denial.marks.iter().any(|mark| memmem::find(body, mark.as_bytes()).is_some());
        let body = may_be_one.then(|| response::decode(body).ok())??;
        (denial.is)(&body).then_some(body)
    }

    fn denied(&self, status: u16, body: &Value, asked: Option<Duration>) -> Failure {
        let VendorError { words, kind, hint, after_s } = (self.vendor.error)(status, body);
        let words = words.as_deref().map_or_else(|| "it gave no reason".to_owned(), |words| self.plain(words));
        let kind = kind.unwrap_or(ErrorKind::VendorError);
        let hint = hint.unwrap_or("Correct it or try something else.");
        let message = format!("{} refused the request ({status}): {words}. {hint}", self.vendor.title);
        let failure = Failure::new(kind, tidy(&message)).with_status(status);
        match kind {
            ErrorKind::RateLimited => failure.retryable().after(asked.map(seconds).or(after_s)),
            _ => failure,
        }
    }

    fn refused(&self, status: u16, body: &[u8], asked: Option<Duration>) -> Failure {
        let body: Value = response::decode(body).unwrap_or_else(|_| {
            if response::is_markup(body) {
                Value::Null
            } else {
                Value::Object(Map::from_iter([("message".to_owned(), String::from_utf8_lossy(body).into())]))
            }
        });
        let VendorError { words, kind, hint, after_s } = (self.vendor.error)(status, &body);
        let words = words.map(|words| self.plain(&words)).filter(|words| !words.is_empty());
        let said = words.map(|words| format!(": {words}")).unwrap_or_default();
        let vendor = self.vendor.title;
        if status >= 500 {
            if !self.effect.is_read() {
                return self.unknown(&format!("it failed with {status}{said}"), Some(status));
            }
            let message = format!("{vendor} failed ({status}){said}. Nothing was changed; try again in a while.");
            return Failure::new(kind.unwrap_or(ErrorKind::VendorError), tidy(&message))
                .with_status(status)
                .retryable()
                .after(asked.map(seconds));
        }
        let (usual, next) = match status {
            300..=399 => (ErrorKind::VendorError, self.check_base_url()),
            401 => (ErrorKind::Unauthorized, self.check_credentials()),
            402 => (ErrorKind::QuotaExceeded, "A person has to settle the plan or the credits.".to_owned()),
            403 => (ErrorKind::Forbidden, self.check_credentials()),
            404 | 410 => (ErrorKind::NotFound, "Check the id; a list call gives the ids there are.".to_owned()),
            405 | 406 | 415 => (ErrorKind::VendorError, self.check_base_url()),
            408 => (ErrorKind::Timeout, "Try again.".to_owned()),
            409 => (ErrorKind::Conflict, "It exists already or is busy; look before you change it.".to_owned()),
            411 | 413 | 414 | 431 => (ErrorKind::InvalidInput, "Send less at once.".to_owned()),
            429 => (
                ErrorKind::RateLimited,
                match asked.map(seconds) {
                    Some(wait) => format!("Nothing was done; call again in {wait} s."),
                    None => "Nothing was done; wait a minute and call again.".to_owned(),
                },
            ),
            400 | 422 => (ErrorKind::InvalidInput, "Correct the inputs and call again.".to_owned()),
            _ => (ErrorKind::VendorError, "Correct it, or try again later.".to_owned()),
        };
        let next = hint.map_or(next, str::to_owned);
        let kind = kind.unwrap_or(usual);
        let failure = Failure::new(kind, tidy(&format!("{vendor} refused the request ({status}){said}. {next}")))
            .with_status(status);
        match kind {
            ErrorKind::RateLimited => failure.retryable().after(asked.map(seconds).or(after_s)),
            ErrorKind::Timeout if !self.effect.is_read() => self.unknown("it ran out of time", Some(status)),
            ErrorKind::Timeout => failure.retryable(),
            _ => failure,
        }
    }

    /// A stranger's words, safe to quote.
    fn plain(&self, text: &str) -> String {
        plain(&self.redactor.text(text))
    }

    fn check_base_url(&self) -> String {
        format!(
            "Check that `{}` is {}'s API and nothing stands in between.",
            self.vendor.base_url.variable, self.vendor.title
        )
    }

    fn check_credentials(&self) -> String {
        format!("Check {}.", self.vendor.credential_names())
    }
}

/// A stranger's words, safe to quote: no tags, no control characters, one line, of bounded length.
pub fn plain(text: &str) -> String {
    let mut untagged = String::with_capacity(text.len().min(4 * QUOTED));
    let mut rest = text.get(..text.floor_char_boundary(16 * QUOTED)).unwrap_or(text);
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        untagged.push_str(before);
        let tag_like =
            tag.chars().nth(1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'));
        match tag.find('>').filter(|_| tag_like) {
            Some(end) => {
                untagged.push(' ');
                rest = tag.get(end + 1..).unwrap_or_default();
            }
            None => {
                untagged.push('<');
                rest = tag.get(1..).unwrap_or_default();
            }
        }
    }
    untagged.push_str(rest);
    let words: Vec<&str> =
        untagged.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    let line = line.trim_end_matches(['.', ' ']);
    if line.chars().count() <= QUOTED { line.to_owned() } else { format!("{}…", truncate(line, QUOTED)) }
}

/// No full stop after a question or exclamation mark that a vendor ended on.
fn tidy(message: &str) -> String {
    message.replace("!. ", "! ").replace("?. ", "? ")
}

/// Whole seconds, rounded up: a caller that waits them has waited enough.
pub fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_strangers_words_are_one_plain_line() {
        let table = [
            ("body must have required property 'name'", "body must have required property 'name'"),
            ("limit must be <= 100.", "limit must be <= 100"),
            ("<html><body><h1>502</h1>Bad\nGateway</body></html>", "502 Bad Gateway"),
            ("a\u{0}b\u{1b}[31mred", "a b [31mred"),
            ("  \n ", ""),
            ("a < b and c > d", "a < b and c > d"),
            ("<b", "<b"),
        ];
        for (given, plainly) in table {
            assert_eq!(plain(given), plainly, "{given:?}");
        }
        assert!(plain(&"é".repeat(10_000)).chars().count() <= 401);
    }
}

//! Shows a person what a call would do, before it does it.
//!
//! Where the client can ask its user, it does, and the model sees no more than the outcome. Where it cannot, the first call answers a
//! token that is sealed over tool, account, arguments and expiry: the same call with it runs once, and no other does.

use std::{sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use futures_util::future::BoxFuture;
use ring::{
    hmac,
    rand::{SecureRandom, SystemRandom},
};
use serde_json::{Map, Value, json};

use super::{Write, fingerprint::CONFIRM_TOKEN};
use crate::journal::Journal;
use outreach_model::{
    arguments::truncate,
    effect::Effect,
    error::{ErrorKind, Failure},
    hash::{hash, hex},
    registered::RegisteredAction,
    request::Body,
};

/// A token is good for so long.
pub const EXPIRY: Duration = Duration::from_secs(10 * 60);

/// What is shown of one argument.
const SHOWN: usize = 300;

/// What a person is asked about.
#[derive(Clone, Debug, Default)]
pub struct Confirm(pub Vec<Effect>);

/// Asks the client's user: whether they agree, none where they could not be asked.
pub type Elicit = Arc<dyn Fn(String) -> BoxFuture<'static, Option<bool>> + Send + Sync>;

/// Who could be asked.
#[derive(Clone)]
pub enum Approver {
    /// Nobody: the client has no way to.
    Nobody,
    /// The client's user, while the call waits.
    Elicit(Elicit),
    /// The client's user, before the client makes the call again; with what came back, where this is the second time.
    Retry(Option<Returned>),
}

/// What a client brings back.
#[derive(Clone, Debug)]
pub struct Returned {
    /// The state it was given.
    pub state: String,
    /// Whether its user agreed.
    pub agreed: bool,
}

/// What the client is to ask its user before it makes the call again.
#[derive(Clone, Debug)]
pub struct Question {
    /// The words.
    pub preview: String,
    /// What it is to bring back.
    pub state: String,
}

/// What came of asking.
pub enum Answer {
    /// A person agrees; with the token that this uses up.
    Agreed(Option<String>),
    /// The client is to ask.
    Ask(Question),
    /// A person does not agree, in words.
    Declined(String),
}

/// Why a token opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    /// It is none of ours, or one of another call.
    Other,
    /// Its time is over.
    Expired,
}

impl Confirm {
    /// Whether calls of this effect are to be confirmed.
    pub fn covers(&self, effect: Effect) -> bool {
        self.0.contains(&effect)
    }

    /// Whether some calls of an action are to be confirmed, so that it takes a token.
    pub fn extends_schema(&self, action: &RegisteredAction) -> bool {
        [action.about.effect, action.min_effect].into_iter().any(|effect| self.covers(effect))
    }

    /// Adds the token's input to the schema of an action, where some of its calls are to be confirmed.
    pub fn add_to_schema(&self, action: &RegisteredAction, inputs: &mut Map<String, Value>) {
        if self.extends_schema(action) {
            super::add_property(inputs, CONFIRM_TOKEN, "string", "Once the user agreed: from the first call");
        }
    }

    /// Asks whoever can be asked.
    ///
    /// # Errors
    ///
    /// Where nobody can: with a preview and a token for a second call.
    pub async fn ask(&self, write: &Write<'_>, journal: &Arc<Journal>) -> Result<Answer, Failure> {
        let key = journal.key().await?;
        let now = journal.now();
        let declined = || Answer::Declined("the person who was asked declined".to_owned());
        if let Some(token) = &write.asked.confirm_token {
            return match open(&key, write, token, now) {
                Ok(()) => Ok(Answer::Agreed(Some(token.clone()))),
                Err(wrong) => Err(required(&key, write, now, Some(wrong))?),
            };
        }
        match write.approver {
            Approver::Nobody => Err(required(&key, write, now, None)?),
            Approver::Elicit(elicit) => match write.context.unless_cancelled(elicit(preview(write))).await {
                None => Err(super::cancelled()),
                Some(Some(true)) => Ok(Answer::Agreed(None)),
                Some(Some(false)) => Ok(declined()),
                Some(None) => Err(required(&key, write, now, None)?),
            },
            Approver::Retry(Some(returned)) if open(&key, write, &returned.state, now).is_ok() => {
                Ok(match returned.agreed {
                    true => Answer::Agreed(Some(returned.state.clone())),
                    false => declined(),
                })
            }
            // What comes back with another call's state is asked anew.
            Approver::Retry(_) => Ok(Answer::Ask(Question { preview: preview(write), state: seal(&key, write, now)? })),
        }
    }

    /// The failure for a token that was used already: the call can be confirmed anew.
    ///
    /// # Errors
    ///
    /// Where there is no new token.
    pub async fn used(write: &Write<'_>, journal: &Arc<Journal>) -> Result<Failure, Failure> {
        let key = journal.key().await?;
        let mut failure = required(&key, write, journal.now(), None)?;
        failure.message = format!("`confirm_token` was used already. {}", failure.message);
        Ok(failure)
    }
}

/// What a dry run answers.
pub fn dry_run(write: &Write<'_>) -> Failure {
    shown(write, ErrorKind::DeniedByPolicy, |preview| format!("`--dry-run`: nothing was sent. {preview}"))
}

/// A failure that shows what a call would do, with the preview in its words.
fn shown(write: &Write<'_>, kind: ErrorKind, words: impl FnOnce(&str) -> String) -> Failure {
    let preview = preview(write);
    let mut failure = Failure::new(kind, words(&preview));
    failure.details.insert("preview".to_owned(), preview.into());
    failure.details.insert("request".to_owned(), request(write));
    failure
}

fn required(key: &hmac::Key, write: &Write<'_>, now_ms: i64, wrong: Option<Wrong>) -> Result<Failure, Failure> {
    let why = match wrong {
        None => "",
        Some(Wrong::Other) => "`confirm_token` is not one of this call: any change of its inputs needs a new one. ",
        Some(Wrong::Expired) => "`confirm_token` has expired. ",
    };
    let mut failure = shown(write, ErrorKind::ConfirmationRequired, |preview| {
        format!(
            "{why}Nothing was sent: a person has to agree first. {preview} Show this to the user; if they agree, make the same call \
             again with `confirm_token` within ten minutes."
        )
    });
    failure.details.insert(CONFIRM_TOKEN.to_owned(), seal(key, write, now_ms)?.into());
    Ok(failure)
}

/// What a call would do, in words.
pub fn preview(write: &Write<'_>) -> String {
    let Write { entry, account, prepared, .. } = write;
    let does = match prepared.effect {
        Effect::Read => "reads",
        Effect::Create => "adds something",
        Effect::Update => "changes something",
        Effect::Spend => "spends credits",
        Effect::Send => "sends, or lets mail be sent, and cannot be taken back",
        Effect::Delete => "deletes for good",
    };
    let price = entry.action.about.price.map(|price| format!(" ({price})")).unwrap_or_default();
    let arguments: Vec<String> = prepared
        .arguments
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let more = if value.chars().count() > SHOWN { "…" } else { "" };
            format!("{name}: {}{more}", crate::client::plain(truncate(&value, SHOWN).as_ref()))
        })
        .collect();
    let with = if arguments.is_empty() { String::new() } else { format!(" with {}", arguments.join("; ")) };
    format!(
        "{} at {} (account {}){with}. This {does}{price}.",
        entry.action.about.title,
        entry.vendor.title,
        account.name()
    )
}

/// The exact request, without what opens the account.
fn request(write: &Write<'_>) -> Value {
    let request = &write.prepared.request;
    let mut url = format!("{}{}", write.account.root, request.path);
    if !request.query.is_empty() {
        url.push('?');
        url.push_str(&request.query);
    }
    let path = url::Url::parse(&url).map_or_else(|_| request.path.clone(), |url| url.path().to_owned());
    let body = match &request.body {
        Body::None => Value::Null,
        Body::Json(body) => body.clone(),
        // Names and values in their order: a name may come twice.
        Body::Form(pairs) => json!(pairs),
    };
    let mut shown = Map::new();
    shown.insert("method".to_owned(), request.method.as_str().into());
    shown.insert("url".to_owned(), url.into());
    shown.insert("path".to_owned(), path.into());
    if !body.is_null() {
        shown.insert("body".to_owned(), body);
    }
    Value::Object(shown)
}

const NONCE: usize = 12;
const TAG: usize = 32;

fn seal(key: &hmac::Key, write: &Write<'_>, now_ms: i64) -> Result<String, Failure> {
    let expires = now_ms.saturating_add(i64::try_from(EXPIRY.as_millis()).unwrap_or(i64::MAX));
    let mut token = expires.to_be_bytes().to_vec();
    let mut nonce = [0; NONCE];
    SystemRandom::new().fill(&mut nonce).map_err(|_| {
        Failure::new(ErrorKind::Internal, "No token can be made: the system gives no random numbers. Nothing was sent.")
    })?;
    token.extend_from_slice(&nonce);
    let tag = hmac::sign(key, &sealed(write, &token));
    token.extend_from_slice(tag.as_ref());
    Ok(URL_SAFE_NO_PAD.encode(token))
}

fn open(key: &hmac::Key, write: &Write<'_>, token: &str, now_ms: i64) -> Result<(), Wrong> {
    let token = URL_SAFE_NO_PAD.decode(token).map_err(|_| Wrong::Other)?;
    let (head, tag) = token.split_at_checked(size_of::<i64>() + NONCE).ok_or(Wrong::Other)?;
    hmac::verify(key, &sealed(write, head), tag).map_err(|_| Wrong::Other)?;
    let expires = head.first_chunk().copied().map(i64::from_be_bytes).ok_or(Wrong::Other)?;
    if tag.len() == TAG && now_ms < expires { Ok(()) } else { Err(Wrong::Expired) }
}

/// What a token is sealed over: no part of it can be taken for another.
fn sealed(write: &Write<'_>, head: &[u8]) -> Vec<u8> {
    let over = json!([
        hex(head),
        write.entry.vendor.id,
        write.entry.action.about.name,
        write.account.name(),
        hash(&write.prepared.arguments),
        write.asked.idempotency_key,
    ]);
    over.to_string().into_bytes()
}

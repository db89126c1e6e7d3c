//! Tokens that prove that a person was asked about a call.
//!
//! They are sealed over the call and an expiry, so that they are valid for no other call. The journal lets each be used once.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use outreach_model::{
    error::{ErrorKind, Failure},
    hash::{hash, hex},
};
use ring::{
    hmac,
    rand::{SecureRandom, SystemRandom},
};
use serde_json::{Value, json};

use super::write::Write;

/// What a token can be made for.
pub(super) trait Sealed {
    /// What makes it this call and no other.
    fn over(&self) -> Vec<Value>;
}

impl Sealed for Write<'_> {
    fn over(&self) -> Vec<Value> {
        vec![
            self.entry.vendor.id.into(),
            self.entry.action.about.name.into(),
            self.account.name().into(),
            hash(&self.prepared.arguments).into(),
            self.guard_arguments.idempotency_key.clone().into(),
        ]
    }
}

/// How long a token is valid.
pub(crate) const EXPIRY: Duration = Duration::from_secs(10 * 60);

const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 32;

/// What a token is for. One that a client holds for its user is of no use to the model, and the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The model passes it as `confirm_token`.
    Argument,
    /// The client returns it with the answer of its user.
    State,
}

/// Why a token is not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InvalidToken {
    /// It was made for another call, or by somebody else.
    OtherCall,
    /// It has expired.
    Expired,
}

/// A token for this call, valid from `now_ms` on.
///
/// # Errors
///
/// Where the system gives no random numbers.
pub(super) fn seal(key: &hmac::Key, call: &impl Sealed, purpose: Purpose, now_ms: i64) -> Result<String, Failure> {
    let expires_ms = now_ms.saturating_add(i64::try_from(EXPIRY.as_millis()).unwrap_or(i64::MAX));
    let mut token = expires_ms.to_be_bytes().to_vec();
    let mut nonce = [0; NONCE_BYTES];
    SystemRandom::new().fill(&mut nonce).map_err(|_| {
        let message = "No `confirm_token` can be made: the system gives no random numbers. Nothing was sent.";
        Failure::new(ErrorKind::Internal, message)
    })?;
    token.extend_from_slice(&nonce);
    let tag = hmac::sign(key, &sealed(call, purpose, &token));
    token.extend_from_slice(tag.as_ref());
    Ok(URL_SAFE_NO_PAD.encode(token))
}

/// Checks a token for this call.
pub(super) fn verify(
    key: &hmac::Key,
    call: &impl Sealed,
    purpose: Purpose,
    token: &str,
    now_ms: i64,
) -> Result<(), InvalidToken> {
    let token = URL_SAFE_NO_PAD.decode(token).map_err(|_| InvalidToken::OtherCall)?;
    let (head, tag) = token.split_at_checked(size_of::<i64>() + NONCE_BYTES).ok_or(InvalidToken::OtherCall)?;
    hmac::verify(key, &sealed(call, purpose, head), tag).map_err(|_| InvalidToken::OtherCall)?;
    let expires_ms = head.first_chunk().copied().map(i64::from_be_bytes).ok_or(InvalidToken::OtherCall)?;
    if tag.len() == TAG_BYTES && now_ms < expires_ms { Ok(()) } else { Err(InvalidToken::Expired) }
}

/// What a token is sealed over. As JSON, so that no part can be taken for another.
fn sealed(call: &impl Sealed, purpose: Purpose, head: &[u8]) -> Vec<u8> {
    let purpose = match purpose {
        Purpose::Argument => "argument",
        Purpose::State => "state",
    };
    let mut over = vec![json!(purpose), json!(hex(head))];
    over.extend(call.over());
    Value::Array(over).to_string().into_bytes()
}

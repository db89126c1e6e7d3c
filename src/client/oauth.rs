//! The client credentials grant of OAuth 2.0 (RFC 6749, 4.4): builds the token request and reads the answer.

use std::time::{Duration, Instant};

use outreach_model::{
    error::{ErrorKind, Failure},
    lenient::{Int, Text},
    request::Request,
    response,
    vendor::Vendor,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::keys::KeyOrigin;

/// How long a token is valid where the vendor does not say, in seconds (RFC 6749 leaves it open).
const DEFAULT_LIFETIME_S: i64 = 3600;

/// A longer lifetime would not fit into every clock.
const MAX_LIFETIME_S: i64 = 365 * 24 * 60 * 60;

/// A token is renewed this long before it expires; one that lives less than 20 minutes, after nine tenths of its lifetime.
const RENEW_AHEAD: Duration = Duration::from_secs(120);

/// An access token.
pub(super) struct AccessToken {
    /// The `Authorization` header.
    pub(super) header: SecretString,
    pub(super) secret: SecretString,
    /// When it is to be renewed.
    pub(super) fresh_until: Instant,
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

/// The request for a token. `client` holds id and secret.
///
/// # Errors
///
/// Where `client` holds anything else (a defect).
pub(super) fn token_request(path: &[&'static str], client: &[SecretString]) -> Result<Request, Failure> {
    let [client_id, client_secret] = client else { return Err(defect()) };
    let grant = Grant {
        grant_type: "client_credentials",
        client_id: client_id.expose_secret(),
        client_secret: client_secret.expose_secret(),
    };
    Request::post(path.iter().copied())?.with_form(&grant)
}

/// The token in an answer to a request that was sent at `requested_at`.
///
/// # Errors
///
/// Why there is none.
pub(super) fn read_token(body: &[u8], requested_at: Instant) -> Result<AccessToken, String> {
    let Granted { access_token, expires_in } = response::decode(body)?;
    let secret = access_token.map(|Text(token)| token).filter(|token| !token.is_empty());
    let secret = secret.ok_or("the answer holds no access token")?;
    let lifetime_s = expires_in.map_or(DEFAULT_LIFETIME_S, |Int(seconds)| seconds).clamp(0, MAX_LIFETIME_S);
    let lifetime = Duration::from_secs(lifetime_s.unsigned_abs());
    let fresh_for = lifetime.saturating_sub(RENEW_AHEAD.min(lifetime / 10));
    Ok(AccessToken {
        header: format!("Bearer {secret}").into(),
        secret: secret.into(),
        fresh_until: requested_at + fresh_for,
    })
}

/// The failure of a token request. A refusal means that the credentials are wrong, unless it says something else.
pub(super) fn explain(vendor: &Vendor, origin: &KeyOrigin, mut failure: Failure) -> Failure {
    let has_reason = matches!(failure.kind, ErrorKind::QuotaExceeded | ErrorKind::RateLimited | ErrorKind::Timeout);
    let is_refusal = matches!(failure.http_status, Some(200..=299 | 400 | 403 | 422)) && !failure.retryable;
    if is_refusal && !has_reason {
        failure.kind = ErrorKind::Unauthorized;
    }
    if failure.kind == ErrorKind::Unauthorized {
        let hint = format!("Set {} to those of one account.", vendor.credential_names());
        let hint = origin.corrected(vendor, &hint);
        let hint = hint.split(". ").next().unwrap_or_default().trim_end_matches('.');
        // The vendor's own hint may have said it.
        let next = if failure.message.contains(hint) { String::new() } else { format!(" {hint}.") };
        failure.message = format!("No access token: {}{next}", failure.message);
    }
    failure
}

/// The failure where fetching a token met a defect.
pub(super) fn defect() -> Failure {
    let message =
        "Fetching an access token met a defect of this server. Nothing was sent; report it with the server's log.";
    Failure::new(ErrorKind::Internal, message)
}

//! Access tokens and the rate limit.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use http::{HeaderMap, StatusCode, header::AUTHORIZATION};
use serde_json::json;
use uuid::Uuid;

use super::{errors, params::Params, workspace::Workspace};
use crate::{
    rate_limit::RateLimit,
    reply::{Answer, Refusal, ok},
    request::header,
};

/// The call that gives tokens.
pub(super) const TOKEN_CALL: &str = "POST /oauth/access_token";

/// How long a token is valid.
pub(super) const LIFETIME: Duration = Duration::from_secs(3600);

/// The tokens that were given and the requests that were made with them.
pub(super) struct Auth {
    /// Account and time of issue, by token.
    tokens: HashMap<String, (String, Instant)>,
    limit: RateLimit,
}

impl Auth {
    /// Takes so many requests of an account a minute.
    pub(super) fn new(requests: usize) -> Self {
        Self { tokens: HashMap::new(), limit: RateLimit::per_minute(requests) }
    }

    /// Answers the token call. Any client id is an account; a secret that starts with `unpaid` opens one without credits.
    pub(super) fn grant(&mut self, workspace: &mut Workspace, params: &Params) -> Answer {
        let [kind, id, secret] = ["grant_type", "client_id", "client_secret"].map(|name| params.text(name));
        let (Some(id), Some(secret)) = (id, secret) else {
            let description = "The client_id or the client_secret is missing";
            return Err(errors::oauth(StatusCode::BAD_REQUEST, "invalid_request", description));
        };
        let unpaid = secret.starts_with("unpaid");
        let account = if unpaid { format!("{id} (unpaid)") } else { id };
        self.check_limit(&account)?;
        if kind.as_deref() != Some("client_credentials") {
            let description = "The grant_type is not client_credentials";
            return Err(errors::oauth(StatusCode::BAD_REQUEST, "unsupported_grant_type", description));
        }
        if ["invalid", "revoked"].iter().any(|start| secret.starts_with(start)) {
            let description = "The client_id or the client_secret is wrong";
            return Err(errors::oauth(StatusCode::UNAUTHORIZED, "invalid_client", description));
        }
        if unpaid {
            workspace.set_balance(&account, 0);
        }
        let token = self.issue(account, Instant::now());
        ok(json!({ "access_token": token, "token_type": "Bearer", "expires_in": LIFETIME.as_secs() }))
    }

    /// A new token for an account.
    pub(super) fn issue(&mut self, account: String, now: Instant) -> String {
        self.tokens.retain(|_, (_, issued)| now.duration_since(*issued) < LIFETIME);
        let token = format!("{}{}", Uuid::now_v7().simple(), Uuid::now_v7().simple());
        self.tokens.insert(token.clone(), (account, now));
        token
    }

    /// The account of a token; nothing where the token is unknown or expired.
    pub(super) fn account(&self, token: &str, now: Instant) -> Option<&str> {
        let (account, issued) = self.tokens.get(token)?;
        (now.duration_since(*issued) < LIFETIME).then_some(account)
    }

    /// The account that makes a request. The token is in the `Authorization` header or the parameter `access_token`.
    ///
    /// # Errors
    ///
    /// 401 without a valid token; 429 above the rate limit.
    pub(super) fn check(&mut self, headers: &HeaderMap, params: &Params) -> Result<String, Refusal> {
        let value = header(headers, AUTHORIZATION);
        let bearer = value.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Bearer"));
        let token = bearer.map(|(_, token)| token.trim().to_owned()).or_else(|| params.text("access_token"));
        let account = token.and_then(|token| self.account(&token, Instant::now()).map(str::to_owned));
        let account = account.ok_or_else(|| errors::of_status(StatusCode::UNAUTHORIZED))?;
        self.check_limit(&account)?;
        Ok(account)
    }

    fn check_limit(&mut self, account: &str) -> Result<(), Refusal> {
        match self.limit.admits(account) {
            true => Ok(()),
            false => Err(errors::of_status(StatusCode::TOO_MANY_REQUESTS)),
        }
    }
}

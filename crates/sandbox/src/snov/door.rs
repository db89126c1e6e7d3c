//! What a request meets before any call: tokens and the limit.

use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};

use http::{HeaderMap, StatusCode, header::AUTHORIZATION};
use serde_json::json;
use uuid::Uuid;

use super::{Answer, Shared, params::Params, refusal::Refusal};

/// The path below `/v1` that gives tokens.
pub const TOKEN: &str = "/oauth/access_token";

/// The vendor's limit, an account.
pub const REQUESTS: usize = 60;
const PER: Duration = Duration::from_secs(60);
/// How long a token is good for.
pub const LIFETIME: Duration = Duration::from_secs(3600);

/// The tokens that were given, and who asked when.
#[derive(Default)]
pub struct Door {
    tokens: HashMap<String, (String, Instant)>,
    asked: HashMap<String, VecDeque<Instant>>,
}

impl Shared {
    /// Gives a token. A secret that starts with `unpaid` opens an account without credits.
    pub fn let_in(&mut self, params: &Params) -> Answer {
        let [kind, id, secret] = ["grant_type", "client_id", "client_secret"].map(|name| params.text(name));
        let (Some(id), Some(secret)) = (id, secret) else {
            let description = "The client_id or the client_secret is missing";
            return Err(Refusal::oauth(StatusCode::BAD_REQUEST, "invalid_request", description));
        };
        let unpaid = secret.starts_with("unpaid");
        let account = if unpaid { format!("{id} (unpaid)") } else { id };
        self.door.admit(&account)?;
        if kind.as_deref() != Some("client_credentials") {
            let description = "The grant_type is not client_credentials";
            return Err(Refusal::oauth(StatusCode::BAD_REQUEST, "unsupported_grant_type", description));
        }
        if ["invalid", "revoked"].iter().any(|start| secret.starts_with(start)) {
            let description = "The client_id or the client_secret is wrong";
            return Err(Refusal::oauth(StatusCode::UNAUTHORIZED, "invalid_client", description));
        }
        if unpaid {
            self.workspace.empty(&account);
        }
        let token = self.door.open(account, Instant::now());
        Ok(json!({ "access_token": token, "token_type": "Bearer", "expires_in": LIFETIME.as_secs() }))
    }
}

impl Door {
    /// A token of this account.
    pub fn open(&mut self, account: String, now: Instant) -> String {
        self.tokens.retain(|_, (_, given)| now.duration_since(*given) < LIFETIME);
        let token = format!("{}{}", Uuid::now_v7().simple(), Uuid::now_v7().simple());
        self.tokens.insert(token.clone(), (account, now));
        token
    }

    /// Whose token it is.
    pub fn holder(&self, token: &str, now: Instant) -> Option<&str> {
        let (account, given) = self.tokens.get(token)?;
        (now.duration_since(*given) < LIFETIME).then_some(account)
    }

    /// Who asks, where they may.
    pub fn enter(&mut self, headers: &HeaderMap, params: &Params) -> Result<String, Refusal> {
        let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let bearer = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Bearer"));
        let token = bearer.map(|(_, token)| token.trim().to_owned()).or_else(|| params.text("access_token"));
        let holder = token.and_then(|token| self.holder(&token, Instant::now()).map(str::to_owned));
        let account = holder.ok_or_else(|| Refusal::of(StatusCode::UNAUTHORIZED))?;
        self.admit(&account)?;
        Ok(account)
    }

    /// Whether the last minute leaves room for one more.
    fn admit(&mut self, account: &str) -> Result<(), Refusal> {
        let asked = self.asked.entry(account.to_owned()).or_default();
        let now = Instant::now();
        while asked.front().is_some_and(|first| now.duration_since(*first) >= PER) {
            asked.pop_front();
        }
        if asked.len() >= REQUESTS {
            return Err(Refusal::of(StatusCode::TOO_MANY_REQUESTS));
        }
        asked.push_back(now);
        Ok(())
    }
}

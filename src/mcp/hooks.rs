//! Takes the vendors' webhooks: at `/hooks/<vendor>/<secret>`, where the secret in the path is what tells a vendor from anybody
//! else. What came is kept in the journal's database and read by `list_events`.
//!
//! A vendor is told 204 once its message is on record; with anything else it tries again.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use outreach_model::{hash, vendor::Hooks};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use subtle::ConstantTimeEq;
use tokio::time::Instant;

use super::{
    access::{refuse, refuse_for},
    body::{BodyError, read_body},
    connections::Reserved,
};
use crate::{
    client::{Context, account::Account},
    journal::{NewEvent, StoreError},
    service::Service,
};

/// Well above a long mail with its thread.
const MAX_BYTES: usize = 512 * 1024;

/// How long a vendor waits for a key that is read first; it sends again.
const KEY_TIMEOUT: Duration = Duration::from_secs(10);

/// What a hook needs.
#[derive(Clone)]
struct Receiver {
    secret: Arc<SecretString>,
    service: Service,
}

/// The routes, for vendors that are set up.
pub(super) fn routes(service: Service, secret: SecretString) -> Router {
    let receiver = Receiver { secret: Arc::new(secret), service };
    Router::new().route("/hooks/{vendor}/{secret}", post(receive)).with_state(receiver)
}

async fn receive(
    State(receiver): State<Receiver>,
    Path((vendor, secret)): Path<(String, String)>,
    request: Request,
) -> Response {
    let is_right = bool::from(secret.as_bytes().ct_eq(receiver.secret.expose_secret().as_bytes()));
    // Whoever does not know the secret learns nothing, not even which vendors are set up.
    let found = if is_right { receiver.account_of(&vendor).await } else { None };
    let Some((account, hooks)) = found else {
        return refuse(StatusCode::NOT_FOUND, "Nothing is served at this path; MCP is at `/mcp`");
    };
    if request.extensions().get::<Reserved>().is_some() {
        return refuse_for(StatusCode::SERVICE_UNAVAILABLE, 1, "Too many connections are open; try again later");
    }
    let body = match read_body(request.into_body(), MAX_BYTES).await {
        Ok(body) => body,
        Err(BodyError::TooLarge) => {
            return refuse(StatusCode::PAYLOAD_TOO_LARGE, "The message is larger than 512 kB, or incomplete");
        }
        Err(BodyError::TooSlow) => return refuse(StatusCode::REQUEST_TIMEOUT, "The message did not come in time"),
    };
    let Ok(body @ Value::Object(_)) = serde_json::from_slice::<Value>(&body) else {
        return refuse(StatusCode::BAD_REQUEST, "The message is not a JSON object");
    };
    match receiver.note(&account, hooks, &body).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => {
            tracing::warn!(
                vendor,
                "a webhook's message cannot be recorded, so that the vendor sends it again: {error}"
            );
            refuse_for(StatusCode::SERVICE_UNAVAILABLE, 60, "The message cannot be recorded; send it again")
        }
    }
}

impl Receiver {
    /// The account at this vendor, where it is set up and sends webhooks.
    async fn account_of(&self, vendor: &str) -> Option<(Arc<Account>, Hooks)> {
        let accounts = &self.service.caller.accounts;
        let vendor = accounts.vendors().into_iter().find(|known| known.id == vendor)?;
        let hooks = vendor.hooks?;
        let context = Context { deadline: Instant::now() + KEY_TIMEOUT, ..Context::default() };
        accounts.ready(Some(vendor), &context).await;
        Some((accounts.of(vendor).ok()?, hooks))
    }

    async fn note(&self, account: &Account, hooks: Hooks, body: &Value) -> Result<(), StoreError> {
        let text = body.to_string();
        let event = NewEvent {
            vendor: account.vendor.id,
            kind: Hooks::read(body, hooks.kind),
            campaign: Hooks::read(body, hooks.campaign),
            person: Hooks::read(body, hooks.person).map(|address| address.to_lowercase()),
            digest: hash::hash(body),
            body: text,
        };
        let is_new = self.service.dispatch.guard.journal.note_event(&account.name_of_key(), event).await?;
        tracing::debug!(vendor = account.vendor.id, is_new, "a webhook's message");
        Ok(())
    }
}

//! The fingerprint of a write, which is equal for two calls with the same intent.

use outreach_model::{hash::hash, request::Body};
use serde_json::{Value, json};

use super::write::Write;
use crate::journal::CallFingerprint;

/// The fingerprint of a write: by the caller's `idempotency_key` where there is one, else by the request.
pub(super) fn of(write: &Write<'_>) -> CallFingerprint {
    let Write { entry, account, prepared, guard_arguments, .. } = write;
    let request = &prepared.request;
    let body = match &request.body {
        Body::None => Value::Null,
        Body::Json(body) => body.clone(),
        Body::Form(pairs) => json!(pairs),
    };
    let request = hash(&json!([request.method.as_str(), request.path, request.query, body]));
    let (account, name) = (account.name(), entry.action.about.name);
    let identity = match &guard_arguments.idempotency_key {
        Some(key) => json!([account, name, "key", key]),
        None => json!([account, name, "request", request]),
    };
    CallFingerprint { name: hash(&identity), arguments: hash(&prepared.arguments), request, account }
}

//! The fingerprint of a write, which is equal for two calls with the same intent.

use outreach_model::{
    hash::hash,
    request::{Body, Request},
};
use serde_json::{Value, json};

use super::{canonical, write::Write};
use crate::journal::CallFingerprint;

/// The fingerprint of a write: by the caller's `idempotency_key` where there is one, else by the request. A call with a key and
/// the same call without one are two intents.
pub(super) fn of(write: &Write<'_>) -> CallFingerprint {
    let Write { entry, account, prepared, schema, guard_arguments, .. } = write;
    // The request that the canonical spelling of the arguments would make. The one that is sent is made of those given.
    let canonical = canonical::arguments(schema, &prepared.arguments);
    let request = match entry.action.prepare(schema, canonical) {
        Ok(canonical) => hash_request(&canonical.request),
        Err(_) => hash_request(&prepared.request),
    };
    let (account, name) = (account.name(), entry.action.about.name);
    let identity = match &guard_arguments.idempotency_key {
        Some(key) => json!([account, name, "key", key]),
        None => json!([account, name, "request", request]),
    };
    CallFingerprint { name: hash(&identity), arguments: hash(&prepared.arguments), request, account }
}

fn hash_request(request: &Request) -> String {
    let body = match &request.body {
        Body::None => Value::Null,
        Body::Json(body) => body.clone(),
        Body::Form(pairs) => json!(pairs),
    };
    hash(&json!([request.method.as_str(), request.path, request.query, body]))
}

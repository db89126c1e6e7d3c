//! Says what a call would do, before it does it.

use outreach_model::{
    arguments::truncate,
    effect::Effect,
    error::{ErrorKind, Failure},
    request::Body,
};
use serde_json::{Map, Value, json};

use super::write::Write;
use crate::client::quotable;

/// How many characters are shown of one argument.
const MAX_ARGUMENT_CHARS: usize = 300;

/// The answer to a write in a dry run.
pub(super) fn dry_run(write: &Write<'_>) -> Failure {
    failure(write, ErrorKind::DeniedByPolicy, |preview| format!("`--dry-run`: nothing was sent. {preview}"))
}

/// A failure that shows what the call would do; `message` gets the preview.
pub(super) fn failure(write: &Write<'_>, kind: ErrorKind, message: impl FnOnce(&str) -> String) -> Failure {
    let preview = preview(write);
    let mut failure = Failure::new(kind, message(&preview));
    failure.details.insert("preview".to_owned(), preview.into());
    failure.details.insert("request".to_owned(), request(write));
    failure
}

/// What the call would do, in words.
pub(super) fn preview(write: &Write<'_>) -> String {
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
    let arguments = prepared.arguments.as_object().into_iter().flatten();
    let arguments: Vec<String> = arguments.map(|(name, value)| format!("{name}: {}", shown(value))).collect();
    let with = if arguments.is_empty() { String::new() } else { format!(" with {}", arguments.join("; ")) };
    let (title, vendor, account) = (entry.action.about.title, entry.vendor.title, account.name());
    format!("{title} at {vendor} (account {account}){with}. This {does}{price}.")
}

fn shown(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let more = if text.chars().count() > MAX_ARGUMENT_CHARS { "…" } else { "" };
    format!("{}{more}", quotable(truncate(&text, MAX_ARGUMENT_CHARS).as_ref()))
}

/// The exact request, without the credentials.
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
        // As pairs in their order: a name may come twice.
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

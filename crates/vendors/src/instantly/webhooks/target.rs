//! What the calls that set where a webhook posts to have in common.

use crate::{instantly::prelude::*, webhook_address};

/// The outputs at the top of an answer with one webhook.
pub(super) const WEBHOOK_FIRST: &[(&str, &str)] =
    &[("id", "id"), ("target_hook_url", "target_hook_url"), ("event_type", "event_type"), ("status", "status")];

/// What is wrong with where events are to go, and with which events.
pub(super) fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let address = inputs.get("target_hook_url").and_then(Value::as_str);
    let address = address.and_then(|address| webhook_address::problem("target_hook_url", address));
    let names = inputs.get("headers").and_then(Value::as_object).into_iter().flat_map(Map::keys);
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':');
    let names = names
        .filter(|name| !is_name(name))
        .map(|_| "`headers` has a name that is none of an HTTP header: letters, digits and hyphens alone".to_owned());
    address.into_iter().chain(names).collect()
}

/// How the webhook that is answered differs from what was asked for.
pub(super) fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let Some(webhook) = outputs.get("webhook") else { return Remarks::default() };
    let mut warnings = Vec::new();
    for field in ["campaign", "name", "target_hook_url", "event_type", "custom_interest_value"] {
        let (Some(asked), Some(has)) = (inputs.get(field).filter(|asked| !asked.is_null()), webhook.get(field)) else {
            continue;
        };
        if !is_same(&plain(asked), &plain(has)) {
            warnings.push(format!(
                "The webhook's `{field}` is `{}`, not `{}` as was asked for.",
                plain(has),
                plain(asked)
            ));
        }
    }
    // A change keeps what it does not name.
    let is_of_event = inputs.contains_key("event_type")
        || webhook.get("event_type").is_some_and(|event| !event.is_null() && event != "");
    let asked = inputs.get("custom_interest_value").is_some_and(|value| !value.is_null());
    if is_of_event && asked {
        warnings.push(
            "Instantly documents `custom_interest_value` for webhooks without `event_type` alone: the label may not be told."
                .to_owned(),
        );
    }
    if webhook.get("status").and_then(Value::as_i64) == Some(-1) {
        warnings.push(
            "The webhook is disabled, since its deliveries failed: nothing is posted before instantly_resume_webhook."
                .to_owned(),
        );
    }
    Remarks { warnings, ..Remarks::default() }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Where a webhook posts that a call names by its id.
pub(super) const STORED: Reaches = Reaches {
    is_needed: |inputs| {
        let is_named = inputs.get("target_hook_url").is_some();
        let is_only_named = inputs.get("name").is_some() && inputs.as_object().is_some_and(|inputs| inputs.len() == 2);
        !is_named && !is_only_named
    },
    request: |inputs| read_one("webhooks", inputs, "webhook_id"),
    whom: |_, webhook| Some(vec![webhook.get("target_hook_url").filter(|url| url.is_string())?.clone()]),
    instead: "Read the webhook with instantly_get_webhook: where it posts cannot be read.",
};

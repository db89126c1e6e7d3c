//! Adds the guard's inputs and outputs to the schemas of an action.

use outreach_model::registered::RegisteredAction;
use serde_json::{Map, Value, json};

use super::arguments::IDEMPOTENCY_KEY;

/// The output that says that the answer is an earlier call's and nothing was sent.
pub(super) const REPLAYED: &str = "replayed";
/// The output that says when that call was made, RFC 3339.
pub(super) const REPLAYED_FROM: &str = "replayed_from";
/// The same in a sentence.
pub(super) const REPLAY_NOTE: &str = "replay_note";

/// Adds those that do not depend on the guard's settings.
pub(crate) fn add_to_schemas(
    action: &RegisteredAction,
    inputs: &mut Map<String, Value>,
    outputs: &mut Map<String, Value>,
) {
    if action.takes_key() {
        add_property(
            inputs,
            IDEMPOTENCY_KEY,
            "string",
            "Your name for this intent: the same key is carried out only once; new intent, new key",
        );
        add_property(outputs, REPLAYED, "boolean", "true: the answer is an earlier call's; this one sent nothing");
        add_property(outputs, REPLAYED_FROM, "string", "When that earlier call was made, RFC 3339");
        add_property(outputs, REPLAY_NOTE, "string", "The same in a sentence");
    }
}

/// Adds a property to the schema of an object.
pub(super) fn add_property(schema: &mut Map<String, Value>, name: &str, kind: &str, description: &str) {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.insert(name.to_owned(), json!({ "type": kind, "description": description }));
    }
}

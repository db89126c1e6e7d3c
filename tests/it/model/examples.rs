//! What the schemas of inputs show as an example.

use serde_json::Value;

use crate::support::catalogue::actions;

#[test]
fn what_has_a_form_shows_an_example() {
    for (tool, input) in [
        ("instantly_get_campaign_analytics", "start_date"),
        ("instantly_list_emails", "min_timestamp_created"),
        ("instantly_create_campaign", "campaign_schedule"),
    ] {
        let action = actions().iter().find(|action| action.tool == tool).unwrap();
        let shown = action.input_schema["properties"][input]["description"].as_str().unwrap();
        assert!(shown.contains("e.g.") || shown.contains("such as"), "{tool} {input}: {shown}");
    }
}

/// google-genai refuses a schema with this keyword, and with it the tool.
#[test]
fn no_schema_has_the_keyword_examples() {
    fn has(schema: &Value) -> bool {
        match schema {
            Value::Object(fields) => fields.get("examples").is_some_and(Value::is_array) || fields.values().any(has),
            Value::Array(items) => items.iter().any(has),
            _ => false,
        }
    }
    for action in actions() {
        assert!(!has(&action.input_schema.clone()), "{}", action.tool);
    }
}

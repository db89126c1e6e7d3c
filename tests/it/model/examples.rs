//! What the schemas of inputs give as an example is an input that the tool takes.

use serde_json::{Map, Value, json};

use crate::support::catalogue::{actions, problems_of};

/// Every example within a published schema, as the value of the top-level input that it stands in.
fn examples(schema: &Value, within: &dyn Fn(Value) -> Value, found: &mut Vec<Value>) {
    for example in schema["examples"].as_array().into_iter().flatten() {
        found.push(within(example.clone()));
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        examples(property, &|value| within(json!({ name: value })), found);
    }
    if let Some(items) = schema.get("items") {
        examples(items, &|value| within(json!([value])), found);
    }
    for branch in schema["anyOf"].as_array().into_iter().flatten() {
        examples(branch, within, found);
    }
}

#[test]
fn every_example_is_taken() {
    let mut count = 0;
    for action in actions() {
        for (name, input) in action.input_schema["properties"].as_object().unwrap() {
            let mut found = Vec::new();
            examples(input, &|value| value, &mut found);
            for example in found {
                count += 1;
                let given = Map::from_iter([(name.clone(), example.clone())]);
                // Of an object with one field, the others are missing.
                let wrong: Vec<String> = problems_of(action, given)
                    .into_iter()
                    .filter(|problem| {
                        problem.trim().starts_with(&format!("`{name}"))
                            && !problem.contains("is required")
                            && !problem.contains("needs one of")
                            && !problem.contains("must name at least one")
                    })
                    .collect();
                assert!(wrong.is_empty(), "{}: {name}: {example}: {wrong:?}", action.tool);
            }
        }
    }
    assert!(count > 40, "{count} examples");
}

#[test]
fn days_and_what_has_parts_have_an_example() {
    for (tool, input) in [
        ("instantly_get_campaign_analytics", "start_date"),
        ("instantly_list_emails", "min_timestamp_created"),
        ("instantly_create_campaign", "campaign_schedule"),
    ] {
        let action = actions().iter().find(|action| action.tool == tool).unwrap();
        let schema = action.input_schema["properties"][input].to_string();
        assert!(schema.contains("\"examples\""), "{tool} {input}: {schema}");
    }
}

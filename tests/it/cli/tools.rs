//! The list of tools and the view of one, as a person reads them.

use serde_json::{Value, json};

use crate::support::{
    catalogue::actions,
    program::{command, output},
    terminal::on_a_terminal,
};

#[tokio::test]
async fn the_list_fits_the_terminal() {
    for columns in [80, 100, 160] {
        let Some(shown) = on_a_terminal(columns, "outreach-mcp tools --toolsets all").await else { return };
        for line in shown.lines() {
            assert!(line.chars().count() <= columns, "{columns}: {line}");
        }
        for action in actions() {
            assert!(shown.contains(action.name.as_str()), "{columns}: {}", action.name);
        }
    }
}

#[tokio::test]
async fn every_tool_is_shown_with_its_inputs_and_outputs() {
    let (text, ..) = output(command(), &["tools", "--json"]).await;
    let tools: Vec<Value> = serde_json::from_str(&text).unwrap();
    // One terminal for all of them: a shell's loop is faster than a shell each.
    let names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    let line = format!("for name in {}; do echo \"=== $name\"; outreach-mcp tools $name; done", names.join(" "));
    let Some(shown) = on_a_terminal(80, &line).await else { return };
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    let parts: Vec<&str> = shown.split("=== ").skip(1).collect();
    assert_eq!(parts.len(), names.len());
    for (name, part) in names.iter().zip(parts) {
        // A word that is wider than its column stands on several lines.
        let letters: String = part.split_whitespace().collect();
        let (text, _, code) = output(command(), &["tools", name, "--json"]).await;
        let listed: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((code, &listed["name"]), (0, &json!(name)));
        for schema in ["inputSchema", "outputSchema"] {
            for (field, schema) in listed[schema]["properties"].as_object().into_iter().flatten() {
                assert!(
                    part.lines().any(|line| line.split_whitespace().next() == Some(field)),
                    "{name} {field}: {part}"
                );
                for word in schema["description"].as_str().unwrap_or_default().split_whitespace() {
                    assert!(letters.contains(word), "{name} {field} {word}: {part}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_tool_that_is_not_enabled_is_shown_and_an_unknown_one_is_not() {
    let (text, stderr, code) = output(command(), &["--read-only", "tools", "instantly_create_lead"]).await;
    let listed: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, &listed["name"]), (0, &json!("instantly_create_lead")));
    assert!(stderr.contains("--read-only"), "{stderr}");
    let (text, stderr, code) = output(command(), &["tools", "instantly_create_leads"]).await;
    assert_eq!((code, text.as_str()), (2, ""));
    assert!(stderr.contains("instantly_create_lead"), "{stderr}");
}

use serde_json::{Value, json};

use super::{INSTANTLY, OVERLOOP, bare, entry};
use crate::cli::clients::{Client, Entry, error::Refused, json::merge as merge_for};

fn merge(text: &str, entry: &Entry) -> Result<String, Refused> {
    merge_for(text, &Client::ClaudeDesktop.format(), entry)
}

/// The variables of our entry.
fn env(text: &str) -> Value {
    serde_json::from_str::<Value>(text).unwrap()["mcpServers"]["outreach"]["env"].clone()
}

#[test]
fn the_entry_is_added_and_all_other_bytes_are_kept() {
    let text = r#"// mine
{
    "theme":   "dark", /* kept */
    "mcpServers": {
        // the first
        "files": { "command": "npx",   "args": ["-y", "files"] }, // odd   spacing
        "git": {
            "command": "git-mcp"
        }
    },

    "after": [1,2,   3.10, 1e5, "ü\u00fc"]
}
// the end"#;
    let merged = merge(text, &bare()).unwrap();
    let expected = text.replace(
        "\"command\": \"git-mcp\"\n        }\n",
        "\"command\": \"git-mcp\"\n        },\n        \"outreach\": {\n            \"command\": \"/bin/o\",\n            \"args\": []\n        }\n",
    );
    assert_eq!(merged, expected);
}

#[test]
fn the_entry_is_formatted_like_the_file() {
    let tabs = "{\r\n\t\"mcpServers\": {\r\n\t\t\"a\": {\r\n\t\t\t\"command\": \"x\",\r\n\t\t},\r\n\t},\r\n}\r\n";
    assert_eq!(
        merge(tabs, &bare()).unwrap(),
        "{\r\n\t\"mcpServers\": {\r\n\t\t\"a\": {\r\n\t\t\t\"command\": \"x\",\r\n\t\t},\r\n\t\t\"outreach\": {\r\n\t\t\t\
         \"command\": \"/bin/o\",\r\n\t\t\t\"args\": [],\r\n\t\t},\r\n\t},\r\n}\r\n"
    );
}

#[test]
fn a_missing_object_of_servers_is_created() {
    let expected = "{\n  \"a\": 1,\n  \"mcpServers\": {\n    \"outreach\": {\n      \"command\": \"/bin/o\",\n      \"args\": []\n    }\n  }\n}\n";
    assert_eq!(merge("{\n  \"a\": 1\n}\n", &bare()).unwrap(), expected);
    for empty in ["{}", "{ }", "{\"mcpServers\":{}}", "// only a comment\n"] {
        let merged = merge(empty, &bare()).unwrap();
        let text = merged.trim_start_matches("// only a comment\n");
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(value, json!({ "mcpServers": { "outreach": { "command": "/bin/o", "args": [] } } }), "{empty}");
    }
}

#[test]
fn a_file_on_one_line_keeps_its_meaning() {
    let merged = merge(r#"{"n":1,"mcpServers":{"a":{"command":"x"}},"z":[]}"#, &bare()).unwrap();
    assert!(merged.starts_with(r#"{"n":1,"mcpServers":{"#) && merged.ends_with(r#"},"z":[]}"#), "{merged}");
    assert!(merged.contains(r#""a":{"command":"x"}"#), "{merged}");
    assert_eq!(serde_json::from_str::<Value>(&merged).unwrap()["mcpServers"]["outreach"]["command"], "/bin/o");
}

#[test]
fn an_existing_entry_is_updated_and_keeps_filled_in_values() {
    let text = r#"{
  "mcpServers": {
    "outreach": {
      "command": "/old/outreach-mcp", // moved
      "args": ["stdio"],
      "env": {
        "INSTANTLY_API_KEY": "real-key", // from the admin
        "OVERLOOP_API_KEY": "<an old placeholder>",
        "OUTREACH_TOOL_NAMES": "bare"
      },
      "autoApprove": ["instantly_list_leads"]
    }
  }
}"#;
    let merged = merge(text, &entry()).unwrap();
    assert_eq!(merged, text.replace("/old/", "/usr/local/bin/").replace("<an old placeholder>", OVERLOOP));
    assert_eq!(merge(&merged, &entry()).unwrap(), merged);
}

#[test]
fn a_value_replaces_an_existing_value() {
    let mut real = entry();
    real.env = vec![("OUTREACH_TOOL_NAMES".to_owned(), "qualified".to_owned())];
    let text =
        r#"{"mcpServers":{"outreach":{"command":"x","env":{"OUTREACH_TOOL_NAMES":"bare","INSTANTLY_API_KEY":"k"}}}}"#;
    let merged = merge(text, &real).unwrap();
    assert_eq!(env(&merged), json!({ "OUTREACH_TOOL_NAMES": "qualified", "INSTANTLY_API_KEY": "k" }));
}

#[test]
fn no_placeholder_is_added_to_filled_in_variables() {
    let filled = r#"{"mcpServers":{"outreach":{"command":"x","env":{"INSTANTLY_API_KEY_FILE":"/k"}}}}"#;
    assert_eq!(env(&merge(filled, &entry()).unwrap()), json!({ "INSTANTLY_API_KEY_FILE": "/k" }));
    let own = r#"{"mcpServers":{"outreach":{"command":"x","env":{"INSTANTLY_API_KEY":"${input:key}"}}}}"#;
    assert_eq!(env(&merge(own, &entry()).unwrap()), json!({ "INSTANTLY_API_KEY": "${input:key}" }));
    for blank in [
        r#"{"mcpServers":{"outreach":{"command":"x"}}}"#,
        r#"{"mcpServers":{"outreach":{"command":"x","env":null}}}"#,
        r#"{"mcpServers":{"outreach":{"command":"x","env":{}}}}"#,
        r#"{"mcpServers":{"outreach":null}}"#,
        r#"{"mcpServers":{"outreach":"x"}}"#,
    ] {
        let both = json!({ "INSTANTLY_API_KEY": INSTANTLY, "OVERLOOP_API_KEY": OVERLOOP });
        assert_eq!(env(&merge(blank, &entry()).unwrap()), both, "{blank}");
    }
}

#[test]
fn an_entry_that_connects_to_a_server_is_changed_to_start_one() {
    let text = r#"{"mcpServers":{"outreach":{"type":"http","url":"http://127.0.0.1:8080/mcp","headers":{"Authorization":"Bearer t"}}}}"#;
    let merged: Value = serde_json::from_str(&merge(text, &bare()).unwrap()).unwrap();
    assert_eq!(merged["mcpServers"]["outreach"], json!({ "command": "/bin/o", "args": [] }));
    let merged = merge_for(text, &Client::ClaudeCode.format(), &bare()).unwrap();
    let merged: Value = serde_json::from_str(&merged).unwrap();
    assert_eq!(merged["mcpServers"]["outreach"], json!({ "type": "stdio", "command": "/bin/o", "args": [] }));
}

#[test]
fn invalid_files_are_refused() {
    for text in ["{", "{]", "{'a': 1}", "{a: 1}", "{\"a\": 1 \"b\": 2}", "{} {}", &"[".repeat(5000)] {
        assert!(matches!(merge(text, &bare()), Err(Refused::Syntax { language: "JSON", .. })), "{text}");
    }
    for text in ["[]", "1", "null", "\"x\""] {
        assert_eq!(merge(text, &bare()), Err(Refused::NotAnObject("its content".to_owned())), "{text}");
    }
    for text in [r#"{"mcpServers":[]}"#, r#"{"mcpServers":null}"#] {
        assert_eq!(merge(text, &bare()), Err(Refused::NotAnObject("`mcpServers`".to_owned())), "{text}");
    }
    assert_eq!(
        merge(r#"{"mcpServers":{},"mcpServers":{}}"#, &bare()),
        Err(Refused::DuplicateName("mcpServers".to_owned()))
    );
    let twice = r#"{"mcpServers":{"outreach":{},"outr\u0065ach":{}}}"#;
    assert_eq!(merge(twice, &bare()), Err(Refused::DuplicateName("outreach".to_owned())));
    let error = merge("{\n  \"a\": tru\n}", &bare()).unwrap_err().to_string();
    assert!(error.contains("line 2"), "{error}");
}

#[test]
fn an_entry_of_opencode_is_one_list_and_keeps_its_options() {
    let text = r#"{
  "$schema": "https://opencode.ai/config.json",
  "mcp": {
    // mine
    "outreach": {
      "type": "local",
      "command": ["/old/outreach-mcp", "--read-only", "--limit", "send=5/day"],
      "environment": { "INSTANTLY_API_KEY": "real-key" },
      "enabled": false
    }
  }
}"#;
    let mut entry = entry();
    entry.args = vec!["--dry-run".to_owned()];
    let merged = merge_for(text, &Client::Opencode.format(), &entry).unwrap();
    let expected = text.replace(
        r#"["/old/outreach-mcp", "--read-only", "--limit", "send=5/day"]"#,
        "[\n        \"/usr/local/bin/outreach-mcp\",\n        \"--read-only\",\n        \"--limit\",\n        \"send=5/day\",\n        \"--dry-run\"\n      ]",
    );
    let value = |text: &str| jsonc_parser::parse_to_serde_value::<Value>(text, &Default::default()).unwrap();
    assert_eq!(value(&merged), value(&expected));
    assert!(merged.contains("// mine") && merged.contains("\"enabled\": false"), "{merged}");
}

#[test]
fn the_entry_that_cline_writes_is_updated_where_it_is() {
    let text = r#"{"mcpServers":{"outreach":{"transport":{"type":"stdio","command":"/old","args":["--read-only"],"env":{"INSTANTLY_API_KEY":"k"}},"disabled":false}}}"#;
    let merged = merge_for(text, &Client::Cline.format(), &bare()).unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&merged).unwrap()["mcpServers"]["outreach"],
        json!({ "transport": { "type": "stdio", "command": "/bin/o", "args": ["--read-only"], "env": { "INSTANTLY_API_KEY": "k" } }, "disabled": false })
    );
}

#[test]
fn either_type_of_copilot_is_kept() {
    for kind in ["local", "stdio"] {
        let text = format!(r#"{{"mcpServers":{{"outreach":{{"type":"{kind}","command":"/old","tools":["a"]}}}}}}"#);
        let merged = merge_for(&text, &Client::CopilotCli.format(), &bare()).unwrap();
        let entry = &serde_json::from_str::<Value>(&merged).unwrap()["mcpServers"]["outreach"];
        assert_eq!(entry, &json!({ "type": kind, "command": "/bin/o", "tools": ["a"], "args": [] }));
    }
    let remote = r#"{"mcpServers":{"outreach":{"type":"http","url":"https://x"}}}"#;
    let merged = merge_for(remote, &Client::CopilotCli.format(), &bare()).unwrap();
    let entry = &serde_json::from_str::<Value>(&merged).unwrap()["mcpServers"]["outreach"];
    assert_eq!((&entry["type"], entry.get("url")), (&json!("local"), None));
}

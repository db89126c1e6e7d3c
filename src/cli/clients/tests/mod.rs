//! Snippets, commands and file locations of each client. `merge_json`, `merge_toml` and `files` test the modules of these names.

mod files;
mod merge_json;
mod merge_toml;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::Value;

use super::{
    Client, Entry, Server,
    location::{self, Platform},
};
use crate::config::is_placeholder;

const INSTANTLY: &str = "<your Instantly API v2 key>";
const OVERLOOP: &str = "<your Overloop API key>";

fn entry() -> Entry {
    Entry {
        command: PathBuf::from("/usr/local/bin/outreach-mcp"),
        launch: Vec::new(),
        args: vec!["stdio".to_owned()],
        env: vec![
            ("INSTANTLY_API_KEY".to_owned(), INSTANTLY.to_owned()),
            ("OVERLOOP_API_KEY".to_owned(), OVERLOOP.to_owned()),
        ],
        server: Server::default(),
    }
}

/// An entry with a command and nothing else.
fn bare() -> Entry {
    Entry { command: PathBuf::from("/bin/o"), launch: vec![], args: vec![], env: vec![], server: Server::default() }
}

fn none(_: &str) -> Option<String> {
    None
}

#[test]
fn every_json_snippet_starts_the_program() {
    let all = Client::value_variants().iter().copied();
    for client in all.filter(|client| ![Client::Codex, Client::Goose, Client::N8n].contains(client)) {
        let snippet: Value = serde_json::from_str(&client.snippet(&entry())).unwrap();
        let (servers, kind) = match client {
            Client::Vscode => ("servers", Some("stdio")),
            Client::ClaudeCode => ("mcpServers", Some("stdio")),
            Client::CopilotCli => ("mcpServers", Some("local")),
            Client::Opencode => ("mcp", Some("local")),
            Client::Zed => ("context_servers", None),
            _ => ("mcpServers", None),
        };
        let server = &snippet[servers]["outreach"];
        let env = if client == Client::Opencode {
            assert_eq!(server["command"], serde_json::json!(["/usr/local/bin/outreach-mcp", "stdio"]));
            "environment"
        } else {
            assert_eq!(server["command"], "/usr/local/bin/outreach-mcp", "{client:?}");
            assert_eq!(server["args"], serde_json::json!(["stdio"]), "{client:?}");
            "env"
        };
        let asks = client == Client::Vscode;
        let key = if asks { "${input:outreach-instantly-api-key}" } else { INSTANTLY };
        assert_eq!(server[env]["INSTANTLY_API_KEY"], key, "{client:?}");
        assert_eq!(server.get("type").and_then(Value::as_str), kind, "{client:?}");
        assert_eq!(snippet.as_object().unwrap().len(), if asks { 2 } else { 1 }, "{client:?}");
    }
}

#[test]
fn vs_code_asks_for_the_keys_and_a_filled_in_one_is_kept() {
    let snippet: Value = serde_json::from_str(&Client::Vscode.snippet(&entry())).unwrap();
    let asked = |document: &Value| {
        let inputs = document["inputs"].as_array().cloned().unwrap_or_default();
        inputs.iter().map(|input| input["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(asked(&snippet), ["outreach-instantly-api-key", "outreach-overloop-api-key"]);
    assert!(snippet["inputs"].as_array().unwrap().iter().all(|input| input["password"] == true));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mcp.json");
    let written = |before: &str| {
        std::fs::write(&path, before).unwrap();
        Client::Vscode.write(&path, &entry()).unwrap();
        serde_json::from_str::<Value>(&std::fs::read_to_string(&path).unwrap()).unwrap()
    };
    let other = r#"{"inputs": [{"type": "promptString", "id": "theirs"}], "servers": {"theirs": {"command": "x"}}}"#;
    let beside = written(other);
    assert_eq!(asked(&beside), ["theirs", "outreach-instantly-api-key", "outreach-overloop-api-key"]);
    assert_eq!(beside["servers"]["theirs"], serde_json::json!({ "command": "x" }));
    assert_eq!(written(&beside.to_string()), beside, "a second time changes nothing");
    let filled = written(r#"{"servers": {"outreach": {"command": "x", "env": {"INSTANTLY_API_KEY": "mine-0123"}}}}"#);
    assert_eq!(filled["servers"]["outreach"]["env"], serde_json::json!({ "INSTANTLY_API_KEY": "mine-0123" }));
    assert!(filled.get("inputs").is_none(), "{filled}");
}

#[test]
fn the_codex_snippet_is_toml() {
    let text = Client::Codex.snippet(&entry());
    assert_eq!(
        text,
        "[mcp_servers.outreach]\ncommand = \"/usr/local/bin/outreach-mcp\"\nargs = [\"stdio\"]\n\n\
         [mcp_servers.outreach.env]\nINSTANTLY_API_KEY = \"<your Instantly API v2 key>\"\n\
         OVERLOOP_API_KEY = \"<your Overloop API key>\"\n"
    );
    let table: toml::Table = text.parse().unwrap();
    assert_eq!(table["mcp_servers"]["outreach"]["env"]["OVERLOOP_API_KEY"].as_str(), Some(OVERLOOP));
}

#[test]
fn the_goose_snippet_is_yaml_with_quoted_values() {
    let mut entry = entry();
    entry.args = vec!["--limit=send=5/day".to_owned(), "it's: \"x\"".to_owned()];
    assert_eq!(
        Client::Goose.snippet(&entry),
        "extensions:\n  outreach:\n    name: outreach\n    type: stdio\n    enabled: true\n    \
         cmd: \"/usr/local/bin/outreach-mcp\"\n    args: [\"--limit=send=5/day\", \"it's: \\\"x\\\"\"]\n    \
         timeout: 300\n    envs:\n      INSTANTLY_API_KEY: \"<your Instantly API v2 key>\"\n      \
         OVERLOOP_API_KEY: \"<your Overloop API key>\"\n"
    );
}

#[test]
fn the_n8n_snippet_is_a_node_for_the_canvas() {
    let workflow: Value = serde_json::from_str(&Client::N8n.snippet(&entry())).unwrap();
    let node = &workflow["nodes"][0];
    assert_eq!(node["type"], "@n8n/n8n-nodes-langchain.mcpClientTool");
    assert_eq!(node["parameters"]["endpointUrl"], "http://127.0.0.1:8080/mcp");
    assert_eq!(node["parameters"]["serverTransport"], "httpStreamable");
    assert_eq!(node["parameters"]["authentication"], "none", "by default the server has no token");
}

#[test]
fn an_entry_without_variables_has_no_env() {
    let snippet: Value = serde_json::from_str(&Client::Cursor.snippet(&bare())).unwrap();
    assert_eq!(snippet["mcpServers"]["outreach"], serde_json::json!({ "command": "/bin/o", "args": [] }));
    assert!(!Client::Codex.snippet(&bare()).contains("env"));
}

#[test]
fn odd_characters_survive_every_format() {
    let mut odd = bare();
    odd.command = PathBuf::from("C:\\Program Files\\\"x\"\\ü\\outreach-mcp.exe");
    odd.args = vec!["a\tb\u{1}\n'c'".to_owned()];
    let command = odd.command.to_str().unwrap();
    let json: Value = serde_json::from_str(&Client::Cursor.snippet(&odd)).unwrap();
    assert_eq!(json["mcpServers"]["outreach"]["command"], command);
    let merged = super::json::merge("{}", &Client::Cursor.format(), &odd).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&merged).unwrap(), json);
    let toml: toml::Table = Client::Codex.snippet(&odd).parse().unwrap();
    assert_eq!(toml["mcp_servers"]["outreach"]["command"].as_str(), Some(command));
    assert_eq!(toml["mcp_servers"]["outreach"]["args"][0].as_str(), Some("a\tb\u{1}\n'c'"));
}

#[cfg(unix)]
#[test]
fn add_commands_are_quoted_for_the_shell() {
    assert_eq!(
        Client::ClaudeCode.add_command(&entry()).unwrap(),
        "claude mcp add --scope user --env 'INSTANTLY_API_KEY=<your Instantly API v2 key>' \
         --env 'OVERLOOP_API_KEY=<your Overloop API key>' --transport stdio outreach -- \
         /usr/local/bin/outreach-mcp stdio"
    );
    let mut odd = bare();
    odd.command = PathBuf::from("/opt/it's/outreach-mcp");
    assert_eq!(Client::Codex.add_command(&odd).unwrap(), r"codex mcp add outreach -- '/opt/it'\''s/outreach-mcp'");
    assert_eq!(Client::Cursor.add_command(&odd), None);
    assert_eq!(
        Client::GeminiCli.add_command(&entry()).unwrap(),
        "gemini mcp add --scope user --env 'INSTANTLY_API_KEY=<your Instantly API v2 key>' \
         --env 'OVERLOOP_API_KEY=<your Overloop API key>' --transport stdio outreach \
         /usr/local/bin/outreach-mcp -- stdio"
    );
    assert_eq!(Client::CopilotCli.add_command(&bare()).unwrap(), "copilot mcp add outreach -- /bin/o");
}

#[test]
fn every_client_has_instructions_of_at_most_two_lines() {
    for client in Client::value_variants() {
        assert!((1..=2).contains(&client.instructions().lines().count()), "{client:?}");
    }
}

#[test]
fn clients_have_these_names_on_the_command_line() {
    let names: Vec<_> = Client::value_variants()
        .iter()
        .map(|client| client.to_possible_value().unwrap().get_name().to_owned())
        .collect();
    let expected = [
        "claude-desktop",
        "claude-code",
        "cursor",
        "vscode",
        "windsurf",
        "codex",
        "gemini-cli",
        "opencode",
        "zed",
        "goose",
        "copilot-cli",
        "cline",
        "lm-studio",
        "continue",
        "n8n",
    ];
    assert_eq!(names, expected);
    let page = include_str!("../../../../docs/clients.md");
    assert!(names.iter().all(|name| page.contains(&format!("`{name}`"))), "docs/clients.md lists all clients");
}

#[test]
fn a_placeholder_is_text_in_angle_brackets() {
    assert!(is_placeholder(INSTANTLY) && is_placeholder(" <x> "));
    assert!(is_placeholder("your_api_key"));
    assert!(!is_placeholder("") && !is_placeholder("k<>") && !is_placeholder("${input:key}"));
}

#[test]
fn each_platform_has_its_own_file_locations() {
    let home = Path::new("/home/u");
    let cases = [
        (Client::ClaudeDesktop, Platform::Linux, "/home/u/.config/Claude/claude_desktop_config.json"),
        (Client::ClaudeDesktop, Platform::Mac, "/home/u/Library/Application Support/Claude/claude_desktop_config.json"),
        (Client::ClaudeDesktop, Platform::Windows, "/home/u/AppData/Roaming/Claude/claude_desktop_config.json"),
        (Client::ClaudeCode, Platform::Linux, "/home/u/.claude.json"),
        (Client::ClaudeCode, Platform::Windows, "/home/u/.claude.json"),
        (Client::Cursor, Platform::Mac, "/home/u/.cursor/mcp.json"),
        (Client::Vscode, Platform::Linux, "/home/u/.config/Code/User/mcp.json"),
        (Client::Vscode, Platform::Mac, "/home/u/Library/Application Support/Code/User/mcp.json"),
        (Client::Vscode, Platform::Windows, "/home/u/AppData/Roaming/Code/User/mcp.json"),
        (Client::Windsurf, Platform::Linux, "/home/u/.codeium/windsurf/mcp_config.json"),
        (Client::Codex, Platform::Linux, "/home/u/.codex/config.toml"),
        (Client::GeminiCli, Platform::Windows, "/home/u/.gemini/settings.json"),
        (Client::Opencode, Platform::Mac, "/home/u/.config/opencode/opencode.json"),
        (Client::Zed, Platform::Linux, "/home/u/.config/zed/settings.json"),
        (Client::Zed, Platform::Mac, "/home/u/.config/zed/settings.json"),
        (Client::Zed, Platform::Windows, "/home/u/AppData/Roaming/Zed/settings.json"),
        (Client::Goose, Platform::Linux, "/home/u/.config/goose/config.yaml"),
        (Client::Goose, Platform::Windows, "/home/u/AppData/Roaming/Block/goose/config/config.yaml"),
        (Client::CopilotCli, Platform::Linux, "/home/u/.copilot/mcp-config.json"),
        (Client::Cline, Platform::Linux, "/home/u/.cline/data/settings/cline_mcp_settings.json"),
        (Client::LmStudio, Platform::Mac, "/home/u/.lmstudio/mcp.json"),
        (Client::Continue, Platform::Linux, "/home/u/.continue/mcpServers/outreach.json"),
    ];
    for (client, platform, path) in cases {
        assert_eq!(location::file(client, platform, home, &none), Some(PathBuf::from(path)), "{client:?} {platform:?}");
    }
    assert_eq!(Client::N8n.file(home, &none), None);
    assert_eq!(Client::Cursor.file(home, &none), Some(PathBuf::from("/home/u/.cursor/mcp.json")));
}

#[test]
fn environment_variables_move_the_files() {
    let home = Path::new("/home/u");
    let at = |client, platform, name: &'static str, value: &'static str| {
        let env = move |asked: &str| (asked == name).then(|| value.to_owned());
        location::file(client, platform, home, &env).unwrap()
    };
    let linux = Platform::Linux;
    assert_eq!(at(Client::Vscode, linux, "XDG_CONFIG_HOME", "/x"), Path::new("/x/Code/User/mcp.json"));
    assert_eq!(at(Client::Vscode, linux, "XDG_CONFIG_HOME", "x"), Path::new("/home/u/.config/Code/User/mcp.json"));
    assert_eq!(at(Client::ClaudeCode, linux, "CLAUDE_CONFIG_DIR", "/c"), Path::new("/c/.claude.json"));
    assert_eq!(at(Client::ClaudeCode, linux, "CLAUDE_CONFIG_DIR", " "), Path::new("/home/u/.claude.json"));
    assert_eq!(at(Client::Codex, linux, "CODEX_HOME", "/c"), Path::new("/c/config.toml"));
    assert_eq!(at(Client::GeminiCli, linux, "GEMINI_CLI_HOME", "/c"), Path::new("/c/.gemini/settings.json"));
    assert_eq!(at(Client::CopilotCli, linux, "COPILOT_HOME", "/c"), Path::new("/c/mcp-config.json"));
    assert_eq!(at(Client::Zed, linux, "XDG_CONFIG_HOME", "/x"), Path::new("/x/zed/settings.json"));
    assert_eq!(at(Client::Codex, linux, "CODEX_HOME", ""), Path::new("/home/u/.codex/config.toml"));
    assert_eq!(
        at(Client::ClaudeDesktop, Platform::Windows, "APPDATA", "/r"),
        Path::new("/r/Claude/claude_desktop_config.json")
    );
}

#[test]
fn the_file_of_devin_desktop_replaces_that_of_windsurf() {
    let home = tempfile::tempdir().unwrap();
    let old = home.path().join(".codeium/windsurf/mcp_config.json");
    let new = home.path().join(".config/devin/mcp_config.json");
    assert_eq!(location::file(Client::Windsurf, Platform::Linux, home.path(), &none), Some(old));
    std::fs::create_dir_all(new.parent().unwrap()).unwrap();
    std::fs::write(&new, "{}").unwrap();
    assert_eq!(location::file(Client::Windsurf, Platform::Linux, home.path(), &none), Some(new));
}

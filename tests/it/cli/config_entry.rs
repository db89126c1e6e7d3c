//! `config CLIENT`: the entry repeats everything that was said, and an existing entry keeps what it says.

use std::path::Path;

use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::program::{KEY, command, output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_outreach-mcp");

/// The options that commands share, each with a value other than its default. The list is compared with the
/// help, so that an option cannot be left out.
const OPTIONS: [(&str, &str); 29] = [
    ("config", "/FOLDER/o.toml"),
    ("sandbox", "true"),
    ("sandbox-fault", "GET /campaigns=503*2;* *=latency:1ms"),
    ("tool-names", "bare"),
    ("tools-mode", "lean"),
    ("read-only", "true"),
    ("permit", "read,create"),
    ("toolsets", "instantly.leads,overloop"),
    ("tools", "list_*"),
    ("exclude-tools", "delete_*"),
    ("mark-untrusted", "wrap"),
    ("confirm", "send,delete,spend"),
    ("dry-run", "true"),
    ("limit", "send=50/day,snov.spend=200/day"),
    ("deny-recipient", "@competitor.com,jane@example.com"),
    ("allow-recipient", "@ours.com"),
    ("hooks", "true"),
    ("store", "/FOLDER/journal.db"),
    ("new-journal", "true"),
    ("journal-arguments", "hash"),
    ("journal-keep", "400days"),
    ("duplicate-window", "1h"),
    ("call-timeout", "20s"),
    ("pace", "0.5"),
    ("max-items-cap", "500"),
    ("max-result-bytes", "30000"),
    ("allow-http", "true"),
    ("log", "debug"),
    ("log", "warn,outreach_mcp=debug"),
];

/// The binary without the variables that the tests set.
fn unset() -> Command {
    let mut program = command();
    program.env_remove("OUTREACH_STORE").env_remove("OUTREACH_DUPLICATE_WINDOW");
    program
}

/// The entry that `config cursor` prints.
async fn entry(program: Command, arguments: &[&str]) -> Value {
    let (text, stderr, code) = output(program, &[arguments, &["config", "cursor"]].concat()).await;
    assert_eq!(code, 0, "{arguments:?}: {stderr}");
    serde_json::from_str::<Value>(&text).unwrap()["mcpServers"]["outreach"].clone()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("o.toml"), "").unwrap();
    folder
}

/// The rows of the options that the help lists, each of which has one.
async fn options() -> Vec<(&'static str, &'static str)> {
    let (help, ..) = output(command(), &["tools", "--help-all"]).await;
    let known: Vec<&str> = help
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--"))
        .map(|rest| rest.split([' ', '=', '[']).next().unwrap())
        .filter(|name| !["help-all", "json"].contains(name))
        .collect();
    for option in &known {
        assert!(OPTIONS.iter().any(|(name, _)| name == option), "--{option} has no row");
    }
    OPTIONS.into_iter().filter(|(name, _)| known.contains(name)).collect()
}

/// How an entry says an option: an argument, or a variable if it can hold a secret.
fn says(entry: &Value, option: &str, value: &str) -> bool {
    let args: Vec<&str> = entry["args"].as_array().unwrap().iter().map(|arg| arg.as_str().unwrap()).collect();
    match option {
        "store" => entry["env"]["OUTREACH_STORE"] == value && args.is_empty(),
        _ if value == "true" => args == [format!("--{option}")],
        _ => args == [format!("--{option}={value}")],
    }
}

#[tokio::test]
async fn every_option_is_repeated_in_the_entry() {
    let folder = folder();
    for (option, value) in options().await {
        let value = value.replace("/FOLDER", folder.path().to_str().unwrap());
        let entry = async |program| entry(program, &[&format!("--{option}={value}")]).await;
        let as_flag = entry(unset()).await;
        assert!(says(&as_flag, option, &value), "--{option}: {as_flag}");

        let mut program = unset();
        program.env(format!("OUTREACH_{}", option.to_uppercase().replace('-', "_")), &value);
        let as_variable = self::entry(program, &[]).await;
        assert!(says(&as_variable, option, &value), "{option} as a variable: {as_variable}");
    }
    assert_eq!(entry(unset(), &["-vv"]).await["args"], json!(["-vv"]));
    assert_eq!(entry(unset(), &["--dry-run=no"]).await["args"], json!(["--dry-run=false"]));
}

#[tokio::test]
async fn options_of_the_file_are_not_repeated_and_paths_are_absolute() {
    let folder = folder();
    std::fs::write(folder.path().join("o.toml"), "dry_run = true\nconfirm = ['send']\n").unwrap();
    let mut program = unset();
    program.current_dir(folder.path());
    let entry = entry(program, &["--config=o.toml", "--store=journal.db"]).await;
    let here = std::fs::canonicalize(folder.path()).unwrap();
    assert_eq!(entry["args"], json!([format!("--config={}", here.join("o.toml").display())]));
    assert_eq!(entry["env"]["OUTREACH_STORE"], json!(here.join("journal.db")));
}

#[tokio::test]
async fn settings_of_vendors_are_repeated_but_no_key() {
    let mut program = unset();
    program.env("INSTANTLY_BASE_URL", "https://proxy.example").env("OVERLOOP_API_KEY_FILE", "/run/secrets/overloop");
    program.env("INSTANTLY_API_KEY", KEY);
    let entry = entry(program, &[]).await;
    let env = &entry["env"];
    assert_eq!(env["INSTANTLY_BASE_URL"], "https://proxy.example");
    assert_eq!(env["OVERLOOP_API_KEY_FILE"], "/run/secrets/overloop");
    assert!(env.get("OVERLOOP_API_KEY").is_none(), "a vendor with a key's file needs no placeholder: {env}");
    assert!(env["INSTANTLY_API_KEY"].as_str().unwrap().starts_with("<your"), "{env}");
}

#[tokio::test]
async fn the_password_of_a_store_is_written_but_not_printed() {
    let store = "postgres://user:planted-password@db.example/journal";
    let printed = entry(unset(), &["--store", store]).await;
    assert_eq!(printed["env"]["OUTREACH_STORE"], "postgres://user:<password>@db.example/journal");
    let (written, stdout) = written("{}", &["--store", store]).await;
    assert_eq!(written["env"]["OUTREACH_STORE"], store);
    assert!(!stdout.contains("planted-password"), "{stdout}");
}

/// The entry after `config cursor --write` over a file with this text, and what was printed.
async fn written(before: &str, arguments: &[&str]) -> (Value, String) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(".cursor/mcp.json");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, before).unwrap();
    let mut program = unset();
    program.env("HOME", home.path());
    let (stdout, stderr, code) = output(program, &[arguments, &["config", "cursor", "--write"]].concat()).await;
    assert_eq!(code, 0, "{stderr}");
    let text = std::fs::read_to_string(&file).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    (value["mcpServers"]["outreach"].clone(), stdout)
}

fn existing(command: &str, args: Value, env: Value) -> String {
    json!({ "mcpServers": { "outreach": { "command": command, "args": args, "env": env } } }).to_string()
}

#[tokio::test]
async fn no_option_of_an_existing_entry_is_wiped() {
    let folder = folder();
    for (option, value) in options().await {
        let value = value.replace("/FOLDER", folder.path().to_str().unwrap());
        let variable = format!("OUTREACH_{}", option.to_uppercase().replace('-', "_"));
        let is_boolean = value == "true";
        let spellings = match is_boolean {
            true => vec![json!([format!("--{option}")]), json!([format!("--{option}=true")])],
            false => vec![json!([format!("--{option}={value}")]), json!([format!("--{option}"), value])],
        };
        for args in spellings {
            let (entry, _) = written(&existing("/old", args.clone(), json!({})), &[]).await;
            assert_eq!(entry["args"], args, "{option}");
        }
        let (entry, _) = written(&existing("/old", json!([]), json!({ (variable.as_str()): value })), &[]).await;
        assert_eq!(entry["env"][&variable], value, "{option}");
    }
}

#[tokio::test]
async fn what_is_said_replaces_the_same_option_and_keeps_the_others() {
    let guards = json!(["--read-only", "--confirm", "send", "-v", "--limit=send=5/day"]);
    let table: [(&[&str], Value); 5] = [
        (&["--confirm=send,delete"], json!(["--read-only", "--confirm=send,delete", "-v", "--limit=send=5/day"])),
        (&["--read-only=false"], json!(["--read-only=false", "--confirm", "send", "-v", "--limit=send=5/day"])),
        (&["-vvv"], json!(["--read-only", "--confirm", "send", "-vvv", "--limit=send=5/day"])),
        (&["--dry-run"], json!(["--read-only", "--confirm", "send", "-v", "--limit=send=5/day", "--dry-run"])),
        (&[], guards.clone()),
    ];
    for (arguments, expected) in table {
        let (entry, _) =
            written(&existing("/old", guards.clone(), json!({ "INSTANTLY_API_KEY": "k" })), arguments).await;
        assert_eq!(entry["args"], expected, "{arguments:?}");
        assert_eq!(entry["env"], json!({ "INSTANTLY_API_KEY": "k" }), "{arguments:?}");
    }
    // A flag would take precedence over the variable that was said.
    let before = existing("/old", json!(["--store", "/a", "--read-only"]), json!({}));
    let (entry, _) = written(&before, &["--store=memory"]).await;
    assert_eq!((&entry["args"], &entry["env"]["OUTREACH_STORE"]), (&json!(["--read-only"]), &json!("memory")));
    // The arguments of another program are not this program's, but the guards among them stay.
    let before = existing("docker", json!(["run", "-i", "outreach-mcp", "--read-only"]), json!({}));
    assert_eq!(written(&before, &[]).await.0["args"], json!(["--read-only"]));
}

#[tokio::test]
async fn comments_between_arguments_are_kept_where_some_are_added() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(".cursor/mcp.json");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let text = "{\n  \"mcpServers\": {\n    \"outreach\": {\n      \"command\": \"x\",\n      \"args\": [\n        // careful\n        \"--read-only\"\n      ]\n    }\n  }\n}\n";
    std::fs::write(&file, text).unwrap();
    let mut program = unset();
    program.env("HOME", home.path());
    let (_, stderr, code) = output(program, &["--dry-run", "config", "cursor", "--write"]).await;
    assert_eq!(code, 0, "{stderr}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("// careful") && text.contains("\"--dry-run\"") && text.contains("\"--read-only\""),
        "{text}"
    );
}

#[tokio::test]
async fn a_codex_entry_keeps_its_guards() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(".codex/config.toml");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "[mcp_servers.outreach]\ncommand = 'x'\nargs = ['--read-only', '--limit', 'send=5/day']\n")
        .unwrap();
    let run = async |arguments: &[&str]| {
        let mut program = unset();
        program.env("HOME", home.path());
        let (_, stderr, code) = output(program, &[arguments, &["config", "codex", "--write"]].concat()).await;
        assert_eq!(code, 0, "{stderr}");
        let table: toml::Table = std::fs::read_to_string(&file).unwrap().parse().unwrap();
        let args = table["mcp_servers"]["outreach"]["args"].as_array().unwrap().clone();
        args.iter().map(|arg| arg.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(run(&[]).await, ["--read-only", "--limit", "send=5/day"]);
    assert_eq!(run(&["--limit=send=9/day"]).await, ["--read-only", "--limit=send=9/day"]);
}

/// The clients, from the help, with an option that each has to carry.
async fn clients() -> Vec<String> {
    let (help, ..) = output(command(), &["config", "--help"]).await;
    let list = help.split("[possible values: ").nth(1).map(|rest| rest.split(']').next().unwrap());
    let clients: Vec<String> = match list {
        Some(list) => list.split(", ").map(|name| name.trim().to_owned()).collect(),
        None => help
            .lines()
            .filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next())
            .map(str::to_owned)
            .collect(),
    };
    assert!(clients.len() == 15 && clients.iter().any(|client| client == "goose"), "{help}");
    clients
}

#[tokio::test]
async fn every_client_carries_every_setting() {
    let folder = folder();
    let mut flags: Vec<(String, String)> = Vec::new();
    for (option, value) in options().await {
        let value = value.replace("/FOLDER", folder.path().to_str().unwrap());
        if flags.iter().all(|(known, _)| known != option) {
            flags.push((option.to_owned(), value));
        }
    }
    for client in clients().await {
        let mut program = unset();
        program
            .env("INSTANTLY_BASE_URL", "https://proxy.example")
            .env("OVERLOOP_API_KEY_FILE", "/run/secrets/overloop");
        let given: Vec<String> = flags.iter().map(|(option, value)| format!("--{option}={value}")).collect();
        let mut arguments: Vec<&str> = given.iter().map(String::as_str).collect();
        arguments.extend(["-vv", "config", &client]);
        let (snippet, told, code) = output(program, &arguments).await;
        assert_eq!(code, 0, "{client}: {told}");
        // n8n connects to a server, and is told the command that starts it.
        let said = if client == "n8n" { told.replace('\'', "") } else { snippet.clone() };
        let in_json = |text: &str| Value::from(text).to_string().trim_matches('"').to_owned();
        for (option, value) in &flags {
            let wanted = match option.as_str() {
                "store" => value.clone(),
                _ if value == "true" => format!("--{option}"),
                _ => format!("--{option}={value}"),
            };
            assert!(said.contains(&in_json(&wanted)), "{client} lacks {wanted}: {said}");
        }
        for wanted in [
            "-vv",
            "OUTREACH_STORE",
            "INSTANTLY_BASE_URL",
            "https://proxy.example",
            "OVERLOOP_API_KEY_FILE",
            "/run/secrets/overloop",
        ] {
            assert!(said.contains(wanted), "{client} lacks {wanted}: {said}");
        }
    }
}

#[tokio::test]
async fn a_goose_entry_that_is_there_already_is_no_error() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(".config/goose/config.yaml");
    let write = async |arguments: &[&str]| {
        let mut program = unset();
        program.env("HOME", home.path());
        output(program, &[arguments, &["config", "goose", "--write"]].concat()).await
    };
    let (text, stderr, code) = write(&["--read-only"]).await;
    assert!(code == 0 && text.contains("\"changed\":true"), "{text} {stderr}");
    let filled = std::fs::read_to_string(&file).unwrap().replace("<your Instantly API key>", KEY);
    let more = format!("# mine\nGOOSE_MODEL: x\n{filled}  other:\n    type: builtin\n");
    for before in [filled.clone(), more] {
        std::fs::write(&file, &before).unwrap();
        let (text, stderr, code) = write(&["--read-only"]).await;
        assert!(code == 0 && text.contains("\"changed\":false"), "{text} {stderr}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
        // Another entry is not written over this one.
        let (_, stderr, code) = write(&["--dry-run"]).await;
        assert!(code == 1 && stderr.contains("YAML") && !stderr.contains(KEY), "{stderr}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
    }
}

#[tokio::test]
async fn n8n_is_told_the_command_that_starts_the_server() {
    let (snippet, hint, code) = output(unset(), &["--read-only", "--store=memory", "config", "n8n"]).await;
    assert_eq!(code, 0);
    assert!(serde_json::from_str::<Value>(&snippet).is_ok(), "{snippet}");
    assert!(hint.contains("OUTREACH_STORE=memory") && hint.contains("--read-only serve"), "{hint}");
    assert!(Path::new(env!("CARGO_BIN_EXE_outreach-mcp")).is_absolute());
}

/// Arguments and variables, then the node's address and authentication, and what the command that starts the server has.
type Described<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], &'a str, &'a str, &'a [&'a str]);

#[tokio::test]
async fn n8n_connects_to_the_server_that_was_described() {
    let folder = folder();
    let file = folder.path().join("token");
    let config = folder.path().join("o.toml");
    std::fs::write(&file, KEY).unwrap();
    std::fs::write(&config, "listen = '127.0.0.1:9003'\n").unwrap();
    let token_file = format!("--auth-token-file={}", file.display());
    let config = format!("--config={}", config.display());
    let table: [Described; 7] = [
        (&[], &[], "http://127.0.0.1:8080/mcp", "none", &[" serve"]),
        (&["--listen", "9000"], &[], "http://127.0.0.1:9000/mcp", "none", &["serve --listen=9000"]),
        (
            &["--listen", "0.0.0.0:9001", "--allow-host", "host.docker.internal", &token_file],
            &[],
            "http://host.docker.internal:9001/mcp",
            "bearerAuth",
            &["--listen=0.0.0.0:9001", "--allow-host=host.docker.internal", &token_file],
        ),
        (
            &["--listen", "0.0.0.0:9001"],
            &[],
            "http://127.0.0.1:9001/mcp",
            "bearerAuth",
            &["OUTREACH_AUTH_TOKEN='<token>'"],
        ),
        (&["--auth-token", KEY], &[], "http://127.0.0.1:8080/mcp", "bearerAuth", &["OUTREACH_AUTH_TOKEN='<token>'"]),
        (
            &["--max-sessions", "5"],
            &[("OUTREACH_LISTEN", "[::1]:9002"), ("OUTREACH_AUTH_TOKEN", KEY), ("OUTREACH_DRAIN", "5s")],
            "http://[::1]:9002/mcp",
            "bearerAuth",
            &["OUTREACH_AUTH_TOKEN='<token>'", "--listen=[::1]:9002", "--max-sessions=5", "--drain=5s"],
        ),
        // The server reads the file as well.
        (&[&config], &[], "http://127.0.0.1:9003/mcp", "none", &[&config, " serve"]),
    ];
    for (arguments, variables, endpoint, authentication, told) in table {
        let mut program = unset();
        program.envs(variables.iter().copied());
        let (snippet, stderr, code) = output(program, &[&["config", "n8n"], arguments].concat()).await;
        assert_eq!(code, 0, "{stderr}");
        let node = &serde_json::from_str::<Value>(&snippet).unwrap()["nodes"][0]["parameters"];
        assert_eq!(
            (&node["endpointUrl"], &node["authentication"]),
            (&json!(endpoint), &json!(authentication)),
            "{arguments:?}"
        );
        for words in told {
            assert!(
                stderr.replace("'[", "[").replace("'--listen", "--listen").contains(words),
                "{arguments:?}: {stderr}"
            );
        }
        assert!(!stderr.contains(KEY) && !snippet.contains(KEY), "{stderr}");
    }
    // A client that starts the program has no use for them, and says so.
    let (text, stderr, code) = output(unset(), &["config", "cursor", "--listen", "9000"]).await;
    assert!(code == 0 && stderr.contains("--listen") && !text.contains("9000"), "{stderr}");
}

/// A program in the cache of a package manager is gone after the next cleaning, so clients start the package manager.
#[tokio::test]
async fn from_a_cache_the_entry_starts_the_package_manager() {
    let folder = tempfile::tempdir().unwrap();
    for (path, launched) in [
        (".npm/_npx/0f3b/node_modules/@outreach-mcp/linux-x64/bin", json!(["npx", "-y", "outreach-mcp"])),
        (".cache/uv/archive-v0/xZ3/bin", json!(["uvx", "outreach-mcp"])),
    ] {
        let place = folder.path().join(path);
        std::fs::create_dir_all(&place).unwrap();
        let program = place.join("outreach-mcp");
        std::fs::hard_link(PROGRAM, &program).or_else(|_| std::fs::copy(PROGRAM, &program).map(|_| ())).unwrap();
        let home = folder.path().join("home");
        let run = async |arguments: &[&str]| {
            let mut command = Command::new(&program);
            command.env_clear().env("HOME", &home);
            let (text, stderr, code) = output(command, arguments).await;
            assert_eq!(code, 0, "{arguments:?}: {stderr}");
            text
        };
        let words = |entry: &Value| {
            let args = entry["args"].as_array().unwrap().iter();
            Value::Array(std::iter::once(&entry["command"]).chain(args).cloned().collect())
        };
        let with = |more: &[&str]| {
            let launched = launched.as_array().unwrap().iter().cloned();
            Value::Array(launched.chain(more.iter().map(|word| json!(word))).collect())
        };
        let printed: Value = serde_json::from_str(&run(&["--read-only", "config", "cursor"]).await).unwrap();
        assert_eq!(words(&printed["mcpServers"]["outreach"]), with(&["--read-only"]), "{printed}");
        // Over an entry that has options of its own: how it is started comes once, what it says stays.
        for _ in 0..2 {
            run(&["--limit", "send=5/day", "config", "cursor", "--write"]).await;
            let file = std::fs::read_to_string(home.join(".cursor/mcp.json")).unwrap();
            let file: Value = serde_json::from_str(&file).unwrap();
            assert_eq!(words(&file["mcpServers"]["outreach"]), with(&["--limit=send=5/day"]), "{file}");
        }
        std::fs::remove_dir_all(&home).unwrap();
    }
}

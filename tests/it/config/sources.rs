//! Mistakes are reported where they are: in a variable, in a line of the file, or on the command line.

use serde_json::Value;

use crate::support::program::{KEY, command, output};

#[tokio::test]
async fn an_unknown_variable_stops_the_start_and_the_nearest_is_named() {
    for (variable, near) in [
        ("OUTREACH_READONLY", "OUTREACH_READ_ONLY"),
        ("OUTREACH_DRYRUN", "OUTREACH_DRY_RUN"),
        ("OUTREACH_PERMITS", "OUTREACH_PERMIT"),
        ("OUTREACH_DENY_RECIPIENTS", "OUTREACH_DENY_RECIPIENT"),
        ("OUTREACH_LIMITS", "OUTREACH_LIMIT"),
        ("OUTREACH_TOKEN", "OUTREACH_AUTH_TOKEN"),
        ("OUTREACH_ZZZ", "--help-all"),
    ] {
        for task in [&["stdio"][..], &["call", "instantly_list_leads"], &["tools"], &["config", "cursor"]] {
            let mut program = command();
            program.env(variable, "true");
            let (stdout, stderr, code) = output(program, task).await;
            assert_eq!((code, stdout.as_str()), (2, ""), "{variable} {task:?}: {stderr}");
            assert!(stderr.contains(&format!("`{variable}`")) && stderr.contains(near), "{variable}: {stderr}");
        }
    }
}

#[tokio::test]
async fn variables_of_service_links_are_not_this_programs() {
    let mut program = command();
    for (variable, value) in [
        ("OUTREACH_SERVICE_HOST", "10.0.0.1"),
        ("OUTREACH_SERVICE_PORT", "8080"),
        ("OUTREACH_MCP_SERVICE_PORT_HTTP", "8080"),
        ("OUTREACH_PORT", "tcp://10.0.0.1:8080"),
        ("OUTREACH_MCP_PORT_8080_TCP", "tcp://10.0.0.1:8080"),
        ("OUTREACH_MCP_PORT_8080_TCP_ADDR", "10.0.0.1"),
        ("OUTREACH_MCP_PORT_8080_TCP_PROTO", "tcp"),
    ] {
        program.env(variable, value);
    }
    let (_, stderr, code) = output(program, &["tools", "--json"]).await;
    assert_eq!(code, 0, "{stderr}");
}

#[tokio::test]
async fn a_misspelled_variable_of_a_vendor_is_warned_of() {
    for (variable, near) in [
        ("INSTANTLY_APIKEY", "INSTANTLY_API_KEY"),
        ("INSTANTLY_API_KEYS", "INSTANTLY_API_KEY"),
        ("OVERLOOP_BASEURL", "OVERLOOP_BASE_URL"),
        ("SNOV_CLIENT_SECRETS", "SNOV_CLIENT_SECRET"),
        ("SNOV_USER", "SNOV_CLIENT_ID"),
    ] {
        let mut program = command();
        program.env(variable, KEY);
        let (_, stderr, code) = output(program, &["tools", "--json"]).await;
        assert_eq!(code, 0, "{variable}: {stderr}");
        assert!(stderr.contains(&format!("`{variable}`")) && stderr.contains(&format!("`{near}`")), "{stderr}");
        assert!(!stderr.contains(KEY), "{stderr}");
    }
    let mut program = command();
    program.env("INSTANTLY_API_KEY", KEY).env("INSTANTLY_WORKSPACE", "of another program");
    let (_, stderr, code) = output(program, &["tools", "--json"]).await;
    assert!(code == 0 && !stderr.contains("INSTANTLY_WORKSPACE"), "{stderr}");
}

/// The options whose values can be wrong by themselves.
const WRONG: [(&str, &str); 15] = [
    ("sandbox", "maybe"),
    ("sandbox_fault", "nonsense"),
    ("tool_names", "short"),
    ("read_only", "maybe"),
    ("permit", "read,fly"),
    ("mark_untrusted", "maybe"),
    ("confirm", "fly"),
    ("dry_run", "2"),
    ("limit", "send=many"),
    ("new_journal", "maybe"),
    ("journal_arguments", "some"),
    ("duplicate_window", "soon"),
    ("pace", "2"),
    ("allow_http", "maybe"),
    ("log", "loud"),
];

#[tokio::test]
async fn a_wrong_value_is_blamed_on_the_variable_or_line_it_is_from() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("o.toml");
    let policy =
        [("toolsets", "instantly.nothing"), ("tools", "fly_*"), ("exclude_tools", "delete_leed"), ("threads", "0")];
    for (key, value) in WRONG.into_iter().chain(policy) {
        let (variable, flag) = (format!("OUTREACH_{}", key.to_uppercase()), format!("--{}", key.replace('_', "-")));
        let mut program = command();
        program.env(&variable, value);
        let (_, stderr, code) = output(program, &["tools"]).await;
        assert_eq!(code, 2, "{key}: {stderr}");
        assert!(stderr.contains(&format!("`{variable}`")) && !stderr.contains(&format!("{flag} ")), "{key}: {stderr}");
        assert!(!stderr.contains(&format!("`{flag}`:")), "{key}: {stderr}");

        std::fs::write(&file, format!("# a comment\n\n{key} = \"{value}\"\n")).unwrap();
        let (_, stderr, code) = output(command(), &["--config", file.to_str().unwrap(), "tools"]).await;
        assert_eq!(code, 2, "{key}: {stderr}");
        let place = format!("`{key}` in `{}`, line 3", file.display());
        assert!(stderr.contains(&place) && !stderr.contains(&format!("`{flag}`:")), "{key}: {stderr}");
    }
}

#[tokio::test]
async fn every_mistake_in_the_file_names_its_line_and_quotes_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("o.toml");
    for line in [
        "tool_name = 'bare'".to_owned(),
        "tool_names = ".to_owned(),
        "tool_names = { a = 1 }".to_owned(),
        "instantly_base_url = 'nowhere'".to_owned(),
        "instantly_base_url = 'http://api.example'".to_owned(),
        format!("instantly_api_key = '{KEY}"),
        format!("instantly_api_key = '{KEY}' nonsense"),
    ] {
        std::fs::write(&file, format!("# a comment\n\n{line}\n")).unwrap();
        let (_, stderr, code) = output(command(), &["--config", file.to_str().unwrap(), "tools"]).await;
        assert_eq!(code, 2, "{line}: {stderr}");
        assert!(stderr.contains("line 3") && stderr.contains(file.to_str().unwrap()), "{line}: {stderr}");
        assert!(!stderr.contains(KEY), "{stderr}");
    }
}

#[tokio::test]
async fn booleans_are_read_as_people_write_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("o.toml");
    let reads_only = async |mut program: tokio::process::Command| {
        program.args(["tools", "--json"]);
        let (text, stderr, _) = output(program, &[]).await;
        let tools: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{stderr}"));
        tools.iter().all(|tool| tool["effect"] == "read")
    };
    for (word, is_on) in [
        ("1", true),
        ("yes", true),
        ("on", true),
        ("true", true),
        ("TRUE", true),
        ("0", false),
        ("no", false),
        ("off", false),
        ("false", false),
    ] {
        let mut program = command();
        program.env("OUTREACH_READ_ONLY", word);
        assert_eq!(reads_only(program).await, is_on, "{word}");
        for written in [format!("'{word}'"), word.to_lowercase()] {
            if !["1", "0", "true", "false"].contains(&written.as_str()) && !written.starts_with('\'') {
                continue;
            }
            std::fs::write(&file, format!("read_only = {written}\n")).unwrap();
            let mut program = command();
            program.arg("--config").arg(&file);
            assert_eq!(reads_only(program).await, is_on, "{written}");
        }
    }
}

#[tokio::test]
async fn a_broken_configuration_blocks_neither_help_nor_completions_nor_schemas() {
    let folder = tempfile::tempdir().unwrap();
    let (file, schemas) = (folder.path().join("o.toml"), folder.path().join("schemas"));
    std::fs::write(&file, "nonsense").unwrap();
    let schemas = schemas.to_str().unwrap();
    let tasks: [&[&str]; 6] = [
        &["--help"],
        &["serve", "--help"],
        &["--version"],
        &["completions", "bash"],
        &["schemas", "--out", schemas],
        &["help", "call"],
    ];
    for task in tasks {
        for broken in
            [("OUTREACH_CONFIG", file.to_str().unwrap()), ("OUTREACH_PACE", "fast"), ("OUTREACH_READONLY", "1")]
        {
            let mut program = command();
            program.env(broken.0, broken.1);
            let (stdout, stderr, code) = output(program, task).await;
            assert!(code == 0 && !stdout.is_empty(), "{broken:?} {task:?}: {stderr}");
        }
    }
}

#[tokio::test]
async fn what_the_system_says_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    let below = blocked.join("schemas");
    let tasks: [&[&str]; 4] = [
        &["serve", "--listen", &address],
        &["--sandbox", "sandbox", "--listen", &address],
        &["schemas", "--out", below.to_str().unwrap()],
        &["--config", "/no/such/file", "tools"],
    ];
    for task in tasks {
        let (_, stderr, code) = output(command(), task).await;
        assert_ne!(code, 0, "{task:?}");
        assert_eq!(stderr.matches("os error").count(), 1, "{task:?}: {stderr}");
    }
}

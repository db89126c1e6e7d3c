//! Mistakes on the command line: what is meant is understood where there is one reading, and otherwise the error says what to write.

use serde_json::Value;

use crate::support::{
    mock_vendor::MockVendor,
    program::{command, output, run, with_account},
};

async fn reads_only(arguments: &[&str]) -> bool {
    let (text, stderr, _) = output(command(), &[arguments, &["tools", "--json"]].concat()).await;
    let tools: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{arguments:?}: {stderr}"));
    tools.iter().all(|tool| tool["effect"] == "read")
}

#[tokio::test]
async fn on_and_off_may_stand_behind_their_option() {
    for (word, is_on) in
        [("yes", true), ("true", true), ("1", true), ("on", true), ("no", false), ("0", false), ("off", false)]
    {
        assert_eq!(reads_only(&["--read-only", word]).await, is_on, "{word}");
        assert_eq!(reads_only(&[&format!("--read-only={word}")]).await, is_on, "{word}");
    }
    assert!(reads_only(&["--read-only"]).await);
    let (_, stderr, code) = output(command(), &["tools", "--read-only", "no", "instantly_create_lead", "--json"]).await;
    assert!(code == 0 && !stderr.contains("--read-only"), "behind the command too: {stderr}");
}

#[tokio::test]
async fn a_value_that_is_neither_on_nor_off_is_refused_with_every_word_for_them() {
    let mut by_variable = command();
    by_variable.env("OUTREACH_READ_ONLY", "maybe");
    for (program, arguments) in [(command(), vec!["--read-only=maybe", "tools"]), (by_variable, vec!["tools"])] {
        let (_, stderr, code) = output(program, &arguments).await;
        assert_eq!(code, 2, "{stderr}");
        for word in ["true", "yes", "on", "1", "false", "no", "off", "0"] {
            assert!(stderr.contains(&format!("`{word}`")), "{word}: {stderr}");
        }
    }
}

#[tokio::test]
async fn an_option_that_stands_before_its_command_is_told_where_it_belongs() {
    let table: [(&[&str], &str, &str); 6] = [
        (&["--listen", "127.0.0.1:0", "serve"], "--listen", "`outreach-mcp serve --listen …`"),
        (&["--listen=127.0.0.1:0", "serve"], "--listen", "`outreach-mcp serve --listen …`"),
        (&["--auth-token-file", "x"], "--auth-token-file", "`outreach-mcp serve --auth-token-file …`"),
        (&["--write", "config", "cursor"], "--write", "`outreach-mcp config --write …`"),
        (&["journal", "--outcome", "ok", "list"], "--outcome", "`outreach-mcp journal list --outcome …`"),
        (&["tools", "--listen", "8080"], "--listen", "`serve`"),
    ];
    for (arguments, option, words) in table {
        let (stdout, stderr, code) = output(command(), arguments).await;
        assert_eq!((stdout.as_str(), code), ("", 2), "{arguments:?}: {stderr}");
        assert!(stderr.contains(&format!("`{option}`")) && stderr.contains(words), "{arguments:?}: {stderr}");
        assert!(!stderr.contains("similar"), "{arguments:?}: {stderr}");
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_listened_on_is_refused_with_its_forms() {
    for task in [&["serve"][..], &["--sandbox", "sandbox"]] {
        for (address, words) in [
            (":8080", "`0.0.0.0:8080`"),
            ("127.0.0.1", "the port is missing"),
            ("http://127.0.0.1:8080", "without a scheme"),
            ("example.com:8080", "is not an IP address"),
            ("nonsense", "`127.0.0.1:8080`"),
        ] {
            let (_, stderr, code) = output(command(), &[task, &["--listen", address]].concat()).await;
            assert_eq!(code, 2, "{address}: {stderr}");
            assert!(stderr.contains(words), "{address}: {stderr}");
        }
    }
    let mut by_variable = command();
    by_variable.env("OUTREACH_LISTEN", ":8080");
    let (_, stderr, code) = output(by_variable, &["serve"]).await;
    assert!(code == 2 && stderr.contains("`OUTREACH_LISTEN`") && stderr.contains("`0.0.0.0:8080`"), "{stderr}");
}

#[tokio::test]
async fn a_port_in_use_is_named_with_what_to_do() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    for address in [format!("127.0.0.1:{port}"), format!("localhost:{port}"), port.to_string()] {
        for task in [&["serve"][..], &["--sandbox", "sandbox"]] {
            let (_, stderr, code) = output(command(), &[task, &["--listen", &address]].concat()).await;
            assert_eq!(code, 1, "{stderr}");
            let words = format!("another program uses port {port}");
            assert!(stderr.contains(&words) && stderr.contains("--listen 127.0.0.1:"), "{task:?}: {stderr}");
        }
    }
    let (_, stderr, code) =
        output(command(), &["serve", "--auth-token", "0123456789", "--listen", "203.0.113.1:8080"]).await;
    assert!(code == 1 && stderr.contains("has no address 203.0.113.1"), "{stderr}");
}

#[tokio::test]
async fn a_server_without_a_vendor_warns() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    // Each ends at once: the port is taken, and there is no standard input.
    for task in [&["serve", "--listen", &address][..], &["stdio"]] {
        let (_, stderr, _) = output(command(), task).await;
        assert!(stderr.contains("no vendor is set up") && stderr.contains("doctor"), "{task:?}: {stderr}");
        let vendor = MockVendor::start().await;
        let (_, stderr, _) = output(with_account(&vendor.url()), task).await;
        assert!(!stderr.contains("no vendor"), "{task:?}: {stderr}");
        let (_, stderr, _) = output(command(), &[&["--sandbox"], task].concat()).await;
        assert!(!stderr.contains("no vendor"), "{task:?}: {stderr}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn inputs_without_an_end_are_refused() {
    let mut program = command();
    program.args(["--sandbox", "call", "instantly_list_leads", "-"]);
    program.stdin(std::fs::File::open("/dev/zero").unwrap());
    let output = tokio::time::timeout(crate::support::program::TIMEOUT, program.output()).await.unwrap().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && stderr.contains("larger than 4 MB"), "{stderr}");
}

#[tokio::test]
async fn a_glob_that_matches_nothing_is_refused() {
    for option in ["--tools", "--exclude-tools"] {
        for (glob, words) in [
            ("foo_*", "no tool has a name that matches `foo_*`"),
            ("foo", "no tool is named `foo`"),
            ("create_leadz", "`create_lead`"),
        ] {
            let (_, stderr, code) = output(command(), &[option, glob, "tools"]).await;
            assert_eq!(code, 2, "{stderr}");
            assert!(stderr.contains(words) && stderr.contains(option), "{stderr}");
            assert!(stderr.contains("outreach-mcp tools") || stderr.contains("did you mean"), "{stderr}");
        }
    }
}

/// A key that cannot be read for now changes no tool's name.
#[tokio::test]
async fn tools_keep_their_short_names_where_the_only_key_cannot_be_read() {
    let mut program = command();
    program.env("INSTANTLY_API_KEY_FILE", "/nonexistent/key").args(["tools", "--json"]);
    let output = run(program).await;
    let tools: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<&str> = tools.as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"list_leads") && !names.iter().any(|name| name.starts_with("snov_")), "{names:?}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn doctor_says_that_no_journal_can_be_made_where_no_file_can() {
    let mut program = command();
    program.args(["--sandbox", "--store", "/proc/x", "doctor"]);
    let output = run(program).await;
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["journal"]["state"], "fails", "{report}");
}

#[tokio::test]
async fn a_key_given_twice_is_refused() {
    let mut program = command();
    program.args(["--sandbox", "call", "instantly_list_leads", r#"{"limit":1,"limit":2}"#]);
    let output = run(program).await;
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && error.contains("`limit` twice"), "{error}");
}

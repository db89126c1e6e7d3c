//! Keys as people and clients pass them on: placeholders, quotation marks, odd characters, half of a pair.

use serde_json::{Value, json};

use crate::support::{
    mock_vendor::MockVendor,
    program::{CLIENT_ID, KEY, StdioSession, call, command, output, with_account, with_overloop},
};

#[tokio::test]
async fn a_placeholder_is_not_sent_and_the_error_names_it() {
    let vendor = MockVendor::start().await;
    for placeholder in [
        "${INSTANTLY_API_KEY}",
        "${input:instantly-key}",
        "\"${INSTANTLY_API_KEY}\"",
        "Bearer ${INSTANTLY_API_KEY}",
        "<your Instantly API key>",
        "your_api_key",
        "YOUR_INSTANTLY_API_KEY",
        "INSTANTLY_API_KEY",
        "<your key>",
        "xxx",
        "xxxx-xxxx-xxxx",
        "null",
        "undefined",
        "None",
        "insert_key_here",
        "$(cat key.txt)",
    ] {
        let mut program = with_account(&vendor.url());
        program.env("INSTANTLY_API_KEY", placeholder);
        let (envelope, code) = call(program, "instantly_list_leads", json!({})).await;
        assert_eq!((envelope["error_kind"].as_str(), code), (Some("not_configured"), 1), "{placeholder}: {envelope}");
        let bare = placeholder.trim_matches('"').trim_start_matches("Bearer ");
        let error = envelope["error"].as_str().unwrap();
        assert!(
            error.contains(&format!("`{bare}`")) && error.contains("`INSTANTLY_API_KEY`"),
            "{placeholder}: {error}"
        );
    }
    assert!(vendor.requests().is_empty());
}

/// A reference to a manager of secrets that no one has looked up. What follows the scheme is not shown: it may be a password.
#[tokio::test]
async fn a_reference_to_a_secret_is_not_sent() {
    let vendor = MockVendor::start().await;
    for reference in ["op://Private/planted-item/credential", "vault://user:planted-password@host/key"] {
        let mut program = with_account(&vendor.url());
        program.env("INSTANTLY_API_KEY", reference);
        let (envelope, _) = call(program, "instantly_list_leads", json!({})).await;
        let error = envelope["error"].as_str().unwrap();
        let (scheme, _) = reference.split_once("://").unwrap();
        assert!(error.contains(&format!("`{scheme}://…`")) && !error.contains("planted"), "{error}");
    }
    assert!(vendor.requests().is_empty());
}

#[tokio::test]
async fn quotation_marks_and_bearer_are_left_out_of_a_key_with_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    for (written, words) in [
        (format!("\"{KEY}\""), "quotation marks"),
        (format!("'{KEY}'"), "quotation marks"),
        (format!("Bearer {KEY}"), "Bearer"),
        (format!("\"bearer {KEY}\""), "Bearer"),
        (format!("INSTANTLY_API_KEY={KEY}"), "the variable's name"),
        (format!("export INSTANTLY_API_KEY=\"{KEY}\""), "the variable's name"),
    ] {
        std::fs::write(&file, format!("{written}\n")).unwrap();
        for by_file in [false, true] {
            let vendor = MockVendor::start().await;
            let mut program = with_account(&vendor.url());
            if by_file {
                program.env_remove("INSTANTLY_API_KEY").env("INSTANTLY_API_KEY_FILE", &file);
            } else {
                program.env("INSTANTLY_API_KEY", &written);
            }
            let (stdout, stderr, code) = output(program, &["call", "list_leads"]).await;
            assert_eq!(code, 0, "{written}: {stdout}");
            assert_eq!(vendor.only_request().header("authorization"), Some(format!("Bearer {KEY}").as_str()));
            assert!(stderr.contains(words) && stderr.contains("INSTANTLY_API_KEY"), "{written}: {stderr}");
            assert!(!stderr.contains(KEY), "{stderr}");
        }
    }
}

#[tokio::test]
async fn a_damaged_key_leaves_the_other_vendors_working() {
    for (key, words) in [
        ("planted\u{7}key-0123456789", "U+0007"),
        ("planted\u{200b}key-0123456789", "U+200B"),
        ("planted\u{a0}key-0123456789", "U+00A0"),
        ("planted\nkey-0123456789", "a line break"),
        ("planted key-0123456789", "a space"),
        ("plantéd-key-0123456789", "U+00E9"),
    ] {
        let vendor = MockVendor::start().await;
        vendor.answer_with(200, json!({ "data": { "id": "1", "type": "companies" } }));
        let with_both = || {
            let mut program = with_overloop(&vendor.url());
            program.env("INSTANTLY_API_KEY", key);
            program
        };
        let mut session = StdioSession::initialized(with_both(), "2025-11-25").await;
        assert_eq!(session.envelope("overloop_get_account", json!({})).await["success"], true, "{key:?}");
        let envelope = session.envelope("instantly_list_leads", json!({})).await;
        let error = envelope["error"].as_str().unwrap();
        assert_eq!(envelope["error_kind"], "not_configured", "{error}");
        assert!(error.contains("`INSTANTLY_API_KEY`") && error.contains(words), "{error}");
        let (_, log) = session.end().await;
        assert!(log.contains("`INSTANTLY_API_KEY`") && log.contains(words), "{log}");

        let (report, stderr, code) = output(with_both(), &["doctor"]).await;
        assert_eq!(code, 1, "{report}");
        assert!(report.contains("\"fails\"") && report.contains(words), "{report}");
        for text in [error, log.as_str(), report.as_str(), stderr.as_str()] {
            assert!(!text.contains("0123456789"), "{text}");
        }
    }
}

#[tokio::test]
async fn a_vendor_that_is_half_set_up_is_a_failure() {
    let vendor = MockVendor::start().await;
    for (set, value, missing) in
        [("SNOV_CLIENT_ID", CLIENT_ID, "SNOV_CLIENT_SECRET"), ("SNOV_CLIENT_SECRET", KEY, "SNOV_CLIENT_ID")]
    {
        for other in [None, Some("${SNOV}"), Some("<your Snov.io credential>")] {
            let mut program = with_account(&vendor.url());
            program.env(set, value);
            if let Some(other) = other {
                program.env(missing, other);
            }
            let (text, stderr, code) = output(program, &["doctor"]).await;
            let report: Value = serde_json::from_str(&text).unwrap();
            assert_eq!((code, &report["success"]), (1, &json!(false)), "{text}");
            let snov = report["vendors"].as_array().unwrap().iter().find(|one| one["vendor"] == "snov").unwrap();
            let detail = snov["detail"].as_str().unwrap();
            assert_eq!(snov["state"], "fails", "{text}");
            assert!(detail.contains(&format!("Set `{missing}`, and start")) && !detail.contains(value), "{detail}");
            assert!(stderr.contains(missing), "{stderr}");
        }
    }
}

#[tokio::test]
async fn a_vendor_that_is_not_set_up_names_each_of_its_settings() {
    let (text, _, _) = output(command(), &["doctor"]).await;
    let report: Value = serde_json::from_str(&text).unwrap();
    let snov = report["vendors"].as_array().unwrap().iter().find(|one| one["vendor"] == "snov").unwrap();
    let detail = snov["detail"].as_str().unwrap();
    assert_eq!(snov["state"], "not set up");
    for words in [
        "Set `SNOV_CLIENT_ID` and `SNOV_CLIENT_SECRET`",
        "`SNOV_CLIENT_ID`: API user id",
        "`SNOV_CLIENT_SECRET`: API secret",
    ] {
        assert!(detail.contains(words), "{detail}");
    }
}

#[tokio::test]
async fn a_key_is_sent_over_http_to_this_machine_only() {
    for (url, is_allowed) in [
        ("http://127.0.0.1:9", true),
        ("http://127.8.8.8:9", true),
        ("http://localhost:9", true),
        ("http://[::1]:9", true),
        ("https://api.example", true),
        ("http://api.example", false),
        ("http://10.0.0.1", false),
        ("http://localhost.example", false),
        ("http://127.0.0.1.example", false),
    ] {
        for (variable, key) in [
            ("INSTANTLY_BASE_URL", "INSTANTLY_API_KEY"),
            ("OVERLOOP_BASE_URL", "OVERLOOP_API_KEY"),
            ("SNOV_BASE_URL", "SNOV_CLIENT_ID"),
        ] {
            let with_url = || {
                let mut program = command();
                program.env(variable, url).env(key, KEY);
                program
            };
            let (_, stderr, code) = output(with_url(), &["tools", "--json"]).await;
            assert_eq!(code, if is_allowed { 0 } else { 2 }, "{url}: {stderr}");
            assert!(is_allowed || (stderr.contains(variable) && stderr.contains("--allow-http")), "{url}: {stderr}");
            assert_eq!(output(with_url(), &["--allow-http", "tools", "--json"]).await.2, 0, "{url}");
        }
    }
}

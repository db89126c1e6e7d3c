//! Webhooks of vendors: taken at an address with a secret, kept once, read by `list_events`.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    http_client,
    journal::Journal,
    program::{KEY, Serving, TIMEOUT, call, command, output},
};

const SECRET: &str = "planted-hook-secret-0123456789abcdef";

fn receiving(store: &std::path::Path) -> Command {
    receiver_of(command(), store)
}

fn receiver_of(mut program: Command, store: &std::path::Path) -> Command {
    program.env("OUTREACH_STORE", store).env("INSTANTLY_API_KEY", KEY).env("INSTANTLY_BASE_URL", "http://127.0.0.1:9");
    program.env("SNOV_CLIENT_ID", "planted-id-0123456789").env("SNOV_CLIENT_SECRET", "planted-secret-0123456789");
    program.env("OUTREACH_HOOKS", "true").env("OUTREACH_HOOK_SECRET", SECRET);
    program
}

fn reply(number: usize) -> Value {
    json!({
        "timestamp": format!("2026-05-04T08:00:{number:02}.000Z"), "event_type": "reply_received", "campaign_id": "c-1",
        "campaign_name": "Spring", "lead_email": format!("Lead{number}@example.com"), "reply_text": "x".repeat(1000),
    })
}

async fn post(server: &Serving, path: &str, body: String) -> StatusCode {
    let sent = http_client().post(server.url(path)).header("content-type", "application/json").body(body).send();
    sent.await.unwrap().status()
}

async fn events(store: &std::path::Path, inputs: Value) -> Value {
    call(receiving(store), "list_events", inputs).await.0
}

#[tokio::test]
async fn what_a_vendor_reports_is_kept_once_and_read_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("journal.db");
    let server = Serving::start(receiving(&store), &[]).await;
    let hook = format!("/hooks/instantly/{SECRET}");
    for number in 0..3 {
        // The vendor did not see the first answer, and sends again.
        for _ in 0..2 {
            assert_eq!(post(&server, &hook, reply(number).to_string()).await, StatusCode::NO_CONTENT);
        }
    }
    let bounce = json!({ "event_type": "email_bounced", "campaign_id": "c-2", "lead_email": "gone@example.com" });
    assert_eq!(post(&server, &hook, bounce.to_string()).await, StatusCode::NO_CONTENT);
    // What no document describes is kept as it is.
    let unknown = post(&server, &format!("/hooks/snov/{SECRET}"), json!({ "some": ["thing"] }).to_string()).await;
    assert_eq!(unknown, StatusCode::NO_CONTENT);

    let all = events(&store, json!({})).await;
    assert_eq!(all["count"], 5, "{all}");
    let first = &all["events"][0];
    assert_eq!(
        (&first["vendor"], &first["kind"], &first["campaign_id"], &first["email"]),
        (&json!("instantly"), &json!("reply_received"), &json!("c-1"), &json!("lead0@example.com"))
    );
    let text = first["data"]["reply_text"].as_str().unwrap();
    assert_eq!(text.chars().count(), 301, "a long text is shown in part: {text}");
    assert!(all["untrusted_fields"].to_string().contains("data"), "strangers wrote it: {all}");
    assert_eq!(all["events"][4]["data"], json!({ "some": ["thing"] }));

    let count = async |inputs: Value| events(&store, inputs).await["count"].clone();
    assert_eq!(count(json!({ "kind": "reply_received" })).await, 3);
    assert_eq!(count(json!({ "campaign_id": "c-2" })).await, 1);
    assert_eq!(count(json!({ "email": "LEAD1@example.com" })).await, 1);
    assert_eq!(count(json!({ "vendor": "snov" })).await, 1);
    assert_eq!(count(json!({ "since": "2999-01-01" })).await, 0);
    assert_eq!(count(json!({ "since": "2020-01-01" })).await, 5);
    let whole = events(&store, json!({ "limit": 1, "preview_chars": 0 })).await;
    assert_eq!(whole["events"][0]["data"]["reply_text"].as_str().unwrap().len(), 1000);

    // From where it stopped, also when more has come since.
    let page = events(&store, json!({ "limit": 4 })).await;
    assert_eq!((&page["count"], &page["has_more"]), (&json!(4), &json!(true)));
    let next = events(&store, json!({ "cursor": page["cursor"] })).await;
    assert_eq!((&next["count"], &next["has_more"]), (&json!(1), &json!(false)));
    let none = events(&store, json!({ "cursor": next["cursor"] })).await;
    assert_eq!((&none["count"], &none["cursor"]), (&json!(0), &next["cursor"]));
    assert_eq!(post(&server, &hook, reply(7).to_string()).await, StatusCode::NO_CONTENT);
    let later = events(&store, json!({ "cursor": none["cursor"] })).await;
    assert_eq!(later["events"][0]["email"], "lead7@example.com");
}

#[tokio::test]
async fn an_answer_without_a_row_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("journal.db");
    let note = async |program: Command, inputs: Value| {
        let (answer, _) = call(program, "list_events", inputs).await;
        assert_eq!((&answer["success"], &answer["count"]), (&json!(true), &json!(0)), "{answer}");
        answer["note"].as_str().unwrap_or_else(|| panic!("no note: {answer}")).to_owned()
    };
    let nothing = note(receiving(&store), json!({})).await;
    assert!(nothing.contains("Nothing has come yet") && nothing.contains("/hooks/VENDOR/SECRET"), "{nothing}");
    let mut in_memory = receiving(&store);
    in_memory.env("OUTREACH_STORE", "memory");
    let in_memory = note(in_memory, json!({})).await;
    assert!(in_memory.contains("memory"), "{in_memory}");

    let server = Serving::start(receiving(&store), &[]).await;
    let hook = format!("/hooks/instantly/{SECRET}");
    assert_eq!(post(&server, &hook, reply(1).to_string()).await, StatusCode::NO_CONTENT);
    assert_eq!(events(&store, json!({ "kind": "REPLY_Received" })).await["count"], 1);
    let other_kind = note(receiving(&store), json!({ "kind": "nope" })).await;
    assert!(other_kind.contains("none fits the inputs") && other_kind.contains("`reply_received`"), "{other_kind}");
    let mut other = receiving(&store);
    other.env("INSTANTLY_API_KEY", "another-key-0123456789");
    let other = note(other, json!({ "vendor": "instantly" })).await;
    assert!(other.contains("other keys"), "{other}");
    let mut none = command();
    none.env("OUTREACH_STORE", &store).env("OUTREACH_HOOKS", "true").env("OVERLOOP_API_KEY", KEY);
    let none = note(none, json!({})).await;
    assert!(none.contains("not set up"), "{none}");
    let refused = events(&store, json!({ "vendor": "Overloop" })).await;
    assert!(refused["error"].as_str().unwrap().contains("No webhook of Overloop"), "{refused}");
    let seen = events(&store, json!({})).await;
    let after = events(&store, json!({ "cursor": seen["cursor"] })).await;
    assert!(after["count"] == 0 && after.get("note").is_none(), "{after}");
}

#[tokio::test]
async fn only_who_knows_the_secret_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("journal.db");
    let server = Serving::start(receiving(&store), &[]).await;
    let body = reply(1).to_string();
    for path in [
        "/hooks/instantly/wrong".to_owned(),
        format!("/hooks/instantly/{SECRET}x"),
        format!("/hooks/instantly/{}", &SECRET[1..]),
        "/hooks/instantly/".to_owned(),
        "/hooks".to_owned(),
        // Of a vendor that sends none, is none, or is not set up.
        format!("/hooks/overloop/{SECRET}"),
        format!("/hooks/nobody/{SECRET}"),
    ] {
        assert_eq!(post(&server, &path, body.clone()).await, StatusCode::NOT_FOUND, "{path}");
    }
    let hook = format!("/hooks/instantly/{SECRET}");
    for (body, status) in [
        ("", StatusCode::BAD_REQUEST),
        ("[1]", StatusCode::BAD_REQUEST),
        ("{", StatusCode::BAD_REQUEST),
        (&*format!("{{\"a\":\"{}\"}}", "x".repeat(600_000)), StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        assert_eq!(post(&server, &hook, body.to_owned()).await, status);
    }
    let read = http_client().get(server.url(&hook)).send().await.unwrap();
    assert_eq!(read.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(events(&store, json!({})).await["count"], 0);
}

#[tokio::test]
async fn no_secret_is_kept_or_shown() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("journal.db");
    let server = Serving::start(receiving(&store), &[]).await;
    let body =
        json!({ "event_type": "test", "target": format!("https://x.example/hooks/instantly/{SECRET}"), "key": KEY });
    assert_eq!(post(&server, &format!("/hooks/instantly/{SECRET}"), body.to_string()).await, StatusCode::NO_CONTENT);
    let all = events(&store, json!({})).await.to_string();
    assert!(all.contains("redacted") && !all.contains(SECRET) && !all.contains(KEY), "{all}");
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let bytes = std::fs::read(path).unwrap();
        let holds = |secret: &str| bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!holds(SECRET) && !holds(KEY));
    }
    let config = output(receiving(&store), &["config", "cursor"]).await;
    assert!(!config.0.contains(SECRET) && !config.1.contains(SECRET), "{config:?}");
}

#[tokio::test]
async fn without_hooks_nothing_is_taken_and_a_bad_secret_stops_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("journal.db");
    let mut program = receiving(&store);
    program.env("OUTREACH_HOOKS", "false");
    let server = Serving::start(program, &[]).await;
    let taken = post(&server, &format!("/hooks/instantly/{SECRET}"), reply(1).to_string()).await;
    assert_eq!(taken, StatusCode::NOT_FOUND);
    let mut program = receiving(&store);
    program.env("OUTREACH_HOOKS", "false");
    let (listed, _, _) = output(program, &["tools"]).await;
    assert!(!listed.contains("list_events"), "{listed}");
    for options in [&[][..], &["--toolsets", "all"]] {
        let mut program = receiving(&store);
        program.env("OUTREACH_HOOKS", "false").args(options);
        let (answer, _) = call(program, "list_events", json!({})).await;
        let error = answer["error"].as_str().unwrap();
        assert!(error.contains("start it with `--hooks`") && !error.contains("disables"), "{error}");
        let mut program = receiving(&store);
        program.env("OUTREACH_HOOKS", "false").args(options);
        let (shown, stderr, code) = output(program, &["tools", "list_events"]).await;
        assert!(code == 0 && shown.contains("cursor") && stderr.contains("`--hooks`"), "{stderr}");
    }
    let (_, stderr, _) = output(receiving(&store), &["tools", "instantly_list_events"]).await;
    assert!(stderr.contains("`list_events` is a tool of this server"), "{stderr}");

    for secret in ["", "short", "with/slash/0123456789abcdef0123", "with space 0123456789abcdef0123"] {
        let mut program = receiving(&store);
        program.env("OUTREACH_HOOK_SECRET", secret);
        let (_, stderr, code) = output(program, &["serve", "--listen", "127.0.0.1:0"]).await;
        assert!(code == 2 && stderr.contains("openssl rand -hex 32"), "{secret}: {code} {stderr}");
        assert!(secret.is_empty() || !stderr.contains(secret), "{stderr}");
    }
}

#[tokio::test]
async fn what_cannot_be_recorded_is_not_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    let server = Serving::start(receiving(&blocked.join("journal.db")), &[]).await;
    let told = post(&server, &format!("/hooks/instantly/{SECRET}"), reply(1).to_string()).await;
    assert_eq!(told, StatusCode::SERVICE_UNAVAILABLE);
}

/// What is kept of the account's messages, in either kind of store: the latest 100,000, for 90 days.
pub async fn check_what_is_kept(journal: &Journal) {
    const MOST: i64 = 100_000;
    const DAY_MS: i64 = 86_400_000;
    let now_ms = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis() as i64;
    let hook = format!("/hooks/instantly/{SECRET}");
    let number = std::cell::Cell::new(0);
    let comes = async |server: &Serving, count: usize| {
        for _ in 0..count {
            number.set(number.get() + 1);
            let body = json!({ "event_type": "email_opened", "number": number.get() });
            assert_eq!(post(server, &hook, body.to_string()).await, StatusCode::NO_CONTENT);
        }
    };
    // As if they had come so many days ago. Ids are in the order of time, and all of these before those that come now.
    let came = async |name: &str, count: i64, days: i64| {
        let sql = format!(
            "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {count})
             INSERT INTO events (id, at_ms, account, vendor, kind, digest, body)
             SELECT '0000-{name}-' || (1000000 + number), {}, account, vendor, '{name}', '{name}' || number, '{{}}'
             FROM numbers, (SELECT account, vendor FROM events ORDER BY id DESC LIMIT 1) AS latest",
            now_ms - days * DAY_MS
        );
        journal.execute(&sql).await;
    };
    let kept =
        async |kind: &str| journal.numbers(&format!("SELECT COUNT(*) FROM events WHERE kind LIKE '{kind}'")).await[0];

    let first = Serving::start(receiver_of(journal.configure(command()), journal.path()), &[]).await;
    comes(&first, 1).await;
    came("a-91-days", 40, 91).await;
    came("b-89-days", 40, 89).await;
    // A process looks for what is too old when it begins to use the journal, and each hour.
    let second =
        Serving::start(receiver_of(journal.configure(command()), journal.path()), &["--journal-keep", "forever"]).await;
    comes(&second, 1).await;
    let gone = async {
        while kept("a-%").await > 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(TIMEOUT, gone).await.expect("what is older than 90 days is deleted");
    assert_eq!((kept("b-%").await, kept("email_opened").await), (40, 2));

    came("c-many", MOST, 1).await;
    let third = Serving::start(receiver_of(journal.configure(command()), journal.path()), &[]).await;
    comes(&third, 1).await;
    assert_eq!((kept("%").await, kept("b-%").await, kept("email_opened").await), (MOST, 0, 3));
    // A process that goes on looks again after so many.
    comes(&third, 64).await;
    assert_eq!((kept("%").await, kept("email_opened").await), (MOST, 67));
    // Another account's messages are its own.
    let mut other = receiver_of(journal.configure(command()), journal.path());
    other.env("INSTANTLY_API_KEY", "another-key-0123456789");
    let other = Serving::start(other, &[]).await;
    comes(&other, 1).await;
    assert_eq!(kept("%").await, MOST + 1);
}

#[tokio::test]
async fn the_latest_messages_are_kept_for_a_time() {
    check_what_is_kept(&Journal::new()).await;
}

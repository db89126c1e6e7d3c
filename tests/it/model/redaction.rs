//! A key is in no result, error or log, in whatever spelling a vendor's answer repeats it.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE},
};
use futures_util::{
    FutureExt, StreamExt,
    future::{BoxFuture, join_all},
    stream,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    mock_vendor::{MockVendor, RecordedRequest},
    program::{KEY, StdioSession, TIMEOUT, output, run, with_account},
};

/// A key like the vendor's own: Base64 with a colon.
const BASE64: &str = "NmI2-Y2Jh_M2Ut+ZGM3/Yi00:WlRk.Z2tqQWdW~a2U=";
/// Every character that a header can carry and that some encoding changes.
const ODD: &str = r#"p,k/9"x\y+z'=={&%41;}?#-_.~ae"#;

/// RFC 3986's unreserved characters, which most encoders leave as they are.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn escaped(text: &str) -> String {
    let json = Value::from(text).to_string();
    json[1..json.len() - 1].to_owned()
}

/// Percent-encoding with lower-case digits, as some encoders write it.
fn lower(encoded: &str) -> String {
    let mut parts = encoded.split('%');
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| format!("{text}%{}{}", part[..2].to_ascii_lowercase(), &part[2..]))
}

/// Every spelling of a key that is redacted, the key itself first.
fn spellings(key: &str) -> Vec<String> {
    let all = utf8_percent_encode(key, NON_ALPHANUMERIC).to_string();
    let some = utf8_percent_encode(key, UNRESERVED).to_string();
    let form: String = url::form_urlencoded::byte_serialize(key.as_bytes()).collect();
    vec![
        key.to_owned(),
        escaped(key),
        escaped(&escaped(key)),
        escaped(key).replace('/', "\\/"),
        lower(&all),
        lower(&some),
        lower(&form),
        all,
        some,
        form,
    ]
}

/// The text with this in place of its characters that are neither letters nor digits.
fn with_each(text: &str, spelled: impl Fn(char) -> String) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_string() } else { spelled(c) }).collect()
}

/// Further spellings, by their encoders.
fn encodings(key: &str) -> Vec<String> {
    let hex: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
    let html = key.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let mut spellings = vec![
        hex.to_uppercase(),
        hex,
        html.replace('\'', "&#39;"),
        html.replace('\'', "&#x27;").replace('/', "&#x2F;"),
        html.replace('\'', "&apos;"),
        html,
        with_each(key, |c| format!("&#{};", c as u32)),
        with_each(key, |c| format!("&#x{:X};", c as u32)),
        key.chars().map(|c| format!("&#{};", c as u32)).collect(),
        key.chars().map(|c| format!("&#x{:x};", c as u32)).collect(),
        escaped(key).replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003E"),
    ];
    // Every character, and digits between separators.
    let each = |before: &str, between: &str| {
        key.bytes().map(|byte| format!("{before}{byte:02x}")).collect::<Vec<_>>().join(between)
    };
    spellings.extend([each("\\u00", ""), each("%", ""), each("%25", ""), each("\\x", "")]);
    spellings.extend([" ", ":", "-", ", ", "\n"].map(|between| each("", between)));
    spellings.extend([each("0x", ", "), each("", " ").to_uppercase(), each("%", "").to_uppercase()]);
    // Alone, and as a part of a longer text whose other bytes come first.
    for before in ["", "a", "ab", "user:", "Bearer "] {
        let text = format!("{before}{key}");
        spellings.extend([STANDARD.encode(&text), STANDARD_NO_PAD.encode(&text), URL_SAFE.encode(&text)]);
    }
    spellings
}

/// Answers that repeat the key in this spelling: status, type and body.
fn answers(spelling: &str) -> Vec<(u16, String)> {
    let text = format!("key {spelling} was given");
    let json = |value: Value| value.to_string();
    vec![
        (
            200,
            json(
                json!({ "items": [{ "id": spelling, "first_name": text, "payload": { spelling: [text, { "k": text }] } }] }),
            ),
        ),
        (200, json(json!({ "items": [], "next_starting_after": text, "id": text, "name": text, "subject": text }))),
        (200, json(json!({ "success": false, "message": text }))),
        (200, json(json!({ "error": text }))),
        // In answers of a wrong type or syntax.
        (200, json(json!({ "items": [{ "status": text }], "id": [text], "name": { "x": text } }))),
        (200, json(json!({ "items": text }))),
        (200, json(json!(text))),
        (200, format!("{{\"items\": {text}")),
        (400, json(json!({ "statusCode": 400, "error": "Bad Request", "message": text }))),
        (400, text.clone()),
        (400, format!("<html><p>{text}</p></html>")),
        (401, json(json!({ "error": text }))),
        (403, format!("  {text}\n")),
        (404, json(json!({ "message": format!("{}{spelling}", "x ".repeat(180)) }))),
        (500, json(json!({ "message": text }))),
    ]
}

/// Whether the text shows the key, or the start of it, in any spelling.
fn shows<'a>(text: &str, key: &'a [String]) -> Option<&'a str> {
    const TELLING: usize = 12;
    key.iter().map(|spelling| &spelling[..TELLING]).find(|start| text.contains(start))
}

/// Plays every answer in every spelling to a call, and looks for the key in the results and in the log.
async fn check_that_nothing_shows(key: &str, arguments: &[&str]) {
    let spellings = spellings(key);
    // The key itself by one process for each call; the other spellings by one session each, which is much faster.
    let mut checks: Vec<BoxFuture<()>> = answers(key)
        .into_iter()
        .map(|answer| on_the_command_line(key, &spellings, arguments, answer).boxed())
        .collect();
    let others = spellings.iter().skip(1);
    checks.extend(others.map(|spelling| in_a_session(key, &spellings, arguments, spelling).boxed()));
    stream::iter(checks).for_each_concurrent(8, |check| check).await;
}

/// A read or a write, so that each kind meets about half of the answers.
fn tool_for(answer: &str) -> (&'static str, Value) {
    match answer.len() % 2 {
        0 => ("list_leads", json!({})),
        _ => ("create_lead_list", json!({ "name": "x" })),
    }
}

fn with_key(vendor: &MockVendor, key: &str, arguments: &[&str]) -> Command {
    let mut command = with_account(&vendor.url());
    command.env("INSTANTLY_API_KEY", key).args(arguments);
    command
}

fn check_sent_with(vendor: &MockVendor, key: &str) {
    let requests: Vec<RecordedRequest> = vendor.requests();
    assert!(!requests.is_empty());
    for request in requests {
        assert_eq!(request.header("authorization"), Some(format!("Bearer {key}").as_str()));
    }
}

async fn on_the_command_line(key: &str, spellings: &[String], arguments: &[&str], (status, answer): (u16, String)) {
    let vendor = MockVendor::start().await;
    vendor.answer_with(status, &answer);
    let (tool, inputs) = tool_for(&answer);
    let (out, log, _) = output(with_key(&vendor, key, arguments), &["call", tool, &inputs.to_string()]).await;
    check_sent_with(&vendor, key);
    assert!(serde_json::from_str::<Value>(&out).is_ok_and(|out| out.is_object()), "{out}");
    assert!(log.contains("called"), "the call is logged: {log}");
    assert_eq!(shows(&out, spellings), None, "{status} {answer}\n{out}");
    assert_eq!(shows(&log, spellings), None, "{status} {answer}\n{log}");
}

async fn in_a_session(key: &str, spellings: &[String], arguments: &[&str], spelling: &str) {
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(with_key(&vendor, key, arguments), "2025-11-25").await;
    let log = session.read_log();
    let answers = answers(spelling);
    let calls = answers.len();
    for (status, answer) in answers {
        vendor.answer_with(status, &answer);
        let (tool, inputs) = tool_for(&answer);
        let result = session.call(tool, inputs).await;
        assert!(result["structuredContent"].is_object(), "{result}");
        let out = result.to_string();
        assert_eq!(shows(&out, spellings), None, "{status} {answer}\n{out}");
    }
    check_sent_with(&vendor, key);
    drop(session.stdin.take());
    let log = tokio::time::timeout(TIMEOUT, log).await.expect("the process ends").unwrap();
    assert!(log.matches("called").count() >= calls, "every call is logged: {log}");
    assert_eq!(shows(&log, spellings), None, "answers that spell the key {spelling:?}\n{log}");
}

/// Whatever the vendor's encoder, of a key's spelling no eight characters in a row are shown, wherever they lie in it.
#[tokio::test]
async fn no_result_shows_an_encoded_key() {
    const SHOWN: usize = 8;
    for key in [KEY, BASE64, ODD] {
        let vendor = MockVendor::start().await;
        let mut session = StdioSession::initialized(with_key(&vendor, key, &["-vvv"]), "2025-11-25").await;
        let log = session.read_log();
        let mut planted = Vec::new();
        for spelling in encodings(key) {
            let text = format!("the key ({spelling}) was given");
            for (status, answer) in [
                (200, json!({ "items": [{ "id": "1", "first_name": text }] })),
                (400, json!({ "error": text })),
                (200, json!({ "items": [{ "id": "1", "status": text }] })),
            ] {
                vendor.answer_with(status, answer);
                let shown = session.call("list_leads", json!({})).await["structuredContent"].to_string();
                assert!(shown.contains("[redacted]"), "{spelling}: {shown}");
                // Base64 of a longer text shows the rest of that, and what shares a character with it.
                let secret = spelling.get(12..spelling.len() - 4).unwrap();
                let parts = secret.as_bytes().windows(SHOWN).map(|part| str::from_utf8(part).unwrap());
                parts.for_each(|part| assert!(!shown.contains(part), "{spelling}: {part} in {shown}"));
            }
            planted.push(spelling);
        }
        drop(session.stdin.take());
        let log = tokio::time::timeout(TIMEOUT, log).await.expect("the process ends").unwrap();
        for spelling in planted {
            assert!(!log.contains(&spelling[12..spelling.len() - 4]), "{spelling} in {log}");
        }
    }
}

/// A vendor may show a key cut: whatever of it is shown after its first twelve characters.
#[tokio::test]
async fn no_result_shows_a_long_beginning_of_a_key() {
    const TELLING: usize = 12;
    for key in [KEY, BASE64, ODD] {
        let vendor = MockVendor::start().await;
        let mut session = StdioSession::initialized(with_key(&vendor, key, &["-vvv"]), "2025-11-25").await;
        let log = session.read_log();
        for shown in [TELLING, TELLING + 1, 20, key.len() - 1] {
            for part in [key[..shown].to_owned(), escaped(&key[..shown]), STANDARD_NO_PAD.encode(&key[..shown / 3 * 3])]
            {
                for (status, answer) in [
                    (
                        200,
                        json!({ "items": [{ "id": "1", "first_name": format!("{part}… is cut"), "company_name": part }] }),
                    ),
                    (401, json!({ "message": format!("Invalid key {part}*******") })),
                    (400, json!({ "error": format!("key={part}") })),
                ] {
                    vendor.answer_with(status, answer);
                    let out = session.call("list_leads", json!({})).await["structuredContent"].to_string();
                    assert!(!out.contains(&part[..TELLING]) && !out.contains(&escaped(&part)), "{part}: {out}");
                    assert!(out.contains("[redacted]"), "{part}: {out}");
                }
            }
        }
        // A word of the key is none.
        vendor.answer_with(200, json!({ "items": [{ "id": "1", "first_name": &key[..8] }] }));
        let out = session.envelope("list_leads", json!({})).await;
        assert_eq!(out["leads"][0]["first_name"], key[..8], "{out}");
        drop(session.stdin.take());
        let log = tokio::time::timeout(TIMEOUT, log).await.expect("the process ends").unwrap();
        assert!(!log.contains(&key[..TELLING]), "{log}");
    }
}

#[tokio::test]
async fn no_answer_and_no_log_shows_the_key() {
    join_all([KEY, BASE64].map(|key| check_that_nothing_shows(key, &["-vvv"]))).await;
}

#[tokio::test]
async fn no_answer_and_no_library_log_shows_a_key_of_odd_characters() {
    check_that_nothing_shows(ODD, &["--log", "trace,hyper=trace,reqwest=trace,rustls=trace,tokio=trace,mio=trace"])
        .await;
}

/// The key is replaced by a mark; everything else is unchanged.
#[tokio::test]
async fn redaction_leaves_the_rest_of_an_answer_unchanged() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "id": "7", "first_name": format!("<{KEY}>"), "payload": { KEY: [1, KEY] } }));
    let mut command = with_account(&vendor.url());
    command.args(["call", "get_lead", r#"{"lead_id":"f9cc070d-8dba-4341-b847-f083c358e460"}"#]);
    let out: Value = serde_json::from_slice(&run(command).await.stdout).unwrap();
    let lead = json!({ "id": "7", "first_name": "<[redacted]>", "payload": { "[redacted]": [1, "[redacted]"] } });
    let untrusted = json!(["$.first_name", "$.lead.first_name", "$.lead.payload..*"]);
    let whole = json!({ "success": true, "untrusted_fields": untrusted, "id": "7", "first_name": "<[redacted]>", "lead": lead });
    assert_eq!(out, whole);
}

//! A key never leaves: not in an answer that repeats it, not in an error that quotes it, not in the most talkative log.

use futures_util::{StreamExt, stream};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::support::{
    mock_vendor::{MockVendor, RecordedRequest},
    program::{KEY, run, with_account},
};

/// As the vendor's keys are: Base64 with a colon.
const BASE64: &str = "NmI2-Y2Jh_M2Ut+ZGM3/Yi00:WlRk.Z2tqQWdW~a2U=";
/// All that a header can carry and an encoding changes.
const ODD: &str = r#"p,k/9"x\y+z'=={&%41;}?#-_.~ae"#;

/// RFC 3986's unreserved characters stay, as in JavaScript and in most other clients.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn escaped(text: &str) -> String {
    let json = Value::from(text).to_string();
    json[1..json.len() - 1].to_owned()
}

/// Hexadecimal digits in lower case, as some encoders write them.
fn lower(encoded: &str) -> String {
    let mut parts = encoded.split('%');
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| format!("{text}%{}{}", part[..2].to_ascii_lowercase(), &part[2..]))
}

/// The ways in which a key can be written.
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
        // Repeated where the type or the syntax is wrong.
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

async fn nothing_shows(key: &str, arguments: &[&str]) {
    let spellings = spellings(key);
    let cases: Vec<_> = spellings.iter().flat_map(|spelling| answers(spelling)).collect();
    stream::iter(cases)
        .for_each_concurrent(8, |(status, answer)| {
            let spellings = &spellings;
            async move {
                let vendor = MockVendor::start().await;
                vendor.answer_with(status, &answer);
                let (tool, inputs) =
                    if answer.len() % 2 == 0 { ("list_leads", "{}") } else { ("create_lead_list", r#"{"name":"x"}"#) };
                let mut command = with_account(&vendor.url());
                command.env("INSTANTLY_API_KEY", key).args(["call", tool, inputs]).args(arguments);
                let output = run(command).await;
                let seen: Vec<RecordedRequest> = vendor.requests();
                assert_eq!(seen[0].header("authorization"), Some(format!("Bearer {key}").as_str()));
                let (out, log) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
                assert!(serde_json::from_str::<Value>(&out).is_ok_and(|out| out.is_object()), "{out}");
                assert!(log.contains("called"), "the log speaks: {log}");
                assert_eq!(shows(&out, spellings), None, "{status} {answer}\n{out}");
                assert_eq!(shows(&log, spellings), None, "{status} {answer}\n{log}");
            }
        })
        .await;
}

#[tokio::test]
async fn no_answer_and_no_log_shows_the_key() {
    for key in [KEY, BASE64] {
        nothing_shows(key, &["-vvv"]).await;
    }
}

#[tokio::test]
async fn no_answer_and_no_library_log_shows_a_key_of_odd_characters() {
    nothing_shows(ODD, &["--log", "trace,hyper=trace,reqwest=trace,rustls=trace,tokio=trace,mio=trace"]).await;
}

/// Where the key stood, a mark stands.
#[tokio::test]
async fn redaction_leaves_the_rest_of_an_answer_unchanged() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "id": "7", "first_name": format!("<{KEY}>"), "payload": { KEY: [1, KEY] } }));
    let mut command = with_account(&vendor.url());
    command.args(["call", "get_lead", r#"{"lead_id":"7"}"#]);
    let out: Value = serde_json::from_slice(&run(command).await.stdout).unwrap();
    let lead = json!({ "id": "7", "first_name": "<[redacted]>", "payload": { "[redacted]": [1, "[redacted]"] } });
    let untrusted = json!(["$.first_name", "$.lead.first_name", "$.lead.payload..*"]);
    let whole = json!({ "success": true, "untrusted_fields": untrusted, "id": "7", "first_name": "<[redacted]>", "lead": lead });
    assert_eq!(out, whole);
}

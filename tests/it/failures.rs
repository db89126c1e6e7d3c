//! Every way in which a vendor can fail, for two reads and two writes: what the caller is told, and how often the vendor
//! was asked.

use futures::{StreamExt, stream};
use serde_json::{Value, json};

use crate::support::{
    program::{call, with_account},
    raw::{Raw, Step, http},
};

const JSON: &str = "content-type: application/json\r\n";
const HTML: &str = "content-type: text/html\r\n";
const TEXT: &str = "content-type: text/plain\r\n";

/// How a call is to end.
#[derive(Clone, Copy)]
struct End {
    kind: &'static str,
    retryable: bool,
    http_status: Option<u16>,
    retry_after_s: Option<u64>,
    /// How often the vendor is asked.
    asked: usize,
}

impl End {
    const fn new(kind: &'static str, retryable: bool, status: u16, asked: usize) -> Self {
        let http_status = if status == 0 { None } else { Some(status) };
        Self { kind, retryable, http_status, retry_after_s: None, asked }
    }

    const fn after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }
}

struct Case {
    name: &'static str,
    steps: Vec<Step>,
    read: End,
    write: End,
    /// What the error says in both.
    says: &'static [&'static str],
}

/// A failure that reads and writes meet alike.
fn same(name: &'static str, steps: Vec<Step>, end: End, says: &'static [&'static str]) -> Case {
    Case { name, steps, read: end, write: end, says }
}

/// A failure after which nobody knows what a write has done.
fn unknown(name: &'static str, steps: Vec<Step>, read: End, says: &'static [&'static str]) -> Case {
    Case { name, steps, read, write: End::new("outcome_unknown", false, read.http_status.unwrap_or(0), 1), says }
}

fn body(bytes: impl Into<Vec<u8>>) -> Step {
    Step::Bytes(bytes.into())
}

fn said(status: u16, error: &str, message: &str) -> String {
    json!({ "statusCode": status, "error": error, "message": message }).to_string()
}

const BIG: usize = 50 * 1024 * 1024;
const PAGE: &str =
    "<!DOCTYPE html>\n<html><head><title>502</title><style>p{}</style></head><body><h1>Bad Gateway</h1></body></html>";

fn refusals() -> Vec<Case> {
    const INVALID: End = End::new("invalid_input", false, 400, 1);
    let not_found = said(404, "Not Found", "Resource not found");
    vec![
        same(
            "400",
            http("400 Bad Request", JSON, said(400, "Bad Request", "body must have required property 'name'")),
            INVALID,
            &["(400)", "body must have required property 'name'", "Correct the inputs"],
        ),
        same(
            "400, only error",
            http("400 Bad Request", JSON, r#"{"error":"Invalid lead email"}"#),
            INVALID,
            &["Invalid lead email"],
        ),
        same(
            "400, only message",
            http("400 Bad Request", JSON, r#"{"message":"querystring/limit must be <= 100"}"#),
            INVALID,
            &["querystring/limit must be <= 100"],
        ),
        same("400, empty", http("400 Bad Request", "", ""), INVALID, &["(400)", "Correct the inputs"]),
        same("400, text", http("400 Bad Request", TEXT, "no such\tmailbox\u{1b}[31m"), INVALID, &["no such mailbox"]),
        same("400, page", http("400 Bad Request", HTML, PAGE), INVALID, &["(400)"]),
        same(
            "400, odd shapes",
            http("400 Bad Request", JSON, r#"{"message":{"a":[1]},"error":7}"#),
            INVALID,
            &["(400)"],
        ),
        same(
            "400, long",
            http("400 Bad Request", JSON, said(400, "Bad Request", &"very ".repeat(5000))),
            INVALID,
            &["very very", "…"],
        ),
        same("400, not UTF-8", http("400 Bad Request", TEXT, b"caf\xe9 \xff\xfe closed"), INVALID, &["closed"]),
        same(
            "401",
            http("401 Unauthorized", JSON, said(401, "Unauthorized", "Missing Authorization header")),
            End::new("unauthorized", false, 401, 1),
            &["Missing Authorization header", "`INSTANTLY_API_KEY`"],
        ),
        same(
            "402",
            http(
                "402 Payment Required",
                JSON,
                said(402, "Payment Required", "Workspace does not have an active paid plan"),
            ),
            End::new("quota_exceeded", false, 402, 1),
            &["active paid plan", "a person"],
        ),
        same(
            "403",
            http("403 Forbidden", JSON, said(403, "Forbidden", "missing scope leads:read")),
            End::new("forbidden", false, 403, 1),
            &["missing scope leads:read", "scope"],
        ),
        same(
            "403 of the edge",
            http("403 Forbidden", TEXT, "error code: 1010"),
            End::new("forbidden", false, 403, 1),
            &["error code: 1010", "not the key", "try again later"],
        ),
        same(
            "404",
            http("404 Not Found", JSON, &not_found),
            End::new("not_found", false, 404, 1),
            &["Resource not found", "Check the id"],
        ),
        same(
            "409",
            http("409 Conflict", JSON, said(409, "Conflict", "tag exists")),
            End::new("conflict", false, 409, 1),
            &["tag exists", "look before"],
        ),
        same(
            "413",
            http("413 Payload Too Large", JSON, said(413, "Payload Too Large", "too big")),
            End::new("invalid_input", false, 413, 1),
            &["too big", "Send less"],
        ),
        same(
            "422",
            http("422 Unprocessable Entity", JSON, said(422, "Unprocessable Entity", "cannot be done")),
            End::new("invalid_input", false, 422, 1),
            &["cannot be done"],
        ),
        same(
            "429",
            http("429 Too Many Requests", JSON, said(429, "Too Many Requests", "Rate limit exceeded")),
            End::new("rate_limited", true, 429, 4),
            &["Rate limit exceeded", "wait a minute"],
        ),
        same(
            "429, now",
            http("429 Too Many Requests", "retry-after: 0\r\n", ""),
            End::new("rate_limited", true, 429, 4).after(0),
            &["call again"],
        ),
        // Later than the call may take: there is no point in waiting.
        same(
            "429, later",
            http("429 Too Many Requests", "retry-after: 120\r\n", ""),
            End::new("rate_limited", true, 429, 1).after(120),
            &["call again in 120 s"],
        ),
        same(
            "301",
            http("301 Moved Permanently", "location: https://elsewhere.example/\r\n", ""),
            End::new("vendor_error", false, 301, 1),
            &["(301)", "`INSTANTLY_BASE_URL`"],
        ),
        same(
            "200, no success",
            http("200 OK", JSON, r#"{"success":false,"message":"mailbox is gone"}"#),
            End::new("vendor_error", false, 200, 1),
            &["mailbox is gone"],
        ),
        same(
            "200, an error",
            http("200 OK", JSON, r#"{"error":"ACC_AUTH_ERROR"}"#),
            End::new("vendor_error", false, 200, 1),
            &["ACC_AUTH_ERROR"],
        ),
        same(
            "200, no success in a long answer",
            http(
                "200 OK",
                JSON,
                json!({ "padding": "x".repeat(100_000), "success": false, "error": "busy" }).to_string(),
            ),
            End::new("vendor_error", false, 200, 1),
            &["busy"],
        ),
        same(
            "200, an error with its status",
            http("200 OK", JSON, r#"{"statusCode":403,"code":"X","error":"Forbidden","message":"no scope"}"#),
            End::new("vendor_error", false, 200, 1),
            &["no scope"],
        ),
        same("425", http("425 Too Early", "", ""), End::new("vendor_error", false, 425, 1), &["(425)"]),
    ]
}

fn breakdowns() -> Vec<Case> {
    const UNREADABLE: End = End::new("vendor_error", true, 200, 1);
    let failed = |status, asked| End::new("vendor_error", true, status, asked);
    let wrong = json!({ "id": {}, "subject": [], "name": {}, "items": [{ "id": {} }] });
    vec![
        unknown(
            "500",
            http("500 Internal Server Error", JSON, said(500, "Internal Server Error", "it broke")),
            failed(500, 1),
            &["500", "it broke"],
        ),
        unknown("502, page", http("502 Bad Gateway", HTML, PAGE), failed(502, 4), &["502"]),
        unknown(
            "503, now",
            http("503 Service Unavailable", "retry-after: 0\r\n", "down"),
            failed(503, 4).after(0),
            &["503", "down"],
        ),
        unknown(
            "503, later",
            http("503 Service Unavailable", "retry-after: 3600\r\n", ""),
            failed(503, 1).after(3600),
            &["503"],
        ),
        unknown(
            "504",
            http("504 Gateway Timeout", JSON, said(504, "Gateway Timeout", "too slow")),
            failed(504, 4),
            &["504", "too slow"],
        ),
        unknown("200, page", http("200 OK", HTML, PAGE), UNREADABLE, &["web page"]),
        unknown(
            "200, page after a mark",
            http("200 OK", JSON, format!("\u{feff}\n {PAGE}")),
            UNREADABLE,
            &["web page"],
        ),
        unknown("200, empty", http("200 OK", JSON, ""), UNREADABLE, &["cannot be read"]),
        unknown("200, text", http("200 OK", TEXT, "OK"), UNREADABLE, &["cannot be read"]),
        unknown(
            "200, cut short",
            http("200 OK", JSON, r#"{"id":"7","items":[{"id":"#),
            UNREADABLE,
            &["cannot be read", "EOF"],
        ),
        unknown("200, a list", http("200 OK", JSON, "[]"), UNREADABLE, &["cannot be read"]),
        unknown("200, a number", http("200 OK", JSON, "42"), UNREADABLE, &["cannot be read"]),
        unknown(
            "200, a wrong type",
            http("200 OK", JSON, wrong.to_string()),
            UNREADABLE,
            &["cannot be read: at `", "id`: invalid type: map, expected a text"],
        ),
        unknown(
            "200, not UTF-8",
            http("200 OK", JSON, b"{\"id\":\"\xff\xfe\",\"items\":[{\"id\":\"\xff\"}]}"),
            UNREADABLE,
            &["cannot be read", "unicode"],
        ),
        unknown(
            "200, 50 MB declared",
            vec![body(format!("HTTP/1.1 200 OK\r\ncontent-length: {BIG}\r\n\r\n")), Step::Fill(BIG)],
            UNREADABLE,
            &["larger than 16 MB"],
        ),
        unknown(
            "200, 50 MB in chunks",
            vec![body("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"), Step::Chunks(BIG)],
            UNREADABLE,
            &["larger than 16 MB"],
        ),
        unknown("dropped", vec![], End::new("unreachable", true, 0, 4), &["broke"]),
        unknown(
            "dropped in the answer",
            vec![body("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":")],
            End::new("unreachable", true, 0, 4),
            &["broke"],
        ),
        unknown(
            "dropped in a chunk",
            vec![body("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n64\r\n{\"id\":")],
            End::new("unreachable", true, 0, 4),
            &["broke"],
        ),
        unknown("no HTTP", vec![body("SSH-2.0-OpenSSH_9.9\r\n")], End::new("unreachable", true, 0, 4), &["broke"]),
    ]
}

/// Two reads and two writes, the first with an id in its path.
fn calls() -> [(&'static str, bool, Value); 4] {
    [
        ("get_lead", true, json!({ "lead_id": "7" })),
        ("list_leads", true, json!({})),
        (
            "reply_to_email",
            false,
            json!({ "eaccount": "a@b.example", "reply_to_uuid": "7", "subject": "Re", "body_text": "Yes" }),
        ),
        ("create_lead_list", false, json!({ "name": "x" })),
    ]
}

/// Checks an envelope against how the call is to end; how often the vendor was asked is checked by the caller.
fn check(what: &str, envelope: &Value, code: i32, end: End, says: &[&str]) {
    let object = envelope.as_object().unwrap();
    let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["error", "error_kind", "http_status", "retry_after_s", "retryable", "success"], "{what}");
    assert_eq!(code, 1, "{what}");
    let error = object["error"].as_str().unwrap();
    let fields = json!({
        "success": false, "error": error, "error_kind": end.kind, "retryable": end.retryable,
        "http_status": end.http_status, "retry_after_s": end.retry_after_s,
    });
    assert_eq!(envelope, &fields, "{what}");
    assert!(error.len() < 1200 && !error.chars().any(char::is_control), "{what}: {error:?}");
    for tag in ["<html", "<h1", "<!DOCTYPE", "</", "<style"] {
        assert!(!error.contains(tag), "{what}: {error}");
    }
    for words in says {
        assert!(error.contains(words), "{what}: no {words:?} in {error}");
    }
    // Whatever happened, the last words say what to do.
    let next: &[&str] = match end.kind {
        "outcome_unknown" => &["Do not repeat it blindly. Look"],
        "unreachable" | "timeout" => &["ry again"],
        "rate_limited" => &["call again"],
        "unauthorized" => &["Set `INSTANTLY_API_KEY`"],
        "vendor_error" => &["try again", "Check that `", "report it", "smaller page", "Correct it"],
        "invalid_input" => &["Correct the inputs", "Send less"],
        "not_found" => &["Check the id"],
        "quota_exceeded" => &["settle"],
        "forbidden" => &["use a key", "try again later"],
        "conflict" => &["look before"],
        other => panic!("{what}: {other} is not expected"),
    };
    assert!(next.iter().any(|words| error.contains(words)), "{what}: no next step in {error}");
    if end.kind == "outcome_unknown" {
        assert!(error.contains("instantly_list_"), "{what}: no way to look in {error}");
    }
}

/// Plays every case to every call, several at once.
async fn play(cases: Vec<Case>, arguments: &'static [&'static str]) {
    let calls = calls();
    let runs = cases.iter().flat_map(|case| calls.iter().map(move |call| (case, call)));
    stream::iter(runs)
        .for_each_concurrent(12, |(case, (tool, is_read, inputs))| async move {
            let vendor = Raw::start(case.steps.clone()).await;
            let mut command = with_account(&vendor.url());
            command.args(arguments);
            let (envelope, code) = call(command, tool, inputs.clone()).await;
            let end = if *is_read { case.read } else { case.write };
            let what = format!("{tool}, {}", case.name);
            check(&what, &envelope, code, end, case.says);
            assert_eq!(vendor.asked(), end.asked, "{what}: how often the vendor was asked");
        })
        .await;
}

#[tokio::test]
async fn a_refusal_is_told_in_the_vendors_words() {
    play(refusals(), &[]).await;
}

#[tokio::test]
async fn a_breakdown_is_retried_for_reads_and_unknown_for_writes() {
    play(breakdowns(), &[]).await;
}

#[tokio::test]
async fn an_answer_that_takes_too_long_ends_with_the_call() {
    let late = End::new("timeout", true, 0, 1);
    let slow = vec![body("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n{"), Step::Drip];
    let cases =
        vec![unknown("dripping", slow, late, &["in time"]), unknown("silent", vec![Step::Silence], late, &["in time"])];
    play(cases, &["--call-timeout", "1s"]).await;
}

/// Where no connection is made, nothing has left: a write is no more in doubt than a read.
#[tokio::test]
async fn an_unreachable_vendor_has_seen_nothing() {
    // Bound and not listening: refused for as long as it is held.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let refused = format!("http://{}", socket.local_addr().unwrap());
    let end = End::new("unreachable", true, 0, 0);
    let says = ["No connection to Instantly", "Nothing was sent", "Try again", "`INSTANTLY_BASE_URL`"];
    let calls = calls();
    let runs =
        [refused.as_str(), "http://name.invalid"].into_iter().flat_map(|url| calls.iter().map(move |call| (url, call)));
    stream::iter(runs)
        .for_each_concurrent(8, |(url, (tool, _, inputs))| async move {
            let (envelope, code) = call(with_account(url), tool, inputs.clone()).await;
            check(&format!("{tool} at {url}"), &envelope, code, end, &says);
        })
        .await;
}

/// A vendor that comes back is found again.
#[tokio::test]
async fn a_read_that_is_repeated_succeeds() {
    use crate::support::vendor::{Vendor, reply};
    for status in [429, 502, 503, 504] {
        let vendor = Vendor::start().await;
        vendor.answers(200, json!({ "items": [{ "id": "7" }] }));
        vendor.then(move || reply(status, "text/plain", "busy"));
        let (envelope, code) = call(with_account(&vendor.url()), "list_leads", json!({})).await;
        assert_eq!(envelope, json!({ "success": true, "leads": [{ "id": "7" }], "count": 1 }), "{status}");
        assert_eq!((code, vendor.seen().len()), (0, 2), "{status}");
    }
    let vendor = Vendor::start().await;
    vendor.answers(200, json!({ "id": "7", "name": "x" })).then(|| reply(429, "text/plain", "busy"));
    let (envelope, _) = call(with_account(&vendor.url()), "create_lead_list", json!({ "name": "x" })).await;
    assert_eq!(envelope["success"], true, "{envelope}");
    let seen = vendor.seen();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0].body, seen[1].body);
}

//! Every failure of a vendor, for two reads and two writes: what the caller is told, and how many requests the vendor
//! receives.

mod table;

use futures_util::{StreamExt, future::join_all, stream};
use serde_json::{Value, json};

use self::table::{Case, End, body, breakdowns, refusals, unknown};
use crate::support::{
    program::{call, with_account},
    raw_vendor::{RawVendor, Step},
};

/// Two reads and two writes, the first with an id in its path.
fn calls() -> [(&'static str, bool, Value); 4] {
    [
        ("get_lead", true, json!({ "lead_id": crate::vendors::ID })),
        ("list_leads", true, json!({})),
        (
            "reply_to_email",
            false,
            // Without the read that comes before a reply: its failures are a read's.
            json!({
                "eaccount": "a@b.example", "reply_to_uuid": crate::vendors::ID, "subject": "Re", "body_text": "Yes",
                "allow_reply_to_self": true,
            }),
        ),
        ("create_lead_list", false, json!({ "name": "x" })),
    ]
}

/// Checks an envelope against the expected end. The number of requests is checked by the caller.
fn check(what: &str, envelope: &Value, code: i32, end: End, says: &[&str]) {
    let object = envelope.as_object().unwrap();
    assert_eq!(code, 1, "{what}");
    let error = object["error"].as_str().unwrap();
    let mut fields = json!({
        "success": false, "error": error, "error_kind": end.kind, "retryable": end.retryable,
    });
    // What is not known is left out, since no portable schema says "integer or null".
    for (name, known) in [("http_status", end.http_status.map(u64::from)), ("retry_after_s", end.retry_after_s)] {
        if let Some(known) = known {
            fields[name] = known.into();
        }
    }
    assert_eq!(envelope, &fields, "{what}");
    assert!(error.len() < 1200 && !error.chars().any(char::is_control), "{what}: {error:?}");
    for tag in ["<html", "<h1", "<!DOCTYPE", "</", "<style"] {
        assert!(!error.contains(tag), "{what}: {error}");
    }
    for words in says {
        assert!(error.contains(words), "{what}: no {words:?} in {error}");
    }
    // Every error ends with what to do next.
    let next: &[&str] = match end.kind {
        "outcome_unknown" => &["Do not repeat it blindly. Look"],
        "unreachable" | "timeout" => &["ry again"],
        "rate_limited" => &["call again"],
        "unauthorized" => &["Set `INSTANTLY_API_KEY`"],
        "vendor_error" => &["try again", "Check that `", "report it", "smaller page", "Correct it"],
        "invalid_input" => &["Correct the inputs", "Send less"],
        // By what the call names: an id, something else, or nothing.
        "not_found" => &["Check `lead_id`", "Check `reply_to_uuid`", "check them", "Check that `"],
        "quota_exceeded" => &["settle"],
        "forbidden" => &["use a key", "try again later"],
        "conflict" => &["look before"],
        other => panic!("{what}: {other} is not expected"),
    };
    assert!(next.iter().any(|words| error.contains(words)), "{what}: no next step in {error}");
    if end.kind == "outcome_unknown" {
        assert!(error.contains("instantly_list_"), "{what}: no look-up tool in {error}");
    }
}

/// Plays every case to every call, several at once.
async fn play(cases: Vec<Case>, arguments: &'static [&'static str]) {
    let calls = calls();
    let runs = cases.iter().flat_map(|case| calls.iter().map(move |call| (case, call)));
    stream::iter(runs)
        .for_each_concurrent(40, |(case, (tool, is_read, inputs))| async move {
            let vendor = RawVendor::start(case.steps.clone()).await;
            let mut command = with_account(&vendor.url());
            command.args(arguments);
            let (envelope, code) = call(command, tool, inputs.clone()).await;
            let end = if *is_read { case.read } else { case.write };
            let what = format!("{tool}, {}", case.name);
            check(&what, &envelope, code, end, case.says);
            // What a reply was to is read after its refusal, to tell what is wrong with it.
            let is_explained =
                *tool == "reply_to_email" && ["invalid_input", "not_found", "conflict"].contains(&end.kind);
            assert_eq!(vendor.request_count(), end.asked + usize::from(is_explained), "{what}: the number of requests");
        })
        .await;
}

#[tokio::test]
async fn a_refusal_is_reported_in_the_vendors_words() {
    play(refusals(), &[]).await;
}

#[tokio::test]
async fn a_server_error_is_retried_for_reads_and_unknown_for_writes() {
    play(breakdowns(), &[]).await;
}

#[tokio::test]
async fn an_answer_that_takes_too_long_ends_in_a_timeout() {
    let late = End::new("timeout", true, 0, 1);
    let slow = vec![body("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n{"), Step::Drip];
    let cases =
        vec![unknown("dripping", slow, late, &["in time"]), unknown("silent", vec![Step::Silence], late, &["in time"])];
    play(cases, &["--call-timeout", "1s"]).await;
}

/// Without a connection nothing was sent, so even a write is not in doubt.
#[tokio::test]
async fn an_unreachable_vendor_is_reported_as_nothing_sent() {
    // Bound and not listening: connections are refused as long as the socket lives.
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
            let mut program = with_account(url);
            program.env("OUTREACH_ALLOW_HTTP", "true");
            let (envelope, code) = call(program, tool, inputs.clone()).await;
            check(&format!("{tool} at {url}"), &envelope, code, end, &says);
        })
        .await;
}

/// A connection that is never made, with less time for the call than a connection may take: nothing was sent all the same.
#[tokio::test]
async fn a_vendor_that_never_connects_is_reported_as_nothing_sent() {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    // The queue of connections that nobody accepts is full after these: the system answers no further one.
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queued = Vec::new();
    while let Ok(Ok(connection)) =
        tokio::time::timeout(std::time::Duration::from_millis(300), tokio::net::TcpStream::connect(address)).await
    {
        queued.push(connection);
    }
    let url = &format!("http://{address}");
    let end = End::new("unreachable", true, 0, 0);
    let calls = calls();
    let runs = ["1s", "2s", "5s"].into_iter().flat_map(|timeout| calls.iter().map(move |call| (timeout, call)));
    stream::iter(runs)
        .for_each_concurrent(12, |(timeout, (tool, _, inputs))| async move {
            let mut command = with_account(url);
            command.args(["--call-timeout", timeout]);
            let (envelope, code) = call(command, tool, inputs.clone()).await;
            let says = ["No connection to Instantly", "Nothing was sent"];
            check(&format!("{tool} within {timeout}"), &envelope, code, end, &says);
        })
        .await;
}

/// A vendor that recovers is reached by the retry.
#[tokio::test]
async fn a_retried_call_succeeds() {
    use crate::support::mock_vendor::{MockVendor, reply};
    join_all([429, 502, 503, 504].map(async |status| {
        let vendor = MockVendor::start().await;
        vendor.answer_with(200, json!({ "items": [{ "id": "7" }] }));
        vendor.answer_next(move || reply(status, "text/plain", "busy"));
        let (envelope, code) = call(with_account(&vendor.url()), "list_leads", json!({})).await;
        assert_eq!(
            envelope,
            json!({ "success": true, "leads": [{ "id": "7" }], "count": 1, "has_more": false }),
            "{status}"
        );
        assert_eq!((code, vendor.requests().len()), (0, 2), "{status}");
    }))
    .await;
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "id": "7", "name": "x" })).answer_next(|| reply(429, "text/plain", "busy"));
    let (envelope, _) = call(with_account(&vendor.url()), "create_lead_list", json!({ "name": "x" })).await;
    assert_eq!(envelope["success"], true, "{envelope}");
    let seen = vendor.requests();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0].body, seen[1].body);
}

//! The table of failures: what the vendor writes, and how a read and a write end.

use serde_json::json;

use crate::support::raw_vendor::{Step, http};

const JSON: &str = "content-type: application/json\r\n";
const HTML: &str = "content-type: text/html\r\n";
const TEXT: &str = "content-type: text/plain\r\n";

/// How a call is to end.
#[derive(Clone, Copy)]
pub struct End {
    pub kind: &'static str,
    pub retryable: bool,
    pub http_status: Option<u16>,
    pub retry_after_s: Option<u64>,
    /// How many requests the vendor receives.
    pub asked: usize,
}

impl End {
    pub const fn new(kind: &'static str, retryable: bool, status: u16, asked: usize) -> Self {
        let http_status = if status == 0 { None } else { Some(status) };
        Self { kind, retryable, http_status, retry_after_s: None, asked }
    }

    pub const fn after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }
}

pub struct Case {
    pub name: &'static str,
    pub steps: Vec<Step>,
    pub read: End,
    pub write: End,
    /// Texts that the error contains in both.
    pub says: &'static [&'static str],
}

/// A failure that ends reads and writes alike.
fn same_for_both(name: &'static str, steps: Vec<Step>, end: End, says: &'static [&'static str]) -> Case {
    Case { name, steps, read: end, write: end, says }
}

/// A failure after which the outcome of a write is unknown.
pub fn unknown(name: &'static str, steps: Vec<Step>, read: End, says: &'static [&'static str]) -> Case {
    Case { name, steps, read, write: End::new("outcome_unknown", false, read.http_status.unwrap_or(0), 1), says }
}

pub fn body(bytes: impl Into<Vec<u8>>) -> Step {
    Step::Bytes(bytes.into())
}

fn error_body(status: u16, error: &str, message: &str) -> String {
    json!({ "statusCode": status, "error": error, "message": message }).to_string()
}

const BIG: usize = 50 * 1024 * 1024;
const PAGE: &str =
    "<!DOCTYPE html>\n<html><head><title>502</title><style>p{}</style></head><body><h1>Bad Gateway</h1></body></html>";

pub fn refusals() -> Vec<Case> {
    const INVALID: End = End::new("invalid_input", false, 400, 1);
    let not_found = error_body(404, "Not Found", "Resource not found");
    vec![
        same_for_both(
            "400",
            http("400 Bad Request", JSON, error_body(400, "Bad Request", "body must have required property 'name'")),
            INVALID,
            &["(400)", "body must have required property 'name'", "Correct the inputs"],
        ),
        same_for_both(
            "400, only error",
            http("400 Bad Request", JSON, r#"{"error":"Invalid lead email"}"#),
            INVALID,
            &["Invalid lead email"],
        ),
        same_for_both(
            "400, only message",
            http("400 Bad Request", JSON, r#"{"message":"querystring/limit must be <= 100"}"#),
            INVALID,
            &["querystring/limit must be <= 100"],
        ),
        same_for_both("400, empty", http("400 Bad Request", "", ""), INVALID, &["(400)", "Correct the inputs"]),
        same_for_both(
            "400, text",
            http("400 Bad Request", TEXT, "no such\tmailbox\u{1b}[31m"),
            INVALID,
            &["no such mailbox"],
        ),
        same_for_both("400, page", http("400 Bad Request", HTML, PAGE), INVALID, &["(400)"]),
        same_for_both(
            "400, odd shapes",
            http("400 Bad Request", JSON, r#"{"message":{"a":[1]},"error":7}"#),
            INVALID,
            &["(400)"],
        ),
        same_for_both(
            "400, long",
            http("400 Bad Request", JSON, error_body(400, "Bad Request", &"very ".repeat(5000))),
            INVALID,
            &["very very", "…"],
        ),
        same_for_both(
            "400, not UTF-8",
            http("400 Bad Request", TEXT, b"caf\xe9 \xff\xfe closed"),
            INVALID,
            &["closed"],
        ),
        same_for_both(
            "401",
            http("401 Unauthorized", JSON, error_body(401, "Unauthorized", "Missing Authorization header")),
            End::new("unauthorized", false, 401, 1),
            &["Missing Authorization header", "`INSTANTLY_API_KEY`"],
        ),
        same_for_both(
            "402",
            http(
                "402 Payment Required",
                JSON,
                error_body(402, "Payment Required", "Workspace does not have an active paid plan"),
            ),
            End::new("quota_exceeded", false, 402, 1),
            &["active paid plan", "a person"],
        ),
        same_for_both(
            "403",
            http("403 Forbidden", JSON, error_body(403, "Forbidden", "missing scope leads:read")),
            End::new("forbidden", false, 403, 1),
            &["missing scope leads:read", "The key lacks `", "which this call needs"],
        ),
        same_for_both(
            "403 of the edge",
            http("403 Forbidden", TEXT, "error code: 1010"),
            End::new("forbidden", false, 403, 1),
            &["error code: 1010", "not the key", "try again later"],
        ),
        same_for_both(
            "404",
            http("404 Not Found", JSON, &not_found),
            End::new("not_found", false, 404, 1),
            &["Resource not found"],
        ),
        same_for_both(
            "409",
            http("409 Conflict", JSON, error_body(409, "Conflict", "tag exists")),
            End::new("conflict", false, 409, 1),
            &["tag exists", "look before"],
        ),
        same_for_both(
            "413",
            http("413 Payload Too Large", JSON, error_body(413, "Payload Too Large", "too big")),
            End::new("invalid_input", false, 413, 1),
            &["too big", "Send less"],
        ),
        same_for_both(
            "422",
            http("422 Unprocessable Entity", JSON, error_body(422, "Unprocessable Entity", "cannot be done")),
            End::new("invalid_input", false, 422, 1),
            &["cannot be done"],
        ),
        same_for_both(
            "429",
            http("429 Too Many Requests", JSON, error_body(429, "Too Many Requests", "Rate limit exceeded")),
            End::new("rate_limited", true, 429, 4),
            &["Rate limit exceeded", "wait a minute"],
        ),
        same_for_both(
            "429, now",
            http("429 Too Many Requests", "retry-after: 0\r\n", ""),
            End::new("rate_limited", true, 429, 4).after(0),
            &["call again"],
        ),
        // Past the call's deadline, so it is not waited for.
        same_for_both(
            "429, later",
            http("429 Too Many Requests", "retry-after: 120\r\n", ""),
            End::new("rate_limited", true, 429, 1).after(120),
            &["call again in 120 s"],
        ),
        same_for_both(
            "301",
            http("301 Moved Permanently", "location: https://elsewhere.example/\r\n", ""),
            End::new("vendor_error", false, 301, 1),
            &["(301)", "`INSTANTLY_BASE_URL`"],
        ),
        same_for_both(
            "200, no success",
            http("200 OK", JSON, r#"{"success":false,"message":"mailbox is gone"}"#),
            End::new("vendor_error", false, 200, 1),
            &["mailbox is gone"],
        ),
        same_for_both(
            "200, an error",
            http("200 OK", JSON, r#"{"error":"ACC_AUTH_ERROR"}"#),
            End::new("vendor_error", false, 200, 1),
            &["ACC_AUTH_ERROR"],
        ),
        same_for_both(
            "200, no success in a long answer",
            http(
                "200 OK",
                JSON,
                json!({ "padding": "x".repeat(100_000), "success": false, "error": "busy" }).to_string(),
            ),
            End::new("vendor_error", false, 200, 1),
            &["busy"],
        ),
        same_for_both(
            "200, an error with its status",
            http("200 OK", JSON, r#"{"statusCode":403,"code":"X","error":"Forbidden","message":"no scope"}"#),
            End::new("vendor_error", false, 200, 1),
            &["no scope"],
        ),
        same_for_both("425", http("425 Too Early", "", ""), End::new("vendor_error", false, 425, 1), &["(425)"]),
    ]
}

pub fn breakdowns() -> Vec<Case> {
    const UNREADABLE: End = End::new("vendor_error", true, 200, 1);
    let failed = |status, asked| End::new("vendor_error", true, status, asked);
    let wrong = json!({ "id": {}, "subject": [], "name": {}, "items": [{ "id": {} }] });
    vec![
        unknown(
            "500",
            http("500 Internal Server Error", JSON, error_body(500, "Internal Server Error", "it broke")),
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
            http("504 Gateway Timeout", JSON, error_body(504, "Gateway Timeout", "too slow")),
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
            &["larger than 40 MB"],
        ),
        unknown(
            "200, 50 MB in chunks",
            vec![body("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"), Step::Chunks(BIG)],
            UNREADABLE,
            &["larger than 40 MB"],
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

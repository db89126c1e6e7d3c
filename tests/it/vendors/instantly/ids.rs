//! An id never changes the path of a request: it stays one segment, or the call is refused.

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::ID;
use crate::support::wire::WireSession;

const TOOLS: [(&str, &str, &str, &str); 3] = [
    ("instantly_get_lead", "lead_id", "/api/v2/leads/", ""),
    ("instantly_patch_campaign", "campaign_id", "/api/v2/campaigns/", ""),
    ("instantly_activate_campaign", "campaign_id", "/api/v2/campaigns/", "/activate"),
];

fn inputs(tool: &str, input: &str, id: &str) -> Value {
    let mut inputs = json!({ input: id });
    if tool == "instantly_patch_campaign" {
        inputs["name"] = "x".into();
    }
    inputs
}

#[tokio::test]
async fn an_id_stays_one_path_segment() {
    let long = "x/".repeat(5 * 1024);
    let ids = [
        ("a b", "a%20b"),
        ("../x?y", "..%2Fx%3Fy"),
        ("a/b", "a%2Fb"),
        ("/", "%2F"),
        ("a\\b", "a%5Cb"),
        ("..\\", "..%5C"),
        ("%2e%2e", "%252e%252e"),
        ("%2E", "%252E"),
        ("%2f", "%252f"),
        ("a#b", "a%23b"),
        ("a;b=c", "a%3Bb%3Dc"),
        ("a@b:80", "a%40b%3A80"),
        ("a\nb", "a%0Ab"),
        ("a\r\nX-Evil: 1\r\n\r\n", "a%0D%0AX-Evil%3A%201%0D%0A%0D%0A"),
        ("a\tb\u{0}", "a%09b%00"),
        ("...", "..."),
        (" ..", "%20.."),
        ("h\u{e9}\u{1f680}", "h%C3%A9%F0%9F%9A%80"),
        ("\u{ff0e}\u{ff0e}", "%EF%BC%8E%EF%BC%8E"),
        ("{id}", "%7Bid%7D"),
        ("-._~", "-._~"),
        ("+", "%2B"),
        (long.as_str(), ""),
    ];
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_with(200, json!({ "id": ID }));
    for (tool, input, before, after) in TOOLS {
        for (id, encoded) in ids {
            let seen = wire.request_of(tool, &inputs(tool, input, id)).await;
            let segment = seen.target.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).unwrap();
            assert!(!segment.contains(['/', '?', '#']), "{tool} {id:?}: {}", seen.target);
            assert_eq!(percent_decode_str(segment).decode_utf8().unwrap(), id, "{tool}");
            assert_eq!(seen.header("x-evil"), None);
            if !encoded.is_empty() {
                assert_eq!(segment, encoded, "{tool} {id:?}");
            }
        }
    }
}

#[tokio::test]
async fn an_id_that_would_change_the_path_is_refused() {
    let mut wire = WireSession::instantly().await;
    for (tool, input, ..) in TOOLS {
        for (id, says) in
            [("", "must not be empty"), (" \n", "must not be empty"), (".", "is not an id"), ("..", "is not an id")]
        {
            let error = wire.invalid_input(tool, &inputs(tool, input, id)).await;
            assert!(error.contains(says), "{tool} {id:?}: {error}");
        }
    }
}

//! Snov.io's actions: requests as <https://snov.io/api> documents them, and the outputs for its answers.

mod account;
mod campaigns;
mod database;
mod drips;
mod events;
mod finder;
mod generations;
mod lists;
mod mailboxes;
mod people;
mod prospects;
mod refusals;
mod searches;
mod tasks;
mod verifier;
mod webhooks;

pub use webhooks::PRIVATE_ADDRESSES;

use serde_json::{Value, json};

use super::{WireCase, json_body, no_body};
use crate::support::{answers, mock_vendor::TOKEN, wire::WireSession};

/// The cases of every resource.
pub fn cases() -> Vec<WireCase> {
    [
        searches::cases(),
        finder::cases(),
        verifier::cases(),
        tasks::cases(),
        database::cases(),
        campaigns::cases(),
        events::cases(),
        drips::cases(),
        mailboxes::cases(),
        prospects::cases(),
        lists::cases(),
        account::cases(),
        webhooks::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A case with a form: its body is a list of names and values.
fn form(tool: &'static str, inputs: Value, target: &'static str, pairs: &[(&str, &str)]) -> WireCase {
    json_body(tool, inputs, "POST", target, json!(pairs))
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn requests_are_as_documented() {
    let mut wire = WireSession::snov().await;
    for WireCase { tool, inputs, method, target, body } in cases() {
        wire.vendor.answer_with(200, answers::text(tool));
        let seen = wire.request_of(tool, &inputs).await;
        let what = format!("{tool} {inputs}");
        assert_eq!(seen.method, method, "{what}");
        assert_eq!(seen.target, target, "{what}");
        assert_eq!(seen.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()), "{what}");
        assert_eq!(seen.header("user-agent"), Some(concat!("outreach-mcp/", env!("CARGO_PKG_VERSION"))), "{what}");
        assert_eq!(seen.header("accept"), Some("application/json"), "{what}");
        match body {
            Some(pairs @ Value::Array(_)) => {
                assert_eq!(seen.header("content-type"), Some("application/x-www-form-urlencoded"), "{what}");
                assert_eq!(json!(seen.form()), pairs, "{what}");
                assert!(!seen.body.iter().any(|byte| b"[] ".contains(byte)), "{what}: {:?}", seen.body);
            }
            Some(body) => {
                assert_eq!(seen.header("content-type"), Some("application/json"), "{what}");
                assert_eq!(seen.json(), body, "{what}");
            }
            None => {
                assert_eq!(seen.header("content-type"), None, "{what}");
                assert_eq!(seen.body, b"", "{what}");
            }
        }
    }
    assert_eq!(wire.vendor.token_requests().len(), 1, "one token for all requests");
}

/// Checks that this answer with status 200 is a failure of this kind, with these words in its error.
async fn refused_by_the_vendor(
    wire: &mut WireSession,
    tool: &str,
    inputs: &Value,
    answer: &Value,
    kind: &str,
    words: &str,
) {
    wire.vendor.answer_with(200, answer);
    let envelope = wire.call(tool, inputs).await;
    assert_eq!(envelope["success"], false, "{tool}: {answer}");
    assert_eq!(envelope["error_kind"], kind, "{tool}: {envelope:?}");
    assert!(envelope["error"].as_str().unwrap().contains(words), "{tool}: {envelope:?}");
}

/// The envelope of a call that the vendor answers with this.
async fn answered(wire: &mut WireSession, tool: &str, inputs: &Value, answer: &Value) -> Value {
    wire.vendor.answer_with(200, answer);
    Value::Object(wire.call(tool, inputs).await)
}

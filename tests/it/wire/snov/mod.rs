//! Snov.io's actions as they stand on the wire. See <https://snov.io/api>.

mod account;
mod finder;
mod lists;
mod people;
mod prospects;
mod verifier;

use serde_json::{Value, json};

use super::{Case, bare};
use crate::support::{bench::Bench, vendor::TOKEN};

/// Every case of every resource: what is not here is not tested.
pub fn cases() -> Vec<Case> {
    [finder::cases(), verifier::cases(), prospects::cases(), lists::cases(), account::cases()]
        .into_iter()
        .flatten()
        .collect()
}

/// A case of a `POST` with a form: its names and values, in their order.
fn form(tool: &'static str, inputs: Value, target: &'static str, pairs: &[(&str, &str)]) -> Case {
    Case { tool, inputs, method: "POST", target, body: Some(json!(pairs)) }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// An answer that says so little that every action can read it.
fn bare_answer() -> Value {
    json!({ "success": true, "data": {}, "status": "completed" })
}

#[tokio::test]
async fn requests_are_as_documented() {
    let mut bench = Bench::snov().await;
    bench.vendor.answers(200, bare_answer());
    for Case { tool, inputs, method, target, body } in cases() {
        let seen = bench.sent(tool, &inputs).await;
        let what = format!("{tool} {inputs}");
        assert_eq!(seen.method, method, "{what}");
        assert_eq!(seen.target, target, "{what}");
        assert_eq!(seen.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()), "{what}");
        assert_eq!(seen.header("user-agent"), Some(concat!("outreach-mcp/", env!("CARGO_PKG_VERSION"))), "{what}");
        assert_eq!(seen.header("accept"), Some("application/json"), "{what}");
        match body {
            Some(pairs) if pairs.is_array() => {
                let media_type = "application/x-www-form-urlencoded";
                assert_eq!(seen.header("content-type"), Some(media_type), "{what}");
                assert_eq!(json!(seen.form()), pairs, "{what}");
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
    assert_eq!(bench.vendor.granted().len(), 1, "one token for all of them");
}

/// What every failure of a call with a status of success looks like: its kind, and words in its text.
async fn refused_by_the_vendor(bench: &mut Bench, tool: &str, inputs: &Value, answer: &Value, kind: &str, words: &str) {
    bench.vendor.answers(200, answer);
    let envelope = bench.call(tool, inputs).await;
    assert_eq!(envelope["success"], false, "{tool}: {answer}");
    assert_eq!(envelope["error_kind"], kind, "{tool}: {envelope:?}");
    assert!(envelope["error"].as_str().unwrap().contains(words), "{tool}: {envelope:?}");
}

/// The envelope of a call that the vendor answers with this.
async fn answered(bench: &mut Bench, tool: &str, inputs: &Value, answer: &Value) -> Value {
    bench.vendor.answers(200, answer);
    Value::Object(bench.call(tool, inputs).await)
}

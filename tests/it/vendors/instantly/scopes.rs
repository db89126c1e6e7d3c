//! A key of limited rights: a refusal names the scope that the call needs.

use serde_json::{Value, json};

use super::cases;
use crate::support::{catalogue::actions_of, mock_vendor::reply, wire::WireSession};

fn fewest(tool: &str) -> Value {
    let of_tool = cases().into_iter().filter(|case| case.tool == tool).map(|case| case.inputs);
    of_tool.min_by_key(|inputs| inputs.as_object().unwrap().len()).unwrap()
}

#[tokio::test]
async fn a_refusal_for_want_of_a_scope_names_it() {
    let mut wire = WireSession::instantly().await;
    let mut named = 0;
    for action in actions_of("instantly") {
        let tool = &action.tool;
        for (status, words) in
            [(403, "Forbidden"), (403, "Insufficient permissions"), (401, "Missing required scope for this route")]
        {
            let body = json!({ "statusCode": status, "error": "Refused", "message": words }).to_string();
            wire.vendor.answer_with(status, body);
            let envelope = wire.call(tool, &fewest(tool)).await;
            assert_eq!(envelope["http_status"], status, "{tool}: {envelope:?}");
            let error = envelope["error"].as_str().unwrap();
            match action.unlisted.scope {
                Some(scope) => {
                    assert!(
                        error.contains(&format!("The key lacks `{scope}`, which this call needs")),
                        "{tool}: {error}"
                    );
                    assert!(error.contains("`INSTANTLY_API_KEY`"), "{tool}: {error}");
                    named += 1;
                }
                None => {
                    assert!(
                        error.contains("do not name for this call") && error.contains("`all:all`"),
                        "{tool}: {error}"
                    );
                    assert!(!error.contains("that is named"), "{tool}: {error}");
                }
            }
        }
    }
    assert!(named > 60, "{named}");
}

/// Neither a wrong key nor the edge in front of the API is about scopes.
#[tokio::test]
async fn other_refusals_name_no_scope() {
    let mut wire = WireSession::instantly().await;
    for (status, body) in
        [(401, r#"{"statusCode":401,"message":"Invalid API key"}"#), (403, "error code: 1010"), (402, "{}")]
    {
        wire.vendor.answer_next(move || reply(status, "application/json", body));
        let envelope = wire.call("instantly_list_leads", &json!({})).await;
        assert!(!envelope["error"].as_str().unwrap().contains("leads:read"), "{envelope:?}");
    }
}

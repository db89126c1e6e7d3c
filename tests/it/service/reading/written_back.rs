//! A text that an answer showed cut is not written back as if it were whole.

use serde_json::{Value, json};

use crate::{
    support::{
        mock_vendor::MockVendor,
        program::{StdioSession, with_account},
    },
    vendors::ID,
};

const LIST: &str = "list_campaigns";
const PATCH: &str = "patch_campaign";

fn steps(body: &str) -> Value {
    json!([{ "steps": [{ "delay": 1, "variants": [{ "subject": "Hello", "body": body }] }] }])
}

fn change(sequences: &Value) -> Value {
    json!({ "campaign_id": ID, "sequences": sequences, "replace_sequences": true })
}

#[tokio::test]
async fn a_text_that_was_shown_cut_is_not_written_back() {
    let vendor = MockVendor::start().await;
    // A text of its own may end like a cut one.
    let (long, own) = (format!("{}…", "word ".repeat(200)), "And so on…");
    let page = json!({ "items": [{ "id": ID, "name": "One", "sequences": steps(&long) }] });
    let mut session = StdioSession::initialized(with_account(&vendor.url()), "2025-11-25").await;

    vendor.answer_with(200, page.clone());
    let brief = session.envelope(LIST, json!({})).await;
    let shown = &brief["campaigns"][0]["sequences"];
    assert_ne!(shown, &steps(&long), "{brief}");
    vendor.answer_with(200, json!({ "id": ID }));
    let before = vendor.requests().len();
    let refused =
        session.envelope(PATCH, change(&steps(shown[0]["steps"][0]["variants"][0]["body"].as_str().unwrap()))).await;
    assert_eq!(refused["error_kind"], "invalid_input", "{refused}");
    let error = refused["error"].as_str().unwrap();
    assert!(error.contains("`sequences[0].steps[0].variants[0].body` is the beginning of a longer text"), "{error}");
    assert!(error.contains("`detail`: \"full\"") && error.contains("Nothing was sent"), "{error}");
    assert_eq!(vendor.requests().len(), before, "nothing is sent");

    vendor.answer_with(200, page);
    let full = session.envelope(LIST, json!({ "detail": "full" })).await;
    assert_eq!(full["campaigns"][0]["sequences"][0]["steps"][0]["variants"][0]["body"], long, "{full}");
    vendor.answer_with(200, json!({ "id": ID }));
    for body in [long.as_str(), own] {
        let taken = session.envelope(PATCH, change(&steps(body))).await;
        assert_eq!(taken["success"], true, "{taken}");
    }
}

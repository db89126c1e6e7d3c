//! What the answers of questions across vendors say of themselves: whether they may be repeated, what is wrong, what is left out.

use serde_json::json;

use super::{
    across::{agent, done},
    session,
};

/// What one of the vendor's own tools calls retryable, a call that asks it is, too.
#[tokio::test]
async fn a_failure_of_a_part_may_be_repeated_as_the_part_may() {
    let mut agent = session(&["--pace", "0", "--sandbox-fault", "* /public/*=500"]).await;
    let own = agent.envelope("overloop_list_prospects", json!({})).await;
    let calls = [
        ("find_person", json!({ "email": "somebody@example.org" })),
        ("check_suppression", json!({ "emails": ["somebody@example.org"] })),
        ("campaign_report", json!({})),
        ("inbox", json!({})),
        ("find_and_verify", json!({ "emails": ["somebody@example.org"] })),
    ];
    for (tool, mut inputs) in calls {
        inputs["vendors"] = json!(["overloop"]);
        let answer = agent.envelope(tool, inputs).await;
        if tool == "find_and_verify" {
            // Overloop verifies nothing.
            assert_eq!(answer["error_kind"], "not_configured", "{answer}");
            continue;
        }
        assert_eq!(
            (&answer["error_kind"], &answer["retryable"]),
            (&own["error_kind"], &own["retryable"]),
            "{tool}: {answer} {own}"
        );
        // What failed is said once.
        let words = own["error"].as_str().unwrap();
        let start = words.split('.').next().unwrap();
        assert!(answer.to_string().matches(start).count() <= 1, "{tool}: {answer}");
    }
}

/// Wrong inputs are named, and one wrong row concerns itself alone.
#[tokio::test]
async fn inputs_that_cannot_be_meant_are_refused_by_their_own_names() {
    let mut agent = agent().await;
    let mixed = json!({ "emails": ["a@", "new.two@example.org"] });
    let found = done(&mut agent, "find_and_verify", mixed).await;
    assert_eq!(found["results"][0]["standing"], "invalid", "{found}");
    assert!(found["results"][0]["because"].as_str().unwrap().contains("emails[0]"), "{found}");
    assert_eq!(found["results"][1]["standing"], "valid", "{found}");
    let wrong = [
        ("find_and_verify", json!({ "emails": ["a@"] }), "emails[0]"),
        ("find_person", json!({ "email": "a@" }), "`email` has no domain"),
        ("find_person", json!({ "first_name": "", "last_name": "Doe" }), "first_name"),
        (
            "suppress_everywhere",
            json!({ "value": "z@b.com", "list_ids": [{ "vendor": "Instantly", "list_id": "9" }] }),
            "list_ids",
        ),
        ("campaign_report", json!({ "from": "2026-05-01", "days": 3 }), "`days`"),
        ("campaign_report", json!({ "from": "2039-05-01", "to": "2039-05-02" }), "future"),
        ("campaign_report", json!({ "campaigns": [{ "vendor": "instantly", "id": "9" }] }), "`campaigns[0].id`"),
    ];
    for (tool, inputs, words) in wrong {
        let refused = agent.envelope(tool, inputs.clone()).await;
        let error = refused["error"].as_str().unwrap_or_else(|| panic!("{tool} {inputs}: {refused}"));
        let is_vague = error.contains("``") || error.contains("No vendor answered");
        assert!(error.contains(words) && !is_vague, "{tool} {inputs}: {refused}");
        assert_eq!(refused["error_kind"], "invalid_input", "{tool} {inputs}: {refused}");
    }
    let named = json!({ "value": "z@b.com", "list_ids": [{ "vendor": "Snov", "list_id": "8" }] });
    assert_eq!(done(&mut agent, "suppress_everywhere", named).await["everywhere"], true);
    let named = json!({ "first_name": "Nobody", "last_name": "Here" });
    assert_eq!(done(&mut agent, "find_person", named).await["asked"], json!(["instantly", "overloop"]));
}

/// The picture is part of the answer, and there is none where there is nothing to draw.
#[tokio::test]
async fn a_picture_fits_into_the_answer_or_is_left_out() {
    let period = json!({ "from": "2026-01-01", "to": "2026-12-31", "chart": true });
    for max_bytes in [30_000, 60_000] {
        let mut agent = session(&["--pace", "0", "--max-result-bytes", &max_bytes.to_string()]).await;
        let result = agent.call("campaign_report", period.clone()).await;
        let size = result["content"][0]["text"].as_str().unwrap().len()
            + result["content"][1]["data"].as_str().unwrap_or_default().len();
        assert!(size <= max_bytes, "{max_bytes}: {size}");
        assert!(result["structuredContent"]["campaigns"].as_array().unwrap().len() > 3, "{result}");
        let mut untold = period.clone();
        untold["vendors"] = json!(["overloop"]);
        let result = agent.call("campaign_report", untold).await;
        assert!(result["content"].get(1).is_none(), "{result}");
        assert!(result["structuredContent"]["chart"].as_str().unwrap().contains("no picture"), "{result}");
    }
    let mut agent = agent().await;
    let inputs =
        |limit: u64| json!({ "from": "2026-01-01", "to": "2026-12-31", "vendors": ["instantly"], "limit": limit });
    let all = done(&mut agent, "campaign_report", inputs(50)).await;
    let one = done(&mut agent, "campaign_report", inputs(1)).await;
    assert_eq!(one["campaigns"][0], all["campaigns"][0], "the one with most mail is kept: {one}");
}

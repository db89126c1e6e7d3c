//! Lead labels: `/lead-labels`, `/lead-labels/{id}`, `/lead-labels/ai-reply-label`.

use serde_json::json;

use super::{ID, WireCase, check_requests, json_body, no_body};
use crate::support::wire::WireSession;

const ONE: &str = "/api/v2/lead-labels/f9cc070d-8dba-4341-b847-f083c358e460";

pub fn cases() -> Vec<WireCase> {
    let all = json!({
        "label": "Hot Lead",
        "interest_status_label": "positive",
        "description": "Used for marking high-priority leads",
        "use_with_ai": true,
    });
    let mut change = all.clone();
    change["lead_label_id"] = ID.into();
    let fewest = json!({ "label": "Hot Lead", "interest_status_label": "neutral" });
    vec![
        no_body(
            "instantly_list_lead_labels",
            json!({
                "limit": 10,
                "starting_after": "1970-01-01T00:00:00.000Z",
                "search": "Hot Lead",
                "interest_status": "positive",
            }),
            "GET",
            "/api/v2/lead-labels?limit=10&starting_after=1970-01-01T00%3A00%3A00.000Z&search=Hot+Lead\
             &interest_status=positive",
        ),
        no_body("instantly_list_lead_labels", json!({}), "GET", "/api/v2/lead-labels"),
        no_body("instantly_get_lead_label", json!({ "lead_label_id": ID }), "GET", ONE),
        json_body("instantly_create_lead_label", all.clone(), "POST", "/api/v2/lead-labels", all.clone()),
        json_body("instantly_create_lead_label", fewest.clone(), "POST", "/api/v2/lead-labels", fewest),
        json_body("instantly_update_lead_label", change, "PATCH", ONE, all),
        json_body(
            "instantly_update_lead_label",
            json!({ "lead_label_id": ID, "label": "Warm" }),
            "PATCH",
            ONE,
            json!({ "label": "Warm" }),
        ),
        json_body(
            "instantly_update_lead_label",
            json!({ "lead_label_id": ID, "description": null, "use_with_ai": null }),
            "PATCH",
            ONE,
            json!({ "description": null, "use_with_ai": null }),
        ),
        json_body(
            "instantly_delete_lead_label",
            json!({ "lead_label_id": ID, "reassigned_status": "interested" }),
            "DELETE",
            ONE,
            json!({ "reassigned_status": 1 }),
        ),
        no_body("instantly_delete_lead_label", json!({ "lead_label_id": ID }), "DELETE", ONE),
        json_body(
            "instantly_test_lead_label",
            json!({ "reply_text": "Thanks for reaching out. I am interested in learning more." }),
            "POST",
            "/api/v2/lead-labels/ai-reply-label",
            json!({ "reply_text": "Thanks for reaching out. I am interested in learning more." }),
        ),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

/// The number of a label is taken wherever an interest is.
#[tokio::test]
async fn a_custom_labels_number_is_an_interest() {
    let mut wire = WireSession::instantly().await;
    let inputs = json!({ "lead_email": "ada@example.com", "interest_value": 5, "campaign_id": ID });
    assert_eq!(wire.request_of("instantly_update_lead_interest_status", &inputs).await.json(), inputs);
    wire.vendor.answer_with(200, json!({ "id": ID }));
    let deletion = json!({ "lead_label_id": ID, "reassigned_status": -6 });
    let seen = wire.request_of("instantly_delete_lead_label", &deletion).await;
    assert_eq!(seen.json(), json!({ "reassigned_status": -6 }));
}

#[tokio::test]
async fn a_change_of_nothing_is_refused() {
    let mut wire = WireSession::instantly().await;
    let error = wire.invalid_input("instantly_update_lead_label", &json!({ "lead_label_id": ID })).await;
    assert!(error.contains("nothing to change"), "{error}");
}

//! Leads: `POST /leads/list`, `GET /leads/{id}`, `POST /leads`, `DELETE /leads`, `POST /leads/update-interest-status`.

use serde_json::json;

use super::{ID, WireCase, check_requests, json_body, no_body};
use crate::support::wire::WireSession;

pub fn cases() -> Vec<WireCase> {
    let listed = json!({
        "search": "John Doe",
        "filter": "FILTER_VAL_CONTACTED",
        "campaign": ID,
        "list_id": ID,
        "in_campaign": true,
        "in_list": false,
        "ids": [ID],
        "excluded_ids": [ID, "00000000-0000-4000-8000-000000000032"],
        "contacts": ["test@test.com"],
        "organization_user_ids": [ID],
        "smart_view_id": ID,
        "is_website_visitor": true,
        "distinct_contacts": true,
        "enrichment_status": -1,
        "esg_code": "all",
        "limit": 10,
        "starting_after": "jane+doe@example.com",
    });
    let created = json!({
        "campaign": ID,
        "list_id": ID,
        "email": "example@example.com",
        "first_name": "John",
        "last_name": "Doe",
        "company_name": "Example Inc.",
        "job_title": "Head of Growth",
        "phone": "+1234567890",
        "website": "https://example.com",
        "personalization": "Hello, how are you?",
        "lt_interest_status": -3,
        "pl_value_lead": "High",
        "assigned_to": ID,
        "skip_if_in_workspace": true,
        "skip_if_in_campaign": false,
        "skip_if_in_list": true,
        "blocklist_id": ID,
        "verify_leads_for_lead_finder": true,
        "verify_leads_on_import": false,
        "custom_variables": { "past_customer": true, "seats": 12, "score": 0.5, "plan": "Gold, 2\u{e9}", "none": null },
    });
    let deleted = json!({ "campaign_id": ID, "list_id": "00000000-0000-4000-8000-000000000032", "status": -1, "ids": [ID, "00000000-0000-4000-8000-000000000033"], "limit": 10000 });
    let mut deletion = deleted.clone();
    deletion["all"] = false.into();
    let status = json!({
        "lead_email": "test@test.com",
        "interest_value": -4,
        "campaign_id": ID,
        "list_id": ID,
        "ai_interest_value": 1,
        "disable_auto_interest": true,
    });
    let reset = json!({ "lead_email": "test@test.com", "interest_value": null });
    vec![
        json_body("instantly_list_leads", listed.clone(), "POST", "/api/v2/leads/list", listed),
        json_body("instantly_list_leads", json!({}), "POST", "/api/v2/leads/list", json!({})),
        json_body(
            "instantly_list_leads",
            json!({ "esg_code": "0", "limit": null }),
            "POST",
            "/api/v2/leads/list",
            json!({ "esg_code": "0" }),
        ),
        no_body(
            "instantly_get_lead",
            json!({ "lead_id": ID }),
            "GET",
            "/api/v2/leads/f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        json_body("instantly_create_lead", created.clone(), "POST", "/api/v2/leads", created),
        json_body(
            "instantly_create_lead",
            json!({ "last_name": "Doe" }),
            "POST",
            "/api/v2/leads",
            json!({ "last_name": "Doe" }),
        ),
        json_body(
            "instantly_create_lead",
            json!({ "list_id": ID, "email": "a@b.example" }),
            "POST",
            "/api/v2/leads",
            json!({ "list_id": ID, "email": "a@b.example" }),
        ),
        json_body("instantly_delete_leads", deletion, "DELETE", "/api/v2/leads", deleted),
        json_body(
            "instantly_delete_leads",
            json!({ "list_id": ID, "all": true }),
            "DELETE",
            "/api/v2/leads",
            json!({ "list_id": ID }),
        ),
        json_body(
            "instantly_update_lead_interest_status",
            status.clone(),
            "POST",
            "/api/v2/leads/update-interest-status",
            status,
        ),
        json_body(
            "instantly_update_lead_interest_status",
            reset.clone(),
            "POST",
            "/api/v2/leads/update-interest-status",
            reset,
        ),
        json_body(
            "instantly_update_lead_interest_status",
            json!({ "lead_email": "test@test.com", "interest_value": 0 }),
            "POST",
            "/api/v2/leads/update-interest-status",
            json!({ "lead_email": "test@test.com", "interest_value": 0 }),
        ),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

#[tokio::test]
async fn an_esg_code_is_one_of_the_documented_ones() {
    let mut wire = WireSession::instantly().await;
    for code in ["0", "1", "2", "3", "4", "all", "none"] {
        let seen = wire.request_of("instantly_list_leads", &json!({ "esg_code": code })).await;
        assert_eq!(seen.json(), json!({ "esg_code": code }));
    }
    let error = wire.invalid_input("instantly_list_leads", &json!({ "esg_code": "5" })).await;
    assert!(error.contains("`esg_code`") && error.contains("\"none\""), "{error}");
}

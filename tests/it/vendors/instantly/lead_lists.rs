//! Lead lists: `GET /lead-lists`, `POST /lead-lists`.

use serde_json::json;

use super::{ID, WireCase, check_requests, json_body, no_body};

pub fn cases() -> Vec<WireCase> {
    let all = json!({ "name": "My Lead List", "has_enrichment_task": false, "owned_by": ID });
    vec![
        no_body(
            "instantly_list_lead_lists",
            json!({
                "limit": 1,
                "starting_after": "1970-01-01T00:00:00.000Z",
                "has_enrichment_task": true,
                "search": "Summer 2025 List",
            }),
            "GET",
            "/api/v2/lead-lists?limit=1&starting_after=1970-01-01T00%3A00%3A00.000Z&has_enrichment_task=true\
             &search=Summer+2025+List",
        ),
        no_body("instantly_list_lead_lists", json!({}), "GET", "/api/v2/lead-lists"),
        json_body("instantly_create_lead_list", all.clone(), "POST", "/api/v2/lead-lists", all),
        json_body(
            "instantly_create_lead_list",
            json!({ "name": "My \"Lead\" List" }),
            "POST",
            "/api/v2/lead-lists",
            json!({ "name": "My \"Lead\" List" }),
        ),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

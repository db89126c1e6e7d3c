//! Lead lists: to list, get, create, change and delete them, and how their addresses were verified.

use serde_json::json;

use super::{ID, WireCase, check_requests, json_body, no_body};

const LIST: &str = "/api/v2/lead-lists/f9cc070d-8dba-4341-b847-f083c358e460";

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
        no_body("instantly_get_lead_list", json!({ "lead_list_id": ID }), "GET", LIST),
        json_body(
            "instantly_update_lead_list",
            json!({ "lead_list_id": ID, "name": "New", "has_enrichment_task": true, "owned_by": null }),
            "PATCH",
            LIST,
            json!({ "name": "New", "has_enrichment_task": true, "owned_by": null }),
        ),
        json_body(
            "instantly_update_lead_list",
            json!({ "lead_list_id": ID, "has_enrichment_task": null }),
            "PATCH",
            LIST,
            json!({ "has_enrichment_task": null }),
        ),
        no_body("instantly_delete_lead_list", json!({ "lead_list_id": ID }), "DELETE", LIST),
        no_body(
            "instantly_get_lead_list_verification_stats",
            json!({ "lead_list_id": ID }),
            "GET",
            "/api/v2/lead-lists/f9cc070d-8dba-4341-b847-f083c358e460/verification-stats",
        ),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

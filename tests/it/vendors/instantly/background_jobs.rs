//! Background jobs: `GET /background-jobs`, `GET /background-jobs/{id}`.

use serde_json::json;

use super::{ID, WireCase, check_requests, no_body};

/// In the form of the documents, which is none of Instantly's other ids.
pub const JOB: &str = "6f2a90c1b7d34e5f8a1b2c3d";

pub fn cases() -> Vec<WireCase> {
    vec![
        no_body(
            "instantly_list_background_jobs",
            json!({
                "ids": "a,b", "excluded_ids": "c", "type": "move-leads", "entity_type": "list", "entity_id": ID,
                "status": "pending,in-progress", "sort_column": "created_at", "sort_order": "desc", "limit": 10,
                "starting_after": JOB,
            }),
            "GET",
            "/api/v2/background-jobs?ids=a%2Cb&excluded_ids=c&type=move-leads&entity_type=list&entity_id=f9cc070d-8dba-4341-b847-f083c358e460\
             &status=pending%2Cin-progress&sort_column=created_at&sort_order=desc&limit=10\
             &starting_after=6f2a90c1b7d34e5f8a1b2c3d",
        ),
        no_body("instantly_list_background_jobs", json!({}), "GET", "/api/v2/background-jobs"),
        no_body(
            "instantly_get_background_job",
            json!({ "background_job_id": JOB, "data_fields": "success_count,failed_count", "wait_seconds": 0 }),
            "GET",
            "/api/v2/background-jobs/6f2a90c1b7d34e5f8a1b2c3d?data_fields=success_count%2Cfailed_count",
        ),
        no_body(
            "instantly_get_background_job",
            json!({ "background_job_id": JOB, "wait_seconds": 0 }),
            "GET",
            "/api/v2/background-jobs/6f2a90c1b7d34e5f8a1b2c3d",
        ),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

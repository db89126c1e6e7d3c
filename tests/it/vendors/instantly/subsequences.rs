//! Subsequences: the calls below `/subsequences`.

use serde_json::{Value, json};

use super::{ID, WireCase, check_requests, json_body, no_body};

fn settings() -> Value {
    json!({
        "name": "Clicked",
        "conditions": { "crm_status": [1, -1], "lead_activity": [4, 2], "reply_contains": "later" },
        "subsequence_schedule": {
            "start_date": "2099-03-31",
            "end_date": "2099-12-31",
            "schedules": [{
                "name": "Office", "timing": { "from": "09:00", "to": "17:30" }, "days": { "1": true }, "timezone": "America/Chicago",
            }],
        },
        "sequences": [{ "steps": [
            {
                "type": "email", "delay": 2, "delay_unit": "days", "pre_delay": 1, "pre_delay_unit": "hours",
                "variants": [{ "subject": "", "body": "Hi", "v_disabled": false }, { "subject": "B", "body": "Hello" }],
            },
            { "type": "email", "delay": 1, "variants": [{ "subject": "", "body": "Bye" }] },
        ] }],
        "auto_variant_select": { "trigger": "click_rate" },
        "daily_limit_mode": "custom",
        "daily_limit": 50,
        "ignore_account_daily_limit": true,
    })
}

pub fn cases() -> Vec<WireCase> {
    let with = |name: &str, value: Value| {
        let mut inputs = settings();
        inputs[name] = value;
        inputs
    };
    let mut update = with("subsequence_id", ID.into());
    update["replace_sequences"] = true.into();
    let create = with("parent_campaign", ID.into());
    let fewest = json!({ "parent_campaign": ID, "name": "x", "conditions": { "lead_activity": [91] } });
    let path = "/api/v2/subsequences/f9cc070d-8dba-4341-b847-f083c358e460";
    vec![
        no_body(
            "instantly_list_subsequences",
            json!({ "limit": 10, "starting_after": ID, "parent_campaign": ID, "parent_campaign_not": OTHER, "search": "a b" }),
            "GET",
            "/api/v2/subsequences?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460\
             &parent_campaign=f9cc070d-8dba-4341-b847-f083c358e460&parent_campaign_not=00000000-0000-4000-8000-000000000002\
             &search=a+b",
        ),
        no_body("instantly_list_subsequences", json!({}), "GET", "/api/v2/subsequences"),
        of_one("instantly_get_subsequence", "GET", ""),
        json_body("instantly_create_subsequence", create.clone(), "POST", "/api/v2/subsequences", create),
        json_body("instantly_create_subsequence", fewest.clone(), "POST", "/api/v2/subsequences", fewest),
        json_body("instantly_update_subsequence", update, "PATCH", path, settings()),
        json_body(
            "instantly_update_subsequence",
            json!({ "subsequence_id": ID, "name": "n" }),
            "PATCH",
            path,
            json!({ "name": "n" }),
        ),
        json_body(
            "instantly_update_subsequence",
            json!({ "subsequence_id": ID, "auto_variant_select": null, "daily_limit": null }),
            "PATCH",
            path,
            json!({ "auto_variant_select": null, "daily_limit": null }),
        ),
        of_one("instantly_delete_subsequence", "DELETE", ""),
        json_body(
            "instantly_duplicate_subsequence",
            json!({ "subsequence_id": ID, "parent_campaign": OTHER, "name": "Copy" }),
            "POST",
            "/api/v2/subsequences/f9cc070d-8dba-4341-b847-f083c358e460/duplicate",
            json!({ "parent_campaign": OTHER, "name": "Copy" }),
        ),
        json_body(
            "instantly_duplicate_subsequence",
            json!({ "subsequence_id": ID, "parent_campaign": OTHER }),
            "POST",
            "/api/v2/subsequences/f9cc070d-8dba-4341-b847-f083c358e460/duplicate",
            json!({ "parent_campaign": OTHER }),
        ),
        of_one("instantly_pause_subsequence", "POST", "/pause"),
        of_one("instantly_resume_subsequence", "POST", "/resume"),
        no_body(
            "instantly_get_subsequence_analytics",
            json!({ "campaign_id": ID }),
            "GET",
            "/api/v2/subsequences/analytics?campaign_id=f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        no_body(
            "instantly_get_subsequence_step_analytics",
            json!({ "subsequence_id": ID, "start_date": "2026-05-01", "end_date": "2026-06-01" }),
            "GET",
            "/api/v2/subsequences/f9cc070d-8dba-4341-b847-f083c358e460/analytics/steps?start_date=2026-05-01&end_date=2026-06-01",
        ),
        of_one("instantly_get_subsequence_step_analytics", "GET", "/analytics/steps"),
        no_body(
            "instantly_get_subsequence_sending_status",
            json!({ "subsequence_id": ID, "with_ai_summary": true }),
            "GET",
            "/api/v2/subsequences/f9cc070d-8dba-4341-b847-f083c358e460/sending-status?with_ai_summary=true",
        ),
        of_one("instantly_get_subsequence_sending_status", "GET", "/sending-status"),
    ]
}

const OTHER: &str = "00000000-0000-4000-8000-000000000002";

/// A call about one subsequence, with no input but its id.
fn of_one(tool: &'static str, method: &'static str, below: &str) -> WireCase {
    let path = format!("/api/v2/subsequences/f9cc070d-8dba-4341-b847-f083c358e460{below}");
    no_body(tool, json!({ "subsequence_id": ID }), method, path.leak())
}

/// Answers that are no subsequence and no page of them, as those of campaigns.
pub fn answers() -> Vec<(&'static str, u16, String, Value)> {
    let rows =
        |name: &str, rows: Value| json!({ "success": true, name: rows, "count": rows.as_array().unwrap().len() });
    let row = json!({ "subsequence_id": ID, "emails_sent": "12", "unique_opens": 4, "unique_replies": null });
    let read = json!({ "subsequence_id": ID, "emails_sent": 12, "unique_opens": 4 });
    let step =
        json!({ "step": "1", "variant": "0", "sent": 8, "unique_opened": 2, "unique_replies": 1, "unique_clicks": 0 });
    let mut step_read = step.clone();
    for (rate, percent) in [("open", 25.0), ("reply", 12.5), ("click", 0.0)] {
        step_read[format!("{rate}_rate_percent")] = percent.into();
    }
    let summary = json!({ "status": "campaign_paused", "status_message": "It is paused." });
    let cases = [
        ("instantly_get_subsequence_analytics", json!([row]), rows("analytics", json!([read]))),
        ("instantly_get_subsequence_analytics", json!([]), rows("analytics", json!([]))),
        ("instantly_get_subsequence_step_analytics", json!([step]), rows("steps", json!([step_read]))),
        (
            "instantly_get_subsequence_sending_status",
            json!({ "diagnostics": { "status": "healthy" }, "summary": summary }),
            json!({ "success": true, "diagnostics": { "status": "healthy" }, "summary": summary }),
        ),
        (
            "instantly_get_subsequence_sending_status",
            json!({ "diagnostics": null, "summary": summary }),
            json!({ "success": true, "summary": summary }),
        ),
    ];
    cases.into_iter().map(|(tool, answer, envelope)| (tool, 200, answer.to_string(), envelope)).collect()
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

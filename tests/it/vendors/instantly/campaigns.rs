//! Campaigns: `GET /campaigns`, `POST /campaigns`, `PATCH /campaigns/{id}`, `POST /campaigns/{id}/activate`.

use serde_json::{Value, json};

use super::{ID, WireCase, check_requests, json_body, no_body};

fn schedule() -> Value {
    json!({
        "start_date": "2099-03-31",
        "end_date": "2099-12-31",
        "schedules": [{
            "name": "My Schedule",
            "timing": { "from": "09:00", "to": "17:30" },
            "days": { "0": false, "1": true, "2": true, "3": true, "4": true, "5": true, "6": false },
            "timezone": "Etc/GMT+12",
        }],
    })
}

fn smallest_schedule() -> Value {
    json!({ "schedules": [{
        "name": "x",
        "timing": { "from": "00:00", "to": "23:59" },
        "days": { "1": true },
        "timezone": "America/Chicago",
    }] })
}

fn sequences() -> Value {
    json!([{ "steps": [
        {
            "type": "email",
            "delay": 2,
            "delay_unit": "days",
            "variants": [
                { "subject": "Hello {{firstName}}", "body": "Hey {{firstName}},<br/><br/>I hope you are doing well.", "v_disabled": true },
                { "subject": "Hi", "body": "<p>Hi</p>" },
            ],
        },
        { "type": "email", "delay": 0.5, "delay_unit": "hours", "variants": [{ "subject": "", "body": "Still there?" }] },
        { "type": "email", "delay": 30, "delay_unit": "minutes", "variants": [{ "subject": "", "body": "Bye" }] },
    ] }])
}

fn settings() -> Value {
    json!({
        "name": "My First Campaign",
        "campaign_schedule": schedule(),
        "sequences": sequences(),
        "email_list": ["john@doe.com", "jane@doe.com"],
        "daily_limit": 100,
        "daily_max_leads": 50,
        "open_tracking": true,
        "stop_on_reply": false,
        "link_tracking": true,
        "text_only": false,
        "email_gap": 10,
        "pl_value": 99.5,
    })
}

pub fn cases() -> Vec<WireCase> {
    let mut patch = settings();
    patch["campaign_id"] = ID.into();
    patch["replace_sequences"] = true.into();
    vec![
        no_body(
            "instantly_list_campaigns",
            json!({
                "limit": 10,
                "starting_after": ID,
                "search": "Summer Sale & \u{e9}",
                "tag_ids": "f9cc070d-8dba-4341-b847-f083c358e460,00000000-0000-4000-8000-000000000002",
                "ai_sales_agent_id": ID,
                "status": -99,
            }),
            "GET",
            "/api/v2/campaigns?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460\
             &search=Summer+Sale+%26+%C3%A9&tag_ids=f9cc070d-8dba-4341-b847-f083c358e460%2C00000000-0000-4000-8000-000000000002\
             &ai_sales_agent_id=f9cc070d-8dba-4341-b847-f083c358e460&status=-99",
        ),
        no_body("instantly_list_campaigns", json!({}), "GET", "/api/v2/campaigns"),
        no_body("instantly_list_campaigns", json!({ "status": 0, "limit": null }), "GET", "/api/v2/campaigns?status=0"),
        json_body("instantly_create_campaign", settings(), "POST", "/api/v2/campaigns", settings()),
        json_body(
            "instantly_create_campaign",
            json!({ "name": "x", "campaign_schedule": smallest_schedule() }),
            "POST",
            "/api/v2/campaigns",
            json!({ "name": "x", "campaign_schedule": smallest_schedule() }),
        ),
        // The documents require `type`, which has one value.
        json_body(
            "instantly_create_campaign",
            json!({
                "name": "x",
                "campaign_schedule": smallest_schedule(),
                "sequences": [{ "steps": [{ "delay": 1, "variants": [{ "subject": "s", "body": "b" }] }] }],
            }),
            "POST",
            "/api/v2/campaigns",
            json!({
                "name": "x",
                "campaign_schedule": smallest_schedule(),
                "sequences": [{ "steps": [{ "type": "email", "delay": 1, "variants": [{ "subject": "s", "body": "b" }] }] }],
            }),
        ),
        json_body(
            "instantly_patch_campaign",
            patch,
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            settings(),
        ),
        json_body(
            "instantly_patch_campaign",
            json!({ "campaign_id": ID, "open_tracking": false }),
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "open_tracking": false }),
        ),
        json_body(
            "instantly_patch_campaign",
            json!({ "campaign_id": ID, "email_list": [] }),
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "email_list": [] }),
        ),
        json_body(
            "instantly_patch_campaign",
            json!({ "campaign_id": ID, "sequences": [] }),
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "sequences": [] }),
        ),
        no_body(
            "instantly_activate_campaign",
            json!({ "campaign_id": ID }),
            "POST",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460/activate",
        ),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

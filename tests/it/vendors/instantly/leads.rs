//! Leads: to list, get, create, change, delete, move and merge them, one by one and many at a time.

use serde_json::{Value, json};

use super::{ID, WireCase, check_requests, json_body, no_body};
use crate::support::wire::WireSession;

const OTHER: &str = "00000000-0000-4000-8000-000000000033";

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
    let deleted =
        json!({ "campaign_id": ID, "status": -1, "ids": [ID, "00000000-0000-4000-8000-000000000033"], "limit": 10000 });
    let mut deletion = deleted.clone();
    deletion["all"] = false.into();
    let status = json!({
        "lead_email": "test@test.com",
        "interest_value": -4,
        "campaign_id": ID,
        "ai_interest_value": 1,
        "disable_auto_interest": true,
    });
    let reset = json!({ "lead_email": "test@test.com", "interest_value": null });
    let changed = json!({
        "first_name": "John", "last_name": null, "company_name": "Example Inc.", "job_title": "Head of Growth", "phone": "+1234567890",
        "website": "https://example.com", "personalization": "Hello, how are you?", "lt_interest_status": 1, "pl_value_lead": "High",
        "assigned_to": null, "custom_variables": { "past_customer": true, "seats": 12, "plan": "Gold", "none": null },
    });
    let mut change = changed.clone();
    change["lead_id"] = ID.into();
    change["replace_custom_variables"] = true.into();
    let row = json!({
        "email": "example@example.com", "first_name": "John", "last_name": "Doe", "company_name": "Example Inc.",
        "job_title": "Head of Growth", "phone": "+1234567890", "website": "https://example.com",
        "personalization": "Hello, how are you?", "lt_interest_status": -3, "pl_value_lead": "High", "assigned_to": ID,
        "custom_variables": { "past_customer": true, "score": 0.5 },
    });
    let added = json!({
        "campaign_id": ID, "leads": [row, { "email": "john@example.com" }], "blocklist_id": ID, "assigned_to": ID,
        "verify_leads_on_import": true, "skip_if_in_workspace": true, "skip_if_in_campaign": false, "skip_if_in_list": true,
    });
    let moved = json!({
        "to_campaign_id": ID, "campaign": OTHER, "list_id": ID, "ids": [ID], "contacts": ["test@test.com"], "search": "John Doe",
        "filter": "FILTER_VAL_CONTACTED", "excluded_ids": [OTHER], "in_campaign": true, "in_list": false, "esp_code": 1,
        "esg_code": "1", "limit": 10, "copy_leads": true, "check_duplicates": true, "check_duplicates_in_campaigns": true,
        "skip_leads_in_verification": true, "reset_interest_status": true, "assigned_to": ID,
        "ignore_resource_filter_clauses": true,
    });
    let mut r#move = moved.clone();
    r#move["wait_seconds"] = 0.into();
    r#move["all"] = false.into();
    let assigned = json!({
        "organization_user_ids": [ID], "campaign": ID, "ids": [ID], "search": "test",
        "filter": "FILTER_VAL_CONTACTED", "assigned_to": OTHER, "smart_view_id": ID, "in_campaign": true, "in_list": true,
        "limit": 10,
    });
    let mut assignment = assigned.clone();
    assignment["all"] = false.into();
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
        json_body(
            "instantly_update_lead",
            change,
            "PATCH",
            "/api/v2/leads/f9cc070d-8dba-4341-b847-f083c358e460",
            changed,
        ),
        json_body(
            "instantly_update_lead",
            json!({ "lead_id": ID, "phone": null }),
            "PATCH",
            "/api/v2/leads/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "phone": null }),
        ),
        no_body(
            "instantly_delete_lead",
            json!({ "lead_id": ID }),
            "DELETE",
            "/api/v2/leads/f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        json_body("instantly_add_leads", added.clone(), "POST", "/api/v2/leads/add", added),
        json_body(
            "instantly_add_leads",
            json!({ "list_id": ID, "leads": [{ "last_name": "Doe" }] }),
            "POST",
            "/api/v2/leads/add",
            json!({ "list_id": ID, "leads": [{ "last_name": "Doe" }] }),
        ),
        json_body("instantly_move_leads", r#move, "POST", "/api/v2/leads/move", moved),
        json_body(
            "instantly_move_leads",
            json!({ "to_list_id": ID, "search": "John", "wait_seconds": 0 }),
            "POST",
            "/api/v2/leads/move",
            json!({ "to_list_id": ID, "search": "John" }),
        ),
        json_body(
            "instantly_merge_leads",
            json!({ "lead_id": ID, "destination_lead_id": OTHER }),
            "POST",
            "/api/v2/leads/merge",
            json!({ "lead_id": ID, "destination_lead_id": OTHER }),
        ),
        json_body(
            "instantly_move_lead_to_subsequence",
            json!({ "lead_id": ID, "subsequence_id": OTHER }),
            "POST",
            "/api/v2/leads/subsequence/move",
            json!({ "id": ID, "subsequence_id": OTHER }),
        ),
        json_body(
            "instantly_remove_lead_from_subsequence",
            json!({ "lead_id": ID }),
            "POST",
            "/api/v2/leads/subsequence/remove",
            json!({ "id": ID }),
        ),
        json_body("instantly_assign_leads", assignment, "POST", "/api/v2/leads/bulk-assign", assigned),
        json_body(
            "instantly_assign_leads",
            json!({ "organization_user_ids": [ID], "search": "John" }),
            "POST",
            "/api/v2/leads/bulk-assign",
            json!({ "organization_user_ids": [ID], "search": "John" }),
        ),
    ]
}

/// Two calls of the vendor's name a lead `id`; here it is `lead_id`, as in all others.
#[tokio::test]
async fn a_lead_is_taken_under_the_name_that_it_has_at_the_vendor_too() {
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_with(200, json!({ "id": ID }));
    for (tool, inputs, body) in [
        (
            "instantly_move_lead_to_subsequence",
            json!({ "id": ID, "subsequence_id": OTHER }),
            json!({ "id": ID, "subsequence_id": OTHER }),
        ),
        ("instantly_remove_lead_from_subsequence", json!({ "id": ID }), json!({ "id": ID })),
        ("instantly_remove_lead_from_subsequence", json!({ "lead_id": ID, "id": ID }), json!({ "id": ID })),
    ] {
        let sent = wire.request_of(tool, &inputs).await;
        assert_eq!(serde_json::from_slice::<Value>(&sent.body).unwrap(), body, "{tool}");
    }
    let both = json!({ "lead_id": OTHER, "id": ID });
    let refused = wire.call("instantly_remove_lead_from_subsequence", &both).await;
    assert!(refused["error"].as_str().unwrap().contains("say different things"), "{refused:?}");
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

#[tokio::test]
async fn rows_that_were_not_added_are_named_and_told_why() {
    let mut wire = WireSession::instantly().await;
    let inputs = json!({ "list_id": ID, "leads": [
        { "email": "One@example.com" }, { "email": "two@example.com" }, { "first_name": "Ada", "last_name": "Byron" },
    ] });
    let lead = |index: u32| json!({ "index": index, "id": ID });
    let answer = json!({
        "status": "success", "total_sent": 3, "leads_uploaded": 1, "in_blocklist": 1, "duplicated_leads": 1, "skipped_count": 0,
        "created_leads": [lead(1)],
    });
    wire.vendor.answer_with(200, &answer);
    let some = wire.call("instantly_add_leads", &inputs).await;
    assert_eq!(
        (&some["created"], &some["missing"]),
        (&json!(true), &json!(["One@example.com", "Ada Byron"])),
        "{some:?}"
    );
    let warning = some["warnings"][0].as_str().unwrap();
    for words in ["1 of 3 leads", "1 there already", "1 on the block list"] {
        assert!(warning.contains(words), "{words}: {warning}");
    }
    assert!(!warning.contains("skip_if"), "{warning}");

    wire.vendor
        .answer_with(200, json!({ "status": "success", "leads_uploaded": 0, "skipped_count": 3, "created_leads": [] }));
    let mut skipping = inputs.clone();
    skipping["skip_if_in_workspace"] = true.into();
    let none = wire.call("instantly_add_leads", &skipping).await;
    assert_eq!((&none["created"], none["missing"].as_array().unwrap().len()), (&json!(false), 3), "{none:?}");
    assert!(none["skipped"].as_str().unwrap().contains("3 left out by a `skip_if_"), "{none:?}");

    wire.vendor.answer_with(200, json!({ "leads_uploaded": 3, "created_leads": [lead(0), lead(1), lead(2)] }));
    let all = wire.call("instantly_add_leads", &inputs).await;
    assert_eq!((&all["created"], all.get("missing"), all.get("warnings")), (&json!(true), None, None), "{all:?}");
    // Without the leads, the counters alone tell.
    wire.vendor.answer_with(200, json!({ "leads_uploaded": 2, "duplicate_email_count": 1 }));
    let counted = wire.call("instantly_add_leads", &inputs).await;
    assert!(
        counted.get("missing").is_none() && counted["warnings"][0].as_str().unwrap().contains("2 of 3"),
        "{counted:?}"
    );
}

#[tokio::test]
async fn every_row_is_checked_before_anything_is_sent() {
    let mut wire = WireSession::instantly().await;
    let good = json!({ "email": "a@b.example" });
    for (row, words) in [
        (json!({ "email": "a at b" }), "`leads[1].email`"),
        (json!({ "email": "a@b" }), "`leads[1].email`"),
        (json!({ "first_name": "Ada" }), "`leads[1].email` is required"),
        (json!({ "email": " " }), "leads[1]"),
        (json!({ "email": "c@d.example", "first_nam": "Ada" }), "first_nam"),
        (json!({ "email": "c@d.example", "custom_variables": { "a": [1] } }), "custom_variables"),
        (json!({ "email": "c@d.example", "lt_interest_status": "keen" }), "lt_interest_status"),
    ] {
        let inputs = json!({ "campaign_id": ID, "leads": [good, row] });
        let error = wire.invalid_input("instantly_add_leads", &inputs).await;
        assert!(error.contains(words), "{row}: {error}");
    }
    for (inputs, words) in [
        (json!({ "leads": [good] }), "`campaign_id` and `list_id`"),
        (json!({ "campaign_id": ID, "list_id": ID, "leads": [good] }), "not both"),
        (json!({ "campaign_id": ID, "leads": [] }), "`leads`"),
        (json!({ "campaign_id": ID, "leads": vec![good.clone(); 1001] }), "`leads`"),
        (json!({ "list_id": ID, "leads": [{ "company_name": "Example" }] }), "`leads[0]` needs one of"),
    ] {
        let error = wire.invalid_input("instantly_add_leads", &inputs).await;
        assert!(error.contains(words), "{inputs}: {error}");
    }
}

#[tokio::test]
async fn a_change_that_would_drop_variables_is_refused() {
    let mut wire = WireSession::instantly().await;
    let lead = json!({ "id": ID, "payload": { "firstName": "Ada", "team": "Navy", "rank": 1, "old": null } });
    wire.vendor.answer_with(200, &lead).answer_first_reads_with(200, &lead);
    let change = |variables: serde_json::Value| json!({ "lead_id": ID, "custom_variables": variables });
    let refused = wire.call("instantly_update_lead", &change(json!({ "rank": 2 }))).await;
    let error = refused["error"].as_str().unwrap();
    assert!(error.contains("`team`") && !error.contains("`rank`") && !error.contains("`firstName`"), "{error}");
    let kept = wire.call("instantly_update_lead", &change(json!({ "rank": 2, "team": "Navy" }))).await;
    assert_eq!(kept["success"], true, "{kept:?}");
    let mut replaced = change(json!({}));
    replaced["replace_custom_variables"] = true.into();
    assert_eq!(wire.call("instantly_update_lead", &replaced).await["success"], true);
    let patches: Vec<_> = wire.vendor.requests().into_iter().filter(|seen| seen.method == "PATCH").collect();
    assert_eq!(patches.len(), 2);
    let nothing = wire.invalid_input("instantly_update_lead", &json!({ "lead_id": ID })).await;
    assert!(nothing.contains("nothing to change"), "{nothing}");
}

//! Arguments as models write them: coerced where they can be read, refused by name where they cannot.

use serde_json::{Value, json};

use crate::{
    support::{program, wire::WireSession},
    vendors::ID,
};

const OTHER: &str = "019e92a3-f840-701f-8e78-5e79eaccbcd7";

fn window() -> Value {
    json!({
        "name": "x",
        "timing": { "from": "09:00", "to": "17:00" },
        "days": { "1": true },
        "timezone": "America/Chicago",
    })
}

fn campaign(schedule: Value) -> Value {
    json!({ "name": "x", "campaign_schedule": schedule })
}

fn schedule() -> Value {
    json!({ "schedules": [window()] })
}

/// A campaign whose one schedule window has this field.
fn with(field: &str, value: Value) -> Value {
    let mut window = window();
    window[field] = value;
    campaign(json!({ "schedules": [window] }))
}

/// A campaign whose one sequence step has this field.
fn step(field: &str, value: Value) -> Value {
    let mut step = json!({ "delay": 1, "variants": [{ "subject": "s", "body": "b" }] });
    step[field] = value;
    let mut campaign = campaign(schedule());
    campaign["sequences"] = json!([{ "steps": [step] }]);
    campaign
}

#[tokio::test]
async fn arguments_of_another_json_type_are_coerced() {
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_with(200, json!({ "items": [], "id": "7" }));
    for (tool, given, body) in [
        ("list_leads", json!({ "limit": "3" }), json!({ "limit": 3 })),
        ("list_leads", json!({ "limit": 3.0 }), json!({ "limit": 3 })),
        ("list_leads", json!({ "limit": "3.0" }), json!({ "limit": 3 })),
        ("list_leads", json!({ "limit": " 100 " }), json!({ "limit": 100 })),
        ("list_leads", json!({ "enrichment_status": "-1" }), json!({ "enrichment_status": -1 })),
        (
            "list_leads",
            json!({ "in_list": "true", "in_campaign": "False" }),
            json!({ "in_list": true, "in_campaign": false }),
        ),
        ("list_leads", json!({ "ids": format!("[\"{OTHER}\", \"{ID}\"]") }), json!({ "ids": [OTHER, ID] })),
        // Where a text has only one reading as a list, it is that list; ids lose the white space around them.
        ("list_leads", json!({ "ids": format!("{OTHER}, {ID}") }), json!({ "ids": [OTHER, ID] })),
        (
            "list_leads",
            json!({ "ids": format!(" {ID}
") }),
            json!({ "ids": [ID] }),
        ),
        (
            "list_leads",
            json!({ "contacts": "a@b.example,c@d.example" }),
            json!({ "contacts": ["a@b.example", "c@d.example"] }),
        ),
        (
            "list_leads",
            json!({ "campaign": format!("{ID}
") }),
            json!({ "campaign": ID }),
        ),
        ("list_leads", json!({ "filter": "filter_lead_interested" }), json!({ "filter": "FILTER_LEAD_INTERESTED" })),
        (
            "create_lead",
            json!({ "email": "a@b.co
" }),
            json!({ "email": "a@b.co" }),
        ),
        ("list_leads", json!({ "starting_after": null, "limit": null }), json!({})),
        ("list_leads", json!({ "search": 42, "esg_code": 1 }), json!({ "search": "42", "esg_code": "1" })),
        // An input of type string is passed on as it is, whatever it looks like.
        ("list_leads", json!({ "search": "[1]" }), json!({ "search": "[1]" })),
        ("list_leads", json!({ "search": "true" }), json!({ "search": "true" })),
        (
            "create_lead",
            json!({ "email": "a@b.example", "phone": 491234, "custom_variables": "{\"seats\": 12, \"x\": null}" }),
            json!({ "email": "a@b.example", "phone": "491234", "custom_variables": { "seats": 12, "x": null } }),
        ),
        (
            "create_lead",
            json!({
                "email": "a@b.example",
                "custom_variables": [{ "name": "seats", "value": 12 }, { "name": "plan", "value": "pro" }],
            }),
            json!({ "email": "a@b.example", "custom_variables": { "seats": 12, "plan": "pro" } }),
        ),
        (
            "create_lead",
            json!({ "email": "a@b.example", "custom_variables": "[{\"name\": \"seats\", \"value\": true}]" }),
            json!({ "email": "a@b.example", "custom_variables": { "seats": true } }),
        ),
        (
            "delete_leads",
            json!({ "list_id": ID, "ids": format!("[\"{OTHER}\"]"), "limit": "10000" }),
            json!({ "list_id": ID, "ids": [OTHER], "limit": 10000 }),
        ),
        (
            "update_lead_interest_status",
            json!({ "lead_email": "a@b.example", "interest_value": "-1" }),
            json!({ "lead_email": "a@b.example", "interest_value": -1 }),
        ),
        ("create_campaign", campaign(schedule().to_string().into()), campaign(schedule())),
        ("create_campaign", campaign(json!({ "schedules": [window().to_string()] })), campaign(schedule())),
        ("create_campaign", campaign(json!({ "schedules": json!([window()]).to_string() })), campaign(schedule())),
        ("create_campaign", with("days", json!("{\"1\": \"true\"}")), campaign(schedule())),
        ("create_campaign", with("timing", json!({ "from": "9:00", "to": "17:00:00" })), campaign(schedule())),
        ("create_campaign", with("timing", json!({ "from": "9:00 AM", "to": "5 pm" })), campaign(schedule())),
        ("create_campaign", with("days", json!({ "Monday": true })), campaign(schedule())),
        (
            "create_campaign",
            campaign(json!({ "schedules": [window()], "start_date": "2026-03-31T10:00:00Z", "end_date": null })),
            campaign(json!({ "schedules": [window()], "start_date": "2026-03-31" })),
        ),
        (
            "patch_campaign",
            json!({ "campaign_id": ID, "daily_limit": "30", "pl_value": "99.5", "email_gap": 10.0, "email_list": "[\"a@b.co\"]" }),
            json!({ "daily_limit": 30, "pl_value": 99.5, "email_gap": 10, "email_list": ["a@b.co"] }),
        ),
    ] {
        let seen = wire.request_of(tool, &given).await;
        assert_eq!(seen.json(), body, "{tool} {given}");
    }
    for (tool, given, target) in [
        ("list_campaigns", json!({ "limit": "5", "status": 1.0 }), "/api/v2/campaigns?limit=5&status=1"),
        ("list_emails", json!({ "is_unread": "TRUE", "i_status": "0" }), "/api/v2/emails?i_status=0&is_unread=true"),
        ("get_lead", json!({ "lead_id": ID }), "/api/v2/leads/f9cc070d-8dba-4341-b847-f083c358e460"),
    ] {
        assert_eq!(wire.request_of(tool, &given).await.target, target, "{tool} {given}");
    }
}

#[tokio::test]
async fn a_wrong_argument_is_refused_by_name_and_nothing_is_sent() {
    let mut wire = WireSession::instantly().await;
    let long_text = "x".repeat(5000);
    for (tool, given, says) in [
        // Unknown inputs.
        ("list_leads", json!({ "campaing": "7" }), &["`campaing` is not an input", "did you mean `campaign`?"][..]),
        ("list_leads", json!({ "campaign_ids": ["7"] }), &["`campaign_ids` is not an input", "`campaign`"]),
        ("list_leads", json!({ "zzzz": null }), &["`zzzz` is not an input", "known are", "`search`"]),
        ("get_lead", json!({ "id": "7", "lead_id": ID }), &["`id` is not an input", "`lead_id`"]),
        ("delete_leads", json!({ "list_id": ID, "delete_list": ["a"] }), &["`delete_list` is not an input"]),
        (
            "reply_to_email",
            json!({ "eaccount": "a", "reply_to_uuid": ID, "subject": "s", "body": { "text": "x" } }),
            &["`body` is not an input", "`body_text`"],
        ),
        // Out of range.
        ("list_leads", json!({ "limit": 0 }), &["`limit` must be between 1 and 100, got 0"]),
        ("list_leads", json!({ "limit": "101" }), &["`limit` must be between 1 and 100, got 101"]),
        ("list_leads", json!({ "limit": -1 }), &["`limit` must be between 1 and 100"]),
        ("list_campaigns", json!({ "limit": 1000 }), &["`limit` must be between 1 and 100"]),
        ("list_emails", json!({ "limit": 101 }), &["`limit` must be between 1 and 100"]),
        ("list_lead_lists", json!({ "limit": 101 }), &["`limit` must be between 1 and 100"]),
        ("delete_leads", json!({ "list_id": ID, "limit": 0 }), &["`limit` must be between 1 and 10000"]),
        ("delete_leads", json!({ "list_id": ID, "limit": 10001 }), &["`limit` must be between 1 and 10000"]),
        // A map as a list, wrongly.
        (
            "create_lead",
            json!({ "email": "a@b.example", "custom_variables": [{ "name": "x" }] }),
            &["`custom_variables[0]` must have `name`, a text, and `value`"],
        ),
        (
            "create_lead",
            json!({ "email": "a@b.example", "custom_variables": [{ "name": "x", "value": 1 }, { "name": "x", "value": 2 }] }),
            &["`custom_variables` has `x` twice"],
        ),
        (
            "create_lead",
            json!({ "email": "a@b.example", "custom_variables": ["x"] }),
            &["`custom_variables` must be an object, or a list of objects with `name` and `value`, got [\"x\"]"],
        ),
        // Of another type.
        ("list_leads", json!({ "limit": 3.5 }), &["`limit` must be an integer, got 3.5"]),
        ("list_leads", json!({ "limit": "many" }), &["`limit` must be an integer, got \"many\""]),
        ("list_leads", json!({ "limit": true }), &["`limit` must be an integer, got true"]),
        ("list_leads", json!({ "limit": [3] }), &["`limit` must be an integer, got [3]"]),
        ("list_leads", json!({ "enrichment_status": 1e300 }), &["`enrichment_status`"]),
        ("list_leads", json!({ "enrichment_status": 18_446_744_073_709_551_615_u64 }), &["`enrichment_status`"]),
        ("list_leads", json!({ "in_campaign": "yes" }), &["`in_campaign` must be true or false, got \"yes\""]),
        ("list_leads", json!({ "in_campaign": 1 }), &["`in_campaign` must be true or false, got 1"]),
        (
            "list_leads",
            json!({ "ids": "a,b" }),
            &["`ids[0]` must be the id of a lead, a UUID, got \"a\"", "`ids[1]`", "instantly_list_leads"],
        ),
        ("list_leads", json!({ "ids": { "a": 1 } }), &["`ids` must be an array"]),
        (
            "list_leads",
            json!({ "ids": [ID, {}, null] }),
            &["`ids[1]` must be a text, got {}", "`ids[2]` must be a text, got null"],
        ),
        ("list_leads", json!({ "search": { "text": long_text } }), &["`search` must be a text, got {", "…"]),
        ("get_lead", json!({ "lead_id": [ID, ID] }), &["`lead_id` must be a text"]),
        (
            "create_lead",
            json!({ "email": "a@b.example", "custom_variables": { "x": { "y": 1 } } }),
            &["custom_variables", "a text, a number, a boolean or null"],
        ),
        (
            "create_lead",
            json!({ "email": "a@b.example", "custom_variables": [1] }),
            &["`custom_variables` must be an object"],
        ),
        // Missing.
        ("get_lead", json!({}), &["`lead_id` is required: Lead id"]),
        ("get_lead", json!({ "lead_id": null }), &["`lead_id` is required"]),
        ("activate_campaign", json!({}), &["`campaign_id` is required"]),
        ("patch_campaign", json!({ "name": "x" }), &["`campaign_id` is required"]),
        ("create_campaign", json!({}), &["`name` is required", "`campaign_schedule` is required"]),
        ("update_lead_interest_status", json!({ "interest_value": 1 }), &["`lead_email` is required"]),
        ("update_lead_interest_status", json!({ "lead_email": "a@b.co" }), &["`interest_value` is required"]),
        (
            "reply_to_email",
            json!({}),
            &["`eaccount` is required", "`reply_to_uuid` is required", "`subject` is required"],
        ),
        ("create_lead_list", json!({ "name": "" }), &["`name` must not be empty"]),
        ("create_lead_list", json!({ "name": " \t" }), &["`name` must not be empty"]),
        // Inputs that exclude each other.
        ("delete_leads", json!({}), &["`campaign_id` or `list_id` is required"]),
        ("delete_leads", json!({ "ids": [OTHER] }), &["`campaign_id` or `list_id` is required"]),
        ("delete_leads", json!({ "campaign_id": " ", "ids": [OTHER] }), &["`campaign_id` must not be empty"]),
        // An empty list of ids must not become a deletion of all leads.
        ("delete_leads", json!({ "campaign_id": ID, "ids": [] }), &["`ids` needs at least 1 item"]),
        ("delete_leads", json!({ "campaign_id": ID, "ids": [OTHER, " "] }), &["`ids[1]` must not be empty"]),
        ("delete_leads", json!({ "campaign_id": ID, "ids": "[]" }), &["`ids` needs at least 1 item"]),
        (
            "reply_to_email",
            json!({ "eaccount": "a", "reply_to_uuid": ID, "subject": "s" }),
            &["`body_text` or `body_html` is required"],
        ),
        (
            "reply_to_email",
            json!({ "eaccount": "a", "reply_to_uuid": ID, "subject": "s", "body_text": " ", "body_html": "" }),
            &["`body_text` or `body_html` is required"],
        ),
        ("create_lead", json!({ "campaign": ID }), &["`email` is required with `campaign`"]),
        (
            "create_lead",
            json!({ "campaign": ID, "first_name": "x", "email": " " }),
            &["`email` is required with `campaign`"],
        ),
        ("create_lead", json!({ "list_id": ID }), &["`email`, `first_name` and `last_name`"]),
        ("create_lead", json!({}), &["`email`, `first_name` and `last_name`"]),
        ("patch_campaign", json!({ "campaign_id": ID }), &["nothing to change"]),
        (
            "patch_campaign",
            json!({ "campaign_id": ID, "name": null, "sequences": null, "email_gap": 5 }),
            &["`name` does not take null", "`sequences` does not take null"],
        ),
        // A deletion says what it deletes, and a null does not.
        ("delete_leads", json!({ "campaign_id": ID }), &["`ids`, `status` or `limit`", "`all: true`"]),
        ("delete_leads", json!({ "campaign_id": ID, "all": false }), &["`all: true`"]),
        ("delete_leads", json!({ "campaign_id": ID, "ids": [OTHER], "all": true }), &["one or the other"]),
        ("delete_leads", json!({ "campaign_id": ID, "ids": null }), &["`ids` does not take null"]),
        ("delete_leads", json!({ "campaign_id": ID, "status": null, "limit": 5 }), &["`status` does not take null"]),
        ("delete_leads", json!({ "campaign_id": ID, "limit": null, "all": true }), &["`limit` does not take null"]),
        (
            "delete_leads",
            json!({ "campaign_id": ID, "status": 7 }),
            &["`status` must be one of \"active\" (1), \"paused\" (2), ", "\"skipped\" (-3), got 7"],
        ),
        // A nested field that is given at the top.
        (
            "patch_campaign",
            json!({ "campaign_id": ID, "subject": "s" }),
            &["it belongs in `sequences[].steps[].variants[]`"],
        ),
        // The vendor answers every lead to a state that it does not know.
        ("list_leads", json!({ "filter": "FILTER_VAL_INTERESTED" }), &["did you mean \"FILTER_LEAD_INTERESTED\"?"]),
        ("list_leads", json!({ "filter": "replied" }), &["did you mean \"FILTER_VAL_REPLIED\"?"]),
        ("list_leads", json!({ "filter": "nonsense" }), &["`filter` must be one of"]),
        (
            "list_leads",
            json!({ "enrichment_status": 2 }),
            &["`enrichment_status` must be one of \"enriched\" (1)", "got 2"],
        ),
        (
            "list_leads",
            json!({ "esg_code": 7 }),
            &["`esg_code` must be one of \"in_queue\" (0)", "\"all\", \"none\", got 7"],
        ),
        (
            "create_lead",
            json!({ "email": "a@b.co", "lt_interest_status": "wonn" }),
            &["`lt_interest_status` must be one of \"out_of_office\" (0)", "did you mean \"won\"?"],
        ),
        ("list_leads", json!({ "campaign": "" }), &["`campaign` must not be empty"]),
        // Addresses as spreadsheets have them.
        ("create_lead", json!({ "email": "not an email" }), &["`email` must be an address such as `jane@example.com`"]),
        (
            "create_lead",
            json!({ "email": "Jane <a@b.co>" }),
            &["`email` must be an address without a name; pass `a@b.co`"],
        ),
        ("list_leads", json!({ "contacts": ["a@b.co", "b.co"] }), &["`contacts[1]` must be an address"]),
    ] {
        let error = wire.invalid_input(tool, &given).await;
        for words in says {
            assert!(error.contains(words), "{tool} {given}: no {words:?} in {error}");
        }
        assert!(error.len() < 1400, "{tool}: {error}");
    }
}

#[tokio::test]
async fn a_wrong_nested_argument_is_named_by_its_path() {
    let mut wire = WireSession::instantly().await;
    const FROM: &str = "`campaign_schedule.schedules[0].timing.from`";
    for (given, says) in [
        (with("timing", json!({ "from": "25:00", "to": "17:00" })), &[FROM, "09:00", "`25:00`"][..]),
        (with("timing", json!({ "from": "9", "to": "17:00" })), &[FROM]),
        (with("timing", json!({ "from": "", "to": "17:00" })), &[FROM]),
        (with("timing", json!({ "to": "17:00" })), &[FROM, "is required"]),
        (with("timing", json!({ "from": { "h": 9 }, "to": "17:00" })), &[FROM, "must be a text"]),
        (with("timing", json!({ "from": "09:00", "to": "noon" })), &["`campaign_schedule.schedules[0].timing.to`"]),
        (
            with("timing", json!({ "form": "09:00", "to": "17:00" })),
            &["`form` is not an input of `campaign_schedule.schedules[0].timing`", "did you mean `from`?", FROM],
        ),
        (with("days", json!({})), &["`campaign_schedule.schedules[0].days`", "0 Sunday"]),
        (with("days", json!({ "weekday": true })), &["`campaign_schedule.schedules[0].days`"]),
        (with("days", json!({ "1": true, "Monday": false })), &["`campaign_schedule.schedules[0].days`"]),
        (with("days", json!({ "7": true })), &["`campaign_schedule.schedules[0].days`"]),
        (with("days", json!([1, 9])), &["`campaign_schedule.schedules[0].days` must name days"]),
        (with("days", json!("weekdays")), &["`campaign_schedule.schedules[0].days` must name days by number"]),
        (with("days", json!({ "1": "often" })), &["`campaign_schedule.schedules[0].days.1` must be true or false"]),
        (campaign(json!({ "schedules": [] })), &["`campaign_schedule.schedules` needs at least 1 item"]),
        (campaign(json!({})), &["`campaign_schedule.schedules` is required"]),
        (campaign(json!("weekdays")), &["`campaign_schedule` must be an object, got \"weekdays\""]),
        (
            campaign(json!({ "schedules": [window()], "start_date": "31.03.2026" })),
            &["`campaign_schedule.start_date`", "2026-03-31"],
        ),
        (campaign(json!({ "schedules": [window()], "end_date": "2026-02-30" })), &["`campaign_schedule.end_date`"]),
        (
            step("delay_unit", json!("weeks")),
            &["`sequences[0].steps[0].delay_unit` must be one of", "\"days\"", "got \"weeks\""],
        ),
        (step("delay", Value::Null), &["`sequences[0].steps[0].delay` is required"]),
        (step("delay", json!("soon")), &["`sequences[0].steps[0].delay` must be a number"]),
        (step("type", json!("call")), &["`sequences[0].steps[0].type`", "email"]),
        (step("variants", json!([])), &["`sequences[0].steps[0].variants` needs at least 1 item"]),
        (step("variants", json!([{ "subject": "s" }])), &["`sequences[0].steps[0].variants[0].body` is required"]),
    ] {
        let error = wire.invalid_input("create_campaign", &given).await;
        for words in says {
            assert!(error.contains(words), "{given}: no {words:?} in {error}");
        }
    }
    let mut two = step("delay", json!(1));
    two["sequences"] = json!([{ "steps": [] }, { "steps": [] }]);
    let error = wire.invalid_input("create_campaign", &two).await;
    for words in
        ["`sequences` takes at most 1 items, got 2", "`sequences[0].steps` needs", "`sequences[1].steps` needs"]
    {
        assert!(error.contains(words), "no {words:?} in {error}");
    }
}

#[tokio::test]
async fn all_wrong_arguments_are_reported_at_once() {
    let mut wire = WireSession::instantly().await;
    let given = json!({ "limit": 0, "ids": { "x": 1 }, "in_list": "maybe", "serch": "y", "esg_code": "9" });
    let error = wire.invalid_input("list_leads", &given).await;
    for name in ["`limit`", "`ids`", "`in_list`", "`serch`", "`search`", "`esg_code`", "Nothing was sent"] {
        assert!(error.contains(name), "no {name} in {error}");
    }
    let many: serde_json::Map<String, Value> = (0..500).map(|at| (format!("unknown_{at}"), json!(1))).collect();
    let error = wire.invalid_input("list_leads", &Value::Object(many)).await;
    assert!(error.contains("494 more problems"), "{error}");
}

#[tokio::test]
async fn the_command_line_tells_wrong_arguments_from_wrong_usage() {
    let vendor = crate::support::mock_vendor::MockVendor::start().await;
    let (envelope, code) = program::call(program::with_account(&vendor.url()), "get_lead", json!({})).await;
    assert_eq!((&envelope["error_kind"], code), (&json!("invalid_input"), 1));
    for inputs in ["[1]", "{", "7", "lead_id=7"] {
        let mut command = program::with_account(&vendor.url());
        command.args(["call", "get_lead", inputs]);
        let output = program::run(command).await;
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{inputs}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("not a JSON object"), "{inputs}");
    }
    assert_eq!(vendor.requests().len(), 0);
}

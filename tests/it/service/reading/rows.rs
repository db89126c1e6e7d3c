//! Which fields are answered, brief and full, and how large an answer is, over the whole catalogue.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{
    answers,
    catalogue::{Action, READING_INPUTS, action, actions, actions_of, vendors},
    mock_vendor::MockVendor,
    program::{StdioSession, command, with_account, with_all_vendors},
    wire::WireSession,
};
use crate::vendors::{ID, cases_of};

/// The fewest inputs of a tool's wire cases, to which its answer file fits.
fn fewest(tool: &str) -> Value {
    let cases = cases_of(tool);
    cases.min_by_key(|case| case.inputs.as_object().unwrap().len()).unwrap().inputs
}

fn input<'a>(action: &'a Action, name: &str) -> Option<&'a Value> {
    action.input_schema["properties"].get(name)
}

fn reads() -> impl Iterator<Item = &'static Action> {
    actions().iter().filter(|action| action.is_read())
}

#[test]
fn every_list_and_get_has_the_inputs_that_say_what_is_read() {
    for action in actions() {
        let given: Vec<&str> = READING_INPUTS.into_iter().filter(|name| input(action, name).is_some()).collect();
        if !action.is_read() {
            assert!(given.is_empty(), "{}: {given:?}", action.tool);
            continue;
        }
        assert!(given.contains(&"detail"), "{}", action.tool);
        for name in ["max_items", "cursor", "count_only"] {
            assert_eq!(given.contains(&name), action.is_list(), "{}: {name}", action.tool);
        }
        // Where a row has one field there is nothing to choose.
        let has_one_field = ["get_domain_emails_search_result", "get_generic_contacts_search_result"];
        let has_rows =
            action.is_list() || (action.name.starts_with("get_") && !has_one_field.contains(&action.name.as_ref()));
        assert!(!has_rows || given.contains(&"fields"), "{}", action.tool);
        assert!(!given.contains(&"body_preview_chars") || action.is_list(), "{}", action.tool);
    }
    for tool in ["instantly_list_emails", "instantly_list_campaigns", "snov_list_campaign_replies"] {
        assert_eq!(input(action(tool), "body_preview_chars").unwrap()["default"], 300, "{tool}");
    }
}

/// The object with the fields of a read: the first row, the one object, or the outputs themselves.
fn row<'a>(action: &Action, envelope: &'a Value) -> &'a Value {
    let names: Vec<&str> = input(action, "fields").unwrap()["items"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    let has_fields =
        |value: &Value| value.as_object().is_some_and(|object| object.keys().any(|key| names.contains(&key.as_str())));
    let outputs = envelope.as_object().unwrap();
    let rows = outputs.values().find_map(|value| value.get(0).filter(|row| has_fields(row)));
    rows.or_else(|| outputs.values().find(|value| has_fields(value))).unwrap_or(envelope)
}

/// The leaves of a value: texts, numbers and flags.
fn leaves<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
        Value::Object(object) => object.values().for_each(|item| leaves(item, found)),
        leaf => found.push(leaf),
    }
}

/// What the schema of a row says of a field that a brief list has only where it is named.
const RARE: &str = "; not in brief rows";

/// Whether a brief list has the output at this path only where it is named: `leads.upload_method`.
fn is_rare(action: &Action, path: &str) -> bool {
    let mut schema = &action.output_schema;
    for name in path.split('.') {
        schema = &schema["properties"][name];
        while let Some(items) = schema.get("items") {
            if schema["description"].as_str().is_some_and(|text| text.contains(RARE)) {
                break;
            }
            schema = items;
        }
    }
    schema["description"].as_str().is_some_and(|text| text.contains(RARE))
}

/// Checks that the brief value says all that the full one does: what it leaves out stands elsewhere in it, is long, or is said by the
/// schema to be left out.
fn check_brief(action: &Action, what: &str, full: &Value, brief: &Value, all: &[&Value]) {
    match (full, brief) {
        (Value::Object(full), Value::Object(brief)) => {
            for (name, value) in full {
                match brief.get(name) {
                    Some(kept) => check_brief(action, &format!("{what}.{name}"), value, kept, all),
                    None => {
                        let mut left_out = Vec::new();
                        leaves(value, &mut left_out);
                        let path = format!("{what}.{name}");
                        let is_text_elsewhere = ["html", "content_preview"].contains(&name.as_str());
                        let is_said = left_out.iter().all(|leaf| all.contains(leaf)) || is_text_elsewhere;
                        assert!(
                            is_said || is_rare(action, path.trim_start_matches('.')),
                            "{}{path} is left out and stands nowhere else",
                            action.tool
                        );
                    }
                }
            }
        }
        (Value::Array(full), Value::Array(brief)) => {
            full.iter().zip(brief).for_each(|(full, brief)| check_brief(action, what, full, brief, all));
        }
        (Value::String(full), Value::String(brief)) if full != brief => {
            let kept = brief.strip_suffix('…').unwrap_or_else(|| panic!("{what}: {brief} is not {full}"));
            assert!(full.starts_with(kept) && kept.chars().count() <= 300, "{what}: {brief}");
        }
        _ => assert_eq!(full, brief, "{what}"),
    }
}

#[tokio::test]
async fn a_full_answer_has_every_documented_key_and_a_brief_one_every_short_one() {
    join_all(vendors().into_iter().map(async |vendor| {
        let mut wire = WireSession::of(vendor).await;
        for action in actions_of(vendor).filter(|action| action.is_read() && input(action, "fields").is_some()) {
            let tool = action.tool.as_str();
            if tool.contains("_search_result") {
                // It names its task, which the file of the answer has.
                continue;
            }
            wire.vendor.answer_with(200, answers::text(tool));
            let mut given = fewest(tool);
            if tool == "snov_verify_email" {
                let answer = answers::json(tool);
                let addresses = answer.as_object().unwrap().keys().filter(|name| *name != "success").cloned();
                given["emails"] = addresses.collect();
            }
            let mut with = async |name: &str, value: Value| {
                given[name] = value;
                let envelope = Value::Object(wire.call(tool, &given).await);
                assert_eq!(envelope["success"], true, "{tool} {given}: {envelope}");
                given.as_object_mut().unwrap().shift_remove(name);
                envelope
            };
            let full = with("detail", json!("full")).await;
            let brief = with("detail", json!("brief")).await;
            let mut all = Vec::new();
            leaves(&brief, &mut all);
            check_brief(action, "", &full, &brief, &all);

            let fields = input(action, "fields").unwrap()["items"]["enum"].as_array().unwrap().clone();
            for field in &fields {
                let name = field.as_str().unwrap();
                let envelope = with("fields", json!([field])).await;
                let one = row(action, &envelope);
                let of_row: Vec<&String> =
                    one.as_object().unwrap().keys().filter(|key| fields.contains(&json!(key))).collect();
                let is_answered = row(action, &full).get(name).is_some();
                if is_answered {
                    assert_eq!(of_row, [name], "{tool}: {envelope}");
                } else {
                    assert!(of_row.is_empty() || of_row == [name], "{tool} {name}: {envelope}");
                }
            }
        }
    }))
    .await;
}

#[tokio::test]
async fn what_hardly_a_job_needs_is_in_a_full_row_in_a_get_and_where_it_is_named() {
    let mut wire = WireSession::instantly().await;
    let lead = json!({ "id": ID, "email": "a@b.example", "upload_method": "api", "esp_code": 1 });
    wire.vendor.answer_with(200, json!({ "items": [lead] }));
    for (inputs, expected) in [
        (json!({}), json!({ "id": ID, "email": "a@b.example" })),
        (json!({ "detail": "full" }), lead.clone()),
        (json!({ "fields": ["email", "upload_method"] }), json!({ "email": "a@b.example", "upload_method": "api" })),
    ] {
        let envelope = wire.call("instantly_list_leads", &inputs).await;
        assert_eq!(envelope["leads"][0], expected, "{inputs}");
    }
    wire.vendor.answer_with(200, lead.clone());
    let one = wire.call("instantly_get_lead", &json!({ "lead_id": ID })).await;
    assert_eq!(one["lead"], lead, "a get answers it whole");
    let rare: Vec<&Action> = reads().filter(|action| action.output_schema.to_string().contains(RARE)).collect();
    assert!(rare.len() > 2 && rare.iter().all(|action| action.is_list()), "{rare:?}");
    // What takes part in other calls, or is asked for, is in every row.
    for name in ["id", "email", "name", "status", "campaign"] {
        for action in reads().filter(|action| action.is_list()) {
            // No tool takes the id of what joins a tag and a campaign.
            let is_of_no_call = name == "id" && action.tool == "instantly_list_custom_tag_mappings";
            for output in action.outputs().keys().filter(|_| !is_of_no_call) {
                assert!(!is_rare(action, &format!("{output}.{name}")), "{} {output}.{name}", action.tool);
            }
        }
    }
}

#[tokio::test]
async fn an_unknown_field_is_refused_with_those_there_are() {
    let mut wire = WireSession::instantly().await;
    for fields in [json!(["emial"]), json!(["email", "payload.note"])] {
        let error = wire.invalid_input("instantly_list_leads", &json!({ "fields": fields })).await;
        assert!(error.contains("`fields") && error.contains("email"), "{fields}: {error}");
    }
    let error = wire.invalid_input("instantly_list_leads", &json!({ "max_item": 5 })).await;
    assert!(error.contains("did you mean `max_items`?"), "{error}");
    let error = wire.invalid_input("instantly_list_leads", &json!({ "max_items": 0 })).await;
    assert!(error.contains("at least 1"), "{error}");
}

#[tokio::test]
async fn bodies_are_previews_in_a_brief_list() {
    let mut wire = WireSession::instantly().await;
    let text = "é".repeat(1_000);
    let email = json!({ "id": "1", "body": { "text": text, "html": format!("<p>{text}") } });
    wire.vendor.answer_with(200, json!({ "items": [email, { "id": "2", "body": { "html": text } }] }));
    for (inputs, chars) in [(json!({}), 300), (json!({ "body_preview_chars": 10 }), 10)] {
        let envelope = wire.call("instantly_list_emails", &inputs).await;
        let cut = format!("{}…", "é".repeat(chars));
        assert_eq!(envelope["emails"][0]["body"], json!({ "text": cut }), "{inputs}");
        assert_eq!(envelope["emails"][1]["body"], json!({ "html": cut }), "{inputs}");
        assert_eq!(envelope["shortened"], json!(["$.emails[*].body.html", "$.emails[*].body.text"]), "{inputs}");
    }
    let full = wire.call("instantly_list_emails", &json!({ "detail": "full" })).await;
    assert_eq!(full["emails"][0]["body"], email["body"]);
    assert_eq!(full.get("shortened"), None);
    let long = json!({ "id": "1", "email": "a@b.example", "personalization": text, "payload": { "x": text } });
    wire.vendor.answer_with(200, long);
    let lead = wire.call("instantly_get_lead", &json!({ "lead_id": ID })).await;
    assert_eq!(lead["lead"]["personalization"], text, "a get answers it whole");
}

async fn with_limit(vendor: &MockVendor, bytes: &str) -> StdioSession {
    let mut command = with_all_vendors(&vendor.url());
    command.args(["--max-result-bytes", bytes]);
    StdioSession::initialized(command, "2025-11-25").await
}

#[tokio::test]
async fn an_answer_is_never_larger_than_its_limit() {
    let vendor = MockVendor::start().await;
    let huge = "\"ü\\".repeat(300_000);
    let email = |id: &str, text: &str| json!({ "id": id, "subject": "s", "body": { "text": text, "html": text } });
    let lead = json!({ "id": "1", "email": "a@b.example", "payload": { "x": huge, "y": { "z": vec!["y"; 50_000] } } });
    for bytes in ["10000", "60000"] {
        let mut session = with_limit(&vendor, bytes).await;
        for (tool, inputs, answer, is_cut) in [
            ("instantly_list_emails", json!({ "detail": "full" }), json!({ "items": [email("1", &huge)] }), true),
            (
                "instantly_list_emails",
                json!({ "detail": "full" }),
                json!({ "items": [email("1", &huge), email("2", "x")], "next_starting_after": "2" }),
                true,
            ),
            ("instantly_list_emails", json!({}), json!({ "items": [email("1", &huge)] }), false),
            ("instantly_get_lead", json!({ "lead_id": ID }), lead.clone(), true),
            ("instantly_create_lead", json!({ "email": "a@b.example" }), lead.clone(), true),
            ("instantly_get_lead", json!({ "lead_id": ID, "fields": ["email"] }), lead.clone(), false),
        ] {
            vendor.answer_with(200, answer);
            let result = session.call(tool, inputs.clone()).await;
            let (envelope, text) = (&result["structuredContent"], result["content"][0]["text"].as_str().unwrap());
            let what = format!("{tool} {inputs} within {bytes}: {} bytes", text.len());
            assert!(text.len() <= bytes.parse().unwrap(), "{what}");
            assert_eq!(&serde_json::from_str::<Value>(text).unwrap(), envelope, "{what}");
            let schema = &action(tool).output_schema;
            assert!(jsonschema::is_valid(schema, envelope), "{what}: {text}");
            assert_eq!((&envelope["success"], envelope.get("truncated").is_some()), (&json!(true), is_cut), "{what}");
            if is_cut {
                let sizes = envelope["shortened"].as_array().unwrap();
                assert!(sizes[0].as_str().unwrap().contains(" bytes)"), "{what}: {sizes:?}");
            }
            if inputs.get("detail").is_some() {
                assert_eq!(envelope["emails"].as_array().unwrap().len(), 1, "{what}: the first is shown");
                assert_eq!(envelope["has_more"], envelope.get("left_out").is_some(), "{what}");
            }
        }
        // What is left out is read next.
        vendor.answer_with(200, json!({ "items": [email("1", &huge), email("2", "x")] }));
        let first = session.envelope("instantly_list_emails", json!({ "detail": "full" })).await;
        assert_eq!((&first["left_out"], &first["count"]), (&json!(1), &json!(1)), "{first}");
        let rest = json!({ "detail": "full", "cursor": first["cursor"] });
        let rest = session.envelope("instantly_list_emails", rest).await;
        assert_eq!(rest["emails"], json!([email("2", "x")]), "{rest}");
        assert_eq!((&rest["has_more"], rest.get("truncated")), (&json!(false), None), "{rest}");
    }
}

#[tokio::test]
async fn a_failure_is_not_larger_than_the_limit() {
    let vendor = MockVendor::start().await;
    let mut session = with_limit(&vendor, "10000").await;
    let body = "w ".repeat(40_000);
    let reply = json!({
        "eaccount": "a@b.example", "reply_to_uuid": ID, "subject": "s", "body_text": body, "no_such_input": 1,
    });
    let result = session.call("instantly_reply_to_email", reply).await;
    assert_eq!(result["structuredContent"]["error_kind"], "invalid_input");
    assert!(result["content"][0]["text"].as_str().unwrap().len() <= 10_000, "{result}");

    let mut command = with_account(&vendor.url());
    command.args(["--dry-run", "--max-result-bytes", "10000"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    let lead = json!({ "email": "a@b.example", "custom_variables": { "x": body } });
    let result = session.call("create_lead", lead).await;
    assert!(result["content"][0]["text"].as_str().unwrap().len() <= 10_000, "{result}");
    assert!(result["structuredContent"]["error_kind"].is_string(), "{result}");
}

#[tokio::test]
async fn what_the_caller_wrote_in_the_call_is_not_marked() {
    let vendor = MockVendor::start().await;
    let mut session = with_limit(&vendor, "60000").await;
    vendor
        .answer_with(200, json!({ "id": "1", "first_name": "Eve", "last_name": "Adams", "payload": { "a": "mine" } }));
    let own = json!({
        "email": "eve@example.com", "first_name": "Eve", "last_name": "Adams", "custom_variables": { "a": "mine" },
    });
    let created = session.envelope("instantly_create_lead", own).await;
    assert_eq!(created.get("untrusted_fields"), None, "{created}");
    let created = session.envelope("instantly_create_lead", json!({ "email": "eve@example.com" })).await;
    let paths = ["first_name", "last_name", "lead.last_name", "lead.first_name", "lead.payload..*"];
    assert_eq!(created["untrusted_fields"], json!(paths.map(|path| format!("$.{path}"))), "{created}");
}

#[test]
fn every_list_has_its_rows_under_a_documented_output() {
    for action in reads().filter(|action| action.is_list()) {
        let lists = action.outputs().iter().filter(|(_, schema)| schema["items"].get("properties").is_some());
        assert_eq!(lists.count(), 1, "{}", action.tool);
    }
}

/// Writes that answer a row for each of a thousand things.
#[tokio::test]
async fn a_write_of_a_thousand_rows_names_them_all_and_says_that_it_was_made() {
    let sandboxed = |bytes: &'static str| async move {
        let mut command = command();
        command.args(["--sandbox", "--max-result-bytes", bytes]);
        StdioSession::initialized(command, "2025-11-25").await
    };
    let mut session = sandboxed("60000").await;
    let list = session.envelope("instantly_create_lead_list", json!({ "name": "Thousand" })).await["id"].clone();
    let leads: Vec<Value> = (0..1000)
        .map(|at| json!({ "email": format!("person{at}@example-{at}.example.org"), "first_name": "Ada", "last_name": "Lovelace" }))
        .collect();
    let added = session.envelope("instantly_add_leads", json!({ "list_id": list, "leads": leads })).await;
    let domains: Vec<String> = (0..1000).map(|at| format!("blocked-domain-number-{at}.example.org")).collect();
    let blocked = session.envelope("instantly_add_block_list_entries", json!({ "bl_values": domains })).await;
    let unblocked = json!({ "ids": ids(&blocked["items"]) });
    let unblocked = session.envelope("instantly_delete_block_list_entries", unblocked).await;
    for (what, answer, rows) in [
        ("leads", &added, "created_leads"),
        ("blocked", &blocked, "items"),
        ("unblocked", &unblocked, "block_list_entries"),
    ] {
        assert_eq!(answer["success"], true, "{what}: {answer}");
        assert_eq!(ids(&answer[rows]).len(), 1000, "{what}: {}", answer["note"]);
        assert_eq!(answer.get("left_out"), None, "{what}");
        let note = answer["note"].as_str().unwrap();
        assert!(note.contains("The call was made: do not repeat it"), "{what}: {note}");
    }
    let mut session = sandboxed("20000").await;
    let list = session.envelope("instantly_create_lead_list", json!({ "name": "Thousand" })).await["id"].clone();
    let leads: Vec<Value> = (0..1000).map(|at| json!({ "email": format!("p{at}@example.org") })).collect();
    let added = session.envelope("instantly_add_leads", json!({ "list_id": list, "leads": leads })).await;
    let note = added["note"].as_str().unwrap();
    assert!(added["left_out"].as_u64().unwrap() > 0 && added["leads_uploaded"] == 1000, "{added}");
    assert!(note.contains("do not repeat it") && note.contains("instantly_list_leads"), "{note}");
    assert!(!note.contains("Ask for less") && !note.contains("`fields`"), "{note}");
}

fn ids(rows: &Value) -> Vec<&str> {
    rows.as_array().into_iter().flatten().filter_map(|row| row["id"].as_str()).collect()
}

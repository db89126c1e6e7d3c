//! Inputs over the whole catalogue: what a schema offers is taken, and a name is no id.

use serde_json::{Map, Value, json};

use super::{examples::Examples, session};
use crate::{
    support::{
        catalogue::{Action, actions, check_schema, prepare},
        mock_vendor::MockVendor,
        program::{StdioSession, with_all_vendors},
    },
    vendors::{ID, cases_of},
};

/// An input somewhere in a schema.
struct Found {
    path: Vec<String>,
    schema: Map<String, Value>,
    /// Whether it is an item of the list at this path.
    is_item: bool,
}

fn walk(schema: &Map<String, Value>, path: &[String], is_item: bool, found: &mut Vec<Found>) {
    found.push(Found { path: path.to_vec(), schema: schema.clone(), is_item });
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        walk(property.as_object().unwrap(), &[path, std::slice::from_ref(name)].concat(), false, found);
    }
    if let Some(items) = schema.get("items").and_then(Value::as_object)
        && !items.contains_key("properties")
    {
        walk(items, path, true, found);
    }
}

/// The inputs of an action, except those within lists of objects.
fn found(tool: &str) -> Vec<Found> {
    let mut found = Vec::new();
    walk(check_schema(tool), &[], false, &mut found);
    found.retain(|input| !input.path.is_empty());
    found
}

/// These inputs with a value at a path.
fn with(inputs: &Value, input: &Found, value: &Value) -> Map<String, Value> {
    let mut inputs = inputs.clone();
    let mut place = &mut inputs;
    for name in &input.path {
        place = &mut place[name.as_str()];
    }
    *place = if input.is_item { json!([value]) } else { value.clone() };
    inputs.as_object().unwrap().clone()
}

/// The fewest inputs of an action's wire cases.
fn fewest(action: &Action) -> Value {
    let of_action = cases_of(&action.tool).map(|case| case.inputs);
    of_action.min_by_key(|inputs| inputs.as_object().unwrap().len()).unwrap()
}

/// The values that the schema of an input names: of a closed set, its default, its examples.
fn offered(schema: &Map<String, Value>) -> Vec<Value> {
    let list = |key: &str| schema.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let default = schema.get("default").cloned();
    let set = schema.get("x-named").and_then(|set| set["values"].as_array());
    let named: Vec<Value> = set.into_iter().flatten().flat_map(|value| [value[0].clone(), value[1].clone()]).collect();
    [list("enum"), named, list("examples"), default.into_iter().collect()].concat()
}

/// Gives the place whose kind is at this path a name, which it must have.
fn name_place(inputs: &mut Map<String, Value>, path: &[impl AsRef<str>]) {
    let Some((last, [first, place @ ..])) = path.split_last() else { return };
    if last.as_ref() == "location_type"
        && let Some(outer) = inputs.get_mut(first.as_ref())
    {
        let pointer: String = place.iter().map(|name| format!("/{}", name.as_ref())).collect();
        outer.pointer_mut(&pointer).unwrap()["locality"] = json!("Brussels");
    }
}

#[test]
fn every_value_that_a_schema_offers_is_accepted() {
    let mut offered_in_all = 0;
    for action in actions() {
        for input in found(&action.tool) {
            for value in offered(&input.schema) {
                offered_in_all += 1;
                // A state and what it needs beside it may exclude the smallest call's other inputs.
                let mut inputs = with(&fewest(action), &input, &value);
                if action.tool == "instantly_delete_leads" && input.path == ["status"] {
                    inputs.shift_remove("all");
                }
                if action.tool.ends_with("able_warmup") && input.path[0] != "emails" {
                    // What narrows all mailboxes does not go with some.
                    inputs.shift_remove("emails");
                    inputs.insert("include_all_emails".to_owned(), true.into());
                }
                if action.tool == "overloop_create_exclusion_list_item" {
                    let value = if value == "email" { "jane@example.com" } else { "example.com" };
                    inputs.insert("value".to_owned(), value.into());
                }
                if action.tool == "instantly_create_enrichment" && value == "custom_flow" {
                    inputs.insert("custom_flow".to_owned(), json!(["instantly"]));
                }
                if action.vendor == "instantly" && input.path == ["daily_limit_mode"] && value == "custom" {
                    inputs.insert("daily_limit".to_owned(), json!(30));
                }
                if input.path[0] == "config" && input.path.contains(&"message_personalization_settings".to_owned()) {
                    // Only what AI writes has a style.
                    inputs.insert("type".to_owned(), json!("email"));
                    inputs["config"]["generate_with_ai"] = json!(true);
                }
                if action.tool == "instantly_create_inbox_placement_test" && input.path == ["type"] {
                    let schedule =
                        json!({ "days": { "1": true }, "timing": { "from": "09:00" }, "timezone": "America/Chicago" });
                    inputs.insert("schedule".to_owned(), schedule);
                }
                if action.tool == "instantly_update_inbox_placement_test" && input.path[0] == "schedule" {
                    let schedule = inputs["schedule"].as_object_mut().unwrap();
                    schedule.entry("days").or_insert(json!({ "1": true }));
                    schedule.entry("timing").or_insert(json!({ "from": "09:00" }));
                }
                if let Some(limit) = inputs.get_mut("limit_emails_per_company_override") {
                    limit["daily_limit"] = json!(5);
                    if input.path.last().is_some_and(|name| name != "mode") {
                        limit["mode"] = json!("custom");
                    }
                }
                // What a step can have follows from its type: see `vendors::snov::drips`.
                if action.vendor == "snov" && input.path[0] == "sequence" {
                    continue;
                }
                if action.vendor == "snov" && input.path[0] == "deals" {
                    inputs["deals"]["pipeline_id"] = json!(1);
                    inputs["deals"]["stage_id"] = json!(1);
                }
                if action.tool == "snov_get_warmup_statistics" {
                    inputs.retain(|name, _| !name.starts_with("date_"));
                }
                if action.tool.ends_with("_custom_tags") && input.path == ["resource_type"] {
                    let is_account = value == 1 || value == "account";
                    let resource = if is_account { "maya@example.com" } else { "f9cc070d-8dba-4341-b847-f083c358e460" };
                    inputs.insert("resource_ids".to_owned(), vec![resource].into());
                }
                name_place(&mut inputs, &input.path);
                let mut prepared = prepare(&action.tool, inputs.clone());
                if action.tool == "snov_create_webhook" {
                    // Not every action is one of every object: of each, one pair at least is taken.
                    let event =
                        |name: &str| found(&action.tool).into_iter().find(|input| input.path == [name]).unwrap();
                    let other = if input.path == ["event_object"] { "event_action" } else { "event_object" };
                    let pairs = offered(&event(other).schema).into_iter().map(|value| {
                        let mut pair = inputs.clone();
                        pair.insert(other.to_owned(), value);
                        prepare(&action.tool, pair)
                    });
                    prepared = pairs.into_iter().find(Result::is_ok).unwrap_or(prepared);
                }
                assert!(prepared.is_ok(), "{} `{}` {value}: {prepared:?}", action.tool, input.path.join("."));
            }
        }
    }
    assert!(offered_in_all > 100, "{offered_in_all}");
}

#[tokio::test]
async fn the_sandbox_accepts_every_value_that_the_schema_of_a_read_offers() {
    let mut sandbox = session(&["--pace", "0"]).await;
    let mut known = Examples::of(&mut sandbox).await;
    let mut asked = 0;
    for action in actions().iter().filter(|action| action.is_read()) {
        for input in found(&action.tool) {
            for value in offered(&input.schema) {
                asked += 1;
                let mut inputs = with(&known.inputs(&action.tool), &input, &value);
                name_place(&mut inputs, &input.path);
                if action.tool == "snov_get_warmup_statistics" {
                    inputs.retain(|name, _| !name.starts_with("date_"));
                }
                let mut envelope = sandbox.envelope(&action.tool, inputs.into()).await;
                if envelope["error_kind"] == "rate_limited" {
                    // Emails can be read 20 times a minute; another sandbox has counted none.
                    sandbox = session(&["--pace", "0"]).await;
                    known = Examples::of(&mut sandbox).await;
                    let mut inputs = with(&known.inputs(&action.tool), &input, &value);
                    name_place(&mut inputs, &input.path);
                    envelope = sandbox.envelope(&action.tool, inputs.into()).await;
                }
                assert_eq!(envelope["success"], true, "{} {:?} {value}: {envelope}", action.tool, input.path);
            }
        }
    }
    assert!(asked > 60, "{asked}");
}

/// Every input that takes ids, of any form, refuses a name. Nothing is written, and what is read is only the list that knows
/// names.
#[tokio::test]
async fn every_input_that_takes_ids_refuses_a_name_before_the_call_is_made() {
    let vendor = MockVendor::start().await;
    let mut command = with_all_vendors(&vendor.url());
    command.args(["--pace", "0"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    let mut inputs_with_ids = 0;
    for action in actions() {
        for input in found(&action.tool).into_iter().filter(|input| input.schema.contains_key("x-id")) {
            inputs_with_ids += 1;
            let before = vendor.requests().len();
            let inputs = with(&fewest(action), &input, &"Agency owners UK".into());
            let envelope = session.envelope(&action.tool, inputs.into()).await;
            let what = format!("{} `{}`: {envelope}", action.tool, input.path.join("."));
            assert_eq!(envelope["error_kind"], "invalid_input", "{what}");
            let error = envelope["error"].as_str().unwrap();
            assert!(error.contains("Agency owners UK") && error.contains("must be the id of"), "{what}");
            match input.schema["x-id"]["from"].as_str() {
                Some(tool) => {
                    assert!(actions().iter().any(|action| action.tool == tool), "{what}");
                    assert!(error.contains(tool), "{what}");
                }
                None => assert!(error.contains("no tool of this server lists them"), "{what}"),
            }
            let sent = &vendor.requests()[before..];
            assert!(sent.len() <= 1, "{what}: {sent:#?}");
            let is_read = |method: &str, target: &str| method == "GET" || target.ends_with("/leads/list");
            assert!(sent.iter().all(|sent| is_read(&sent.method, &sent.target)), "{what}: {sent:#?}");
        }
    }
    assert!(inputs_with_ids > 50, "{inputs_with_ids}");
}

#[test]
fn every_input_that_is_named_as_an_id_takes_one() {
    for action in actions() {
        for input in found(&action.tool) {
            let name = input.path.last().unwrap().as_str();
            let is_named = ["id", "ids", "uuid", "hash"]
                .iter()
                .any(|kind| name.strip_suffix(kind).is_some_and(|before| before.is_empty() || before.ends_with('_')));
            // Ids of campaigns and addresses of mailboxes, whichever is asked about.
            let is_mixed = name == "resource_ids";
            if is_named && !is_mixed && input.schema["type"] != "array" {
                assert!(input.schema.contains_key("x-id"), "{} `{}`", action.tool, input.path.join("."));
            }
        }
    }
}

#[tokio::test]
async fn a_name_where_an_id_belongs_is_looked_up_and_its_id_is_said() {
    let mut session = session(&["--pace", "0"]).await;
    let row = async |session: &mut StdioSession, tool: &str, rows: &str| -> Value {
        session.envelope(tool, json!({})).await[rows][0].clone()
    };
    let campaign = row(&mut session, "instantly_list_campaigns", "campaigns").await;
    let lead_list = row(&mut session, "instantly_list_lead_lists", "lead_lists").await;
    let lead = row(&mut session, "instantly_list_leads", "leads").await;
    let list = row(&mut session, "overloop_list_lists", "lists").await;
    let automation = row(&mut session, "overloop_list_automations", "automations").await;
    let user = row(&mut session, "overloop_list_users", "users").await;
    let snov_list = row(&mut session, "snov_list_lists", "lists").await;
    let snov_campaign = row(&mut session, "snov_list_campaigns", "campaigns").await;
    for (tool, inputs, id) in [
        ("instantly_activate_campaign", json!({ "campaign_id": campaign["name"] }), &campaign["id"]),
        (
            "instantly_list_leads",
            json!({ "campaign": campaign["name"].as_str().unwrap().to_uppercase() }),
            &campaign["id"],
        ),
        ("instantly_delete_leads", json!({ "list_id": lead_list["name"], "all": true }), &lead_list["id"]),
        ("instantly_get_lead", json!({ "lead_id": lead["email"] }), &lead["id"]),
        ("overloop_delete_list", json!({ "list_id": list["name"] }), &list["id"]),
        ("overloop_get_automation", json!({ "automation_id": automation["name"] }), &automation["id"]),
        ("overloop_update_prospect", json!({ "prospect_id": 1, "owner_id": user["name"] }), &user["id"]),
        ("snov_list_prospects_in_list", json!({ "list_id": snov_list["name"] }), &snov_list["id"]),
        ("snov_get_campaign_progress", json!({ "campaign_id": snov_campaign["campaign"] }), &snov_campaign["id"]),
    ] {
        let envelope = session.envelope(tool, inputs).await;
        assert_eq!(envelope["error_kind"], "invalid_input", "{tool}: {envelope}");
        let (error, id) =
            (envelope["error"].as_str().unwrap(), id.as_str().map_or_else(|| id.to_string(), str::to_owned));
        assert!(error.contains(&format!("`{id}`")), "{tool}: no {id} in {error}");
    }
    let unknown = session.envelope("instantly_list_leads", json!({ "campaign": "No such campaign" })).await;
    assert!(unknown["error"].as_str().unwrap().contains("does not find a campaign"), "{unknown}");
}

#[tokio::test]
async fn a_custom_field_that_the_account_does_not_have_is_refused_with_the_nearest() {
    let mut session = session(&["--pace", "0"]).await;
    let fields = session.envelope("overloop_list_custom_fields", json!({})).await["custom_fields"].clone();
    let of = |kind: &str| -> Vec<String> {
        let of_kind = fields.as_array().unwrap().iter().filter(|field| field["type"] == kind);
        of_kind.map(|field| field["identifier"].as_str().unwrap().to_owned()).collect()
    };
    let own = of("prospects");
    let other = of("organizations").into_iter().find(|field| !own.contains(field)).unwrap();
    let own = own[0].clone();
    let write = |field: &str| json!({ "prospect_id": "2", "custom_fields": { field: null } });
    let done = session.envelope("overloop_update_prospect", write(&own)).await;
    assert_eq!(done["success"], true, "{done}");
    let near = format!("{own}s");
    for (field, says) in [
        (near.as_str(), format!("did you mean `{own}`?")),
        (other.as_str(), "it is one of organizations".to_owned()),
        ("c_zzzzzz", "is not a field that the account has".to_owned()),
    ] {
        let refused = session.envelope("overloop_update_prospect", write(field)).await;
        let error = refused["error"].as_str().unwrap();
        assert_eq!(refused["error_kind"], "invalid_input", "{refused}");
        assert!(error.contains(&says) && error.contains("overloop_list_custom_fields"), "{field}: {error}");
        assert!(error.contains(&format!("`{own}` (")), "what the fields take: {error}");
    }
    let lost = json!({ "email": "new@example.org", "list_id": 1, "custom_fields": { "no such label": "x" } });
    let lost = session.envelope("snov_add_prospect_to_list", lost).await;
    assert!(lost["error"].as_str().unwrap().contains("snov_list_custom_fields"), "{lost}");
}

#[tokio::test]
async fn a_write_with_custom_fields_is_refused_where_these_cannot_be_read() {
    let mut session = session(&["--pace", "0", "--sandbox-fault", "GET /custom_fields=500"]).await;
    let inputs = json!({ "email": "new@example.org", "custom_fields": { "c_fit_score": 7 } });
    let refused = session.envelope("overloop_create_prospect", inputs).await;
    assert_eq!(refused["success"], false, "{refused}");
    assert!(refused["error"].as_str().unwrap().contains("`custom_fields` cannot be checked"), "{refused}");
    let found = json!({ "filter": { "email": "new@example.org" } });
    assert_eq!(session.envelope("overloop_list_prospects", found).await["count"], 0);
}

#[tokio::test]
async fn what_is_excluded_is_normalised_or_refused() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "data": { "id": "1", "attributes": {} }, "success": true }));
    let mut session = StdioSession::initialized(with_all_vendors(&vendor.url()), "2025-11-25").await;
    let item = |value: &str, kind: &str| json!({ "value": value, "item_type": kind });
    for (value, kind, says) in [
        ("https://www.zz.example.com/", "domain", "pass `zz.example.com`"),
        ("jane@example.com", "domain", "`value` is an address"),
        ("example.com", "email", "`value` is a domain"),
        ("Jane <jane@example.com>", "email", "pass `jane@example.com`"),
        // Everyone in a country, by a slip.
        ("co.uk", "domain", "`co.uk` is a public suffix"),
        ("@COM.BR", "domain", "`com.br` is a public suffix"),
        ("com", "domain", "must be an address"),
    ] {
        let refused = session.envelope("overloop_create_exclusion_list_item", item(value, kind)).await;
        assert!(refused["error"].as_str().unwrap().contains(says), "{value}: {refused}");
    }
    let items = json!({ "items": ["zz.example.com", "https://www.zz.example.com/"], "list_id": 8 });
    let refused = session.envelope("snov_add_to_do_not_email_list", items).await;
    assert!(refused["error"].as_str().unwrap().contains("`items[1]` must be an address or a domain"), "{refused}");
    assert_eq!(vendor.requests().len(), 0);
    session.envelope("overloop_create_exclusion_list_item", item(" @Example.COM. ", "domain")).await;
    assert_eq!(vendor.only_request().json()["data"]["attributes"]["value"], "example.com");
}

#[tokio::test]
async fn null_clears_what_a_change_may_clear() {
    let mut session = session(&[]).await;
    let campaign = session.envelope("instantly_list_campaigns", json!({ "limit": 1 })).await["campaigns"][0].clone();
    let change = |limit: Value| json!({ "campaign_id": campaign["id"], "daily_limit": limit });
    let set = session.envelope("instantly_patch_campaign", change(json!(33))).await;
    assert_eq!(set["campaign"]["daily_limit"], 33, "{set}");
    let cleared = session.envelope("instantly_patch_campaign", change(Value::Null)).await;
    assert_eq!((&cleared["success"], cleared["campaign"].get("daily_limit")), (&json!(true), None), "{cleared}");
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "id": ID }));
    let mut session = StdioSession::initialized(with_all_vendors(&vendor.url()), "2025-11-25").await;
    session.envelope("instantly_patch_campaign", json!({ "campaign_id": ID, "name": "x", "pl_value": null })).await;
    assert_eq!(vendor.only_request().json(), json!({ "name": "x", "pl_value": null }));
}

/// A null in a call that sets a state is a value or is refused; it is never dropped beside other inputs.
#[test]
fn no_null_is_dropped_from_a_change_or_a_deletion() {
    let mut checked = 0;
    for action in actions().iter().filter(|action| !action.is_read() && !action.unlisted.doubles) {
        let required = action.required();
        for input in found(&action.tool).into_iter().filter(|input| input.path.len() == 1 && !input.is_item) {
            if required.contains(&input.path[0].as_str()) {
                continue;
            }
            checked += 1;
            let prepared = prepare(&action.tool, with(&fewest(action), &input, &Value::Null));
            let error = prepared.as_ref().err().map(|failure| failure.message.as_str()).unwrap_or_default();
            let is_refused = error.contains("does not take null");
            assert_eq!(is_refused, !input.schema.contains_key("x-null"), "{} {:?}: {error}", action.tool, input.path);
        }
    }
    assert!(checked > 40, "{checked}");
}

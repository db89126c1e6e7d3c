//! Numbers that stand for something, over the whole catalogue: an input takes the number or its name, an output has both.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{ID, cases_of};
use crate::support::{
    answers,
    catalogue::{Action, action, actions, check_schema, prepare, vendors},
    mock_vendor::MockVendor,
    names::{name_field, take_names},
    program::{StdioSession, with_all_vendors},
    wire::WireSession,
};

/// Numbers whose description names two of them, and which are of no set all the same.
const NOT_OF_A_SET: &[(&str, &str)] =
    // Only behind a condition 0 is yes; everywhere else it says nothing.
    &[("position", "Branch after a condition: 0 is yes, 1 is no; else 0")];

/// How often a description says a number and what it stands for: "1 active", "2 = paused", "3: completed", "4 is sent".
fn meanings(description: &str) -> usize {
    let parts = description.split([',', ';', ':', '(', '.']).map(str::trim);
    let says = parts.clone().zip(parts.skip(1).chain([""])).filter(|(part, next)| {
        let part = part.trim_start_matches("or ").trim_start_matches("and ");
        let (number, rest) = part.split_once([' ', '=']).unwrap_or((part, next));
        let rest = rest.trim_start_matches(['=', ' ']);
        let range = ["to ", "or ", "and ", "at ", "people", "of ", "characters", "minutes", "percent"];
        number.parse::<i64>().is_ok()
            && rest.starts_with(|first: char| first.is_alphabetic())
            && !range.iter().any(|word| rest.starts_with(word))
    });
    says.count()
}

#[test]
fn what_a_number_stands_for_is_found_in_prose() {
    for text in [
        "0 draft, 1 active, 2 paused",
        "Kind: 1 sent by a campaign, 2 received",
        "1: an automatic reply; 0: none",
        "1 = active, 2 = paused",
        "0 is yes, 1 is no",
    ] {
        assert!(meanings(text) > 1, "{text}");
    }
    for text in [
        "Most items on this page, default 20",
        "When sending begins, minutes after midnight, 0 to 1425",
        "Whether it is unread, as 1 or 0",
        "Page number, 20 people each; each page costs",
    ] {
        assert!(meanings(text) < 2, "{text}");
    }
}

/// Tells `found` of every field of a published schema: its path, the fields beside it, and its own schema.
fn each_field<'a>(schema: &'a Value, path: &str, found: &mut impl FnMut(&str, &'a Map<String, Value>, &'a str)) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}.{name}");
        found(&path, schema["properties"].as_object().unwrap(), name);
        each_field(property, &path, found);
    }
    if schema["items"].is_object() {
        each_field(&schema["items"], path, found);
    }
}

/// Whether the schema of an input takes a number of a set and its name.
fn takes_names(input: &Value) -> bool {
    let Some([names, number, rest @ ..]) = input["anyOf"].as_array().map(Vec::as_slice) else { return false };
    rest.iter().all(|kind| kind == &json!({ "type": "null" }))
        && names["enum"].is_array()
        && number["type"] == "integer"
}

#[test]
fn no_number_is_explained_in_prose_alone() {
    let (mut prose, mut named) = (Vec::new(), 0);
    for action in actions() {
        each_field(&action.input_schema, &format!("{} input ", action.tool), &mut |path, fields, name| {
            let (input, text) = (&fields[name], fields[name]["description"].as_str().unwrap_or_default());
            named += usize::from(takes_names(input) || takes_names(&input["items"]));
            if meanings(text) > 1 && !takes_names(input) {
                prose.push(format!("{path}: {text}"));
            }
        });
        each_field(&action.output_schema, &format!("{} output ", action.tool), &mut |path, fields, name| {
            let text = fields[name]["description"].as_str().unwrap_or_default();
            let is_of_a_set = name_field(fields, name).is_some();
            named += usize::from(is_of_a_set);
            if meanings(text) > 1 && !is_of_a_set && !NOT_OF_A_SET.contains(&(name, text)) {
                prose.push(format!("{path}: {text}"));
            }
        });
    }
    assert!(prose.is_empty(), "take `Named<…>` as its type: {prose:#?}");
    assert!(named > 40, "{named}");
}

/// An input of a set of numbers: its path, and the set.
fn named_inputs(tool: &str) -> Vec<(Vec<String>, Map<String, Value>)> {
    fn walk(schema: &Map<String, Value>, path: &[String], found: &mut Vec<(Vec<String>, Map<String, Value>)>) {
        if schema.contains_key("x-named") {
            found.push((path.to_vec(), schema.clone()));
        }
        for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            walk(property.as_object().unwrap(), &[path, std::slice::from_ref(name)].concat(), found);
        }
    }
    let mut found = Vec::new();
    walk(check_schema(tool), &[], &mut found);
    found
}

/// Number and name of each value of a set.
fn values(input: &Map<String, Value>) -> Vec<(i64, String)> {
    let values = input["x-named"]["values"].as_array().unwrap().iter();
    values.map(|value| (value[0].as_i64().unwrap(), value[1].as_str().unwrap().to_owned())).collect()
}

/// The first inputs of the tool's wire cases, with a value at a path.
fn with(tool: &str, path: &[String], value: &Value) -> Value {
    let case = cases_of(tool);
    let mut inputs = case.min_by_key(|case| case.inputs.as_object().unwrap().len()).unwrap().inputs;
    let mut place = &mut inputs;
    for name in path {
        place = &mut place[name.as_str()];
    }
    *place = value.clone();
    if tool == "instantly_delete_leads" {
        // A state and all of them go not together.
        inputs.as_object_mut().unwrap().shift_remove("all");
    }
    inputs
}

#[test]
fn names_are_words_and_each_is_one_number() {
    for action in actions() {
        for (path, input) in named_inputs(&action.tool) {
            let values = values(&input);
            let (numbers, names): (BTreeSet<i64>, BTreeSet<String>) = values.iter().cloned().unzip();
            assert_eq!((numbers.len(), names.len()), (values.len(), values.len()), "{} {path:?}", action.tool);
            for name in names {
                let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
                assert!(name.split('_').all(is_word), "{} {path:?}: `{name}`", action.tool);
            }
        }
    }
}

#[tokio::test]
async fn a_number_and_its_name_make_one_request() {
    let mut inputs = 0;
    for vendor in vendors() {
        let mut wire = WireSession::of(vendor).await;
        for action in actions().iter().filter(|action| action.vendor == vendor) {
            for (path, input) in named_inputs(&action.tool) {
                inputs += 1;
                for (number, name) in values(&input) {
                    // What is tagged has to fit its type.
                    let with = |tool: &str, path: &[String], value: &Value| {
                        let mut inputs = with(tool, path, value);
                        if tool.ends_with("_custom_tags") && path == ["resource_type"] {
                            let resource = if name == "account" { "maya@example.com" } else { ID };
                            inputs["resource_ids"] = vec![resource].into();
                        }
                        inputs
                    };
                    let spellings = [
                        number.to_string().into(),
                        name.clone().into(),
                        format!(" {} ", name.to_uppercase()).into(),
                        name.replace('_', " ").into(),
                        name.replace('_', "-").into(),
                    ];
                    wire.vendor.answer_with(200, answers::text(&action.tool));
                    let by_number = wire.request_of(&action.tool, &with(&action.tool, &path, &number.into())).await;
                    for spelled in spellings {
                        let given = with(&action.tool, &path, &spelled);
                        let request = wire.request_of(&action.tool, &given).await;
                        assert_eq!(
                            (&request.method, &request.target, &request.body),
                            (&by_number.method, &by_number.target, &by_number.body),
                            "{} {given}",
                            action.tool
                        );
                    }
                    let sent = format!("{}{}", by_number.target, String::from_utf8_lossy(&by_number.body));
                    assert!(sent.contains(&number.to_string()), "{} {number}: {sent}", action.tool);
                }
            }
        }
    }
    assert!(inputs > 5, "{inputs}");
}

#[test]
fn what_is_of_no_set_is_refused_with_all_names() {
    for action in actions() {
        for (path, input) in named_inputs(&action.tool) {
            let (tool, at) = (&action.tool, path.join("."));
            let refused = |value: &Value| {
                let inputs = with(tool, &path, value).as_object().unwrap().clone();
                prepare(tool, inputs).err().map(|failure| failure.message)
            };
            for wrong in [json!("nonsense"), json!(1.5), json!(["won"]), json!(true)] {
                let error = refused(&wrong).unwrap_or_else(|| panic!("{tool} `{at}` takes {wrong}"));
                assert!(
                    error.contains(&format!("`{at}` must be one of")) && error.contains("Nothing was sent"),
                    "{error}"
                );
                for (number, name) in values(&input) {
                    assert!(error.contains(&format!("\"{name}\" ({number})")), "{tool}: {error}");
                }
            }
            let is_open = input["x-named"].get("others").is_some();
            assert_eq!(refused(&json!(12_345)).is_none(), is_open, "{tool} `{at}`");
        }
    }
    let near = prepare("instantly_list_campaigns", json!({ "status": "pausd" }).as_object().unwrap().clone());
    assert!(near.unwrap_err().message.contains("did you mean \"paused\"?"));
}

#[test]
fn the_schema_offers_names_and_says_what_they_do_not() {
    for action in actions() {
        for (path, input) in named_inputs(&action.tool) {
            let pointer = format!("/properties/{}", path.join("/properties/"));
            let published = action.input_schema.pointer(&pointer).unwrap();
            assert!(takes_names(published), "{} {path:?}: {published}", action.tool);
            let offered = published["anyOf"][0]["enum"].as_array().unwrap();
            let text = published["description"].as_str().unwrap();
            for value in input["x-named"]["values"].as_array().unwrap() {
                assert!(offered.contains(&value[1]), "{} {path:?}: {value}", action.tool);
                assert!(text.contains(value[2].as_str().unwrap()), "{} {path:?}: {value} in {text}", action.tool);
            }
        }
    }
    let interest = &action("instantly_create_lead").input_schema["properties"]["lt_interest_status"];
    assert!(interest["description"].as_str().unwrap().contains("custom label"), "{interest}");
}

#[test]
fn a_name_that_is_written_back_is_that_of_its_number() {
    let prepared = |inputs: Value| {
        prepare("instantly_list_campaigns", inputs.as_object().unwrap().clone()).map_err(|failure| failure.message)
    };
    assert_eq!(prepared(json!({ "status": 2, "status_name": "paused" })), Ok(()));
    assert_eq!(prepared(json!({ "status_name": "paused" })), Ok(()));
    let error = prepared(json!({ "status": 1, "status_name": "paused" })).unwrap_err();
    assert!(error.contains("`status` and `status_name` say different things"), "{error}");
    assert!(prepared(json!({ "search_name": "paused" })).unwrap_err().contains("search_name"));
}

fn with_numbers(value: &mut Value, fields: &BTreeSet<String>, number: i64) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| with_numbers(item, fields, number)),
        Value::Object(object) => object.iter_mut().for_each(|(name, value)| {
            if fields.contains(name) && !value.is_object() {
                *value = number.into();
            } else {
                with_numbers(value, fields, number);
            }
        }),
        _ => {}
    }
}

/// The fields of an action's outputs that are of a set, by name.
fn named_outputs(action: &Action) -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    each_field(&action.output_schema, "", &mut |_, beside, name| {
        fields.extend(name_field(beside, name).map(|_| name.to_owned()));
    });
    fields
}

async fn session() -> (MockVendor, StdioSession) {
    let vendor = MockVendor::start().await;
    let session = StdioSession::initialized(with_all_vendors(&vendor.url()), "2025-11-25").await;
    (vendor, session)
}

/// The fewest inputs of a tool.
fn fewest(tool: &str) -> Value {
    let of_tool = cases_of(tool);
    of_tool.min_by_key(|case| case.inputs.as_object().unwrap().len()).unwrap().inputs
}

#[tokio::test]
async fn a_number_of_an_answer_has_its_name_beside_it_and_an_unknown_one_stands_alone() {
    let (vendor, mut session) = session().await;
    let (mut tools, mut seen) = (0, BTreeSet::new());
    for action in actions() {
        let fields = named_outputs(action);
        if fields.is_empty() {
            continue;
        }
        tools += 1;
        vendor.expects_read(action.is_read());
        // Every number that a set has, and two that none has.
        for number in [0, 1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 99, 999, 1000, -1, -2, -3, -4, -99, 7777, -30_000] {
            let mut answer = answers::json(&action.tool);
            with_numbers(&mut answer, &fields, number);
            vendor.answer_with(200, &answer);
            vendor.expects_read(action.is_read());
            let mut envelope = session.envelope(&action.tool, fewest(&action.tool)).await;
            assert_eq!(envelope["success"], true, "{} {number}: {envelope}", action.tool);
            let whole = envelope.clone();
            let named = take_names(&action.output_schema, &mut envelope);
            assert!(!named.is_empty(), "{}: {whole}", action.tool);
            for found in named {
                let field = found.path.rsplit('.').next().unwrap();
                assert_eq!(found.number, number, "{} {}", action.tool, found.path);
                let text = description(action, &found.path);
                match &found.name {
                    Some(name) => {
                        let pair = format!("{number} {}", name.as_str().unwrap());
                        assert!(text.contains(&pair), "{} {}: {pair} in {text}", action.tool, found.path);
                        seen.insert((field.to_owned(), pair));
                    }
                    None => {
                        let begins = format!("{number} ");
                        let values = text.split_once(": ").unwrap().1.split(", ");
                        let mut values = values.map(str::to_owned);
                        assert!(!values.any(|value| value.starts_with(&begins)), "{} {}", action.tool, found.path);
                    }
                }
            }
        }
    }
    assert!(tools >= 8, "{tools}");
    for pair in [("status", "-3 skipped"), ("lt_interest_status", "-4 no_show"), ("ue_type", "2 received")] {
        assert!(seen.contains(&(pair.0.to_owned(), pair.1.to_owned())), "{pair:?} in {seen:?}");
    }
}

/// The description of the output at a path.
fn description(action: &Action, wanted: &str) -> String {
    let mut text = String::new();
    each_field(&action.output_schema, "", &mut |path, fields, name| {
        if path == wanted {
            text = fields[name]["description"].as_str().unwrap().to_owned();
        }
    });
    text
}

#[tokio::test]
async fn a_name_that_the_vendor_answers_is_read_as_its_number() {
    let (vendor, mut session) = session().await;
    for (status, number) in [(json!("paused"), 2), (json!("2"), 2), (json!("BOUNCED"), -1), (json!(-1.0), -1)] {
        vendor.answer_with(200, json!({ "items": [{ "id": "1", "status": status }] }));
        let envelope = session.envelope("instantly_list_leads", json!({ "fields": ["status"] })).await;
        assert_eq!(envelope["leads"][0]["status"], number, "{envelope}");
        assert!(envelope["leads"][0]["status_name"].is_string(), "{envelope}");
    }
}

#[tokio::test]
async fn a_number_and_its_name_stay_together_whatever_is_read() {
    let (vendor, mut session) = session().await;
    let lead =
        json!({ "id": "1", "email": "joe@theirs.example", "status": -1, "lt_interest_status": 900, "esg_code": 2 });
    let both = json!({ "status": -1, "status_name": "bounced" });
    vendor.answer_with(200, json!({ "items": [lead] }));
    for fields in [json!(["status"]), json!(["status_name"]), json!(["status", "status_name"]), json!("status")] {
        let envelope = session.envelope("instantly_list_leads", json!({ "fields": fields })).await;
        assert_eq!(envelope["leads"], json!([both]), "{fields}: {envelope}");
    }
    for detail in ["brief", "full"] {
        let envelope = session.envelope("instantly_list_leads", json!({ "detail": detail })).await;
        let row = &envelope["leads"][0];
        assert_eq!((&row["status"], &row["status_name"]), (&json!(-1), &json!("bounced")), "{envelope}");
        if detail == "full" {
            assert_eq!((&row["esg_code"], &row["esg_code_name"]), (&json!(2), &json!("mimecast")), "{envelope}");
        }
        // A custom label has no name here.
        assert_eq!((&row["lt_interest_status"], row.get("lt_interest_status_name")), (&json!(900), None));
        let keys: Vec<&String> = row.as_object().unwrap().keys().collect();
        let at = keys.iter().position(|key| *key == "status").unwrap();
        assert_eq!(keys[at + 1], "status_name", "{keys:?}");
    }
    vendor.answer_with(200, &lead).expects_read(true);
    let lead_id = super::ID;
    let envelope = session.envelope("instantly_get_lead", json!({ "lead_id": lead_id, "fields": ["status"] })).await;
    assert_eq!(envelope["lead"], both, "{envelope}");
    let envelope = session.envelope("instantly_get_lead", json!({ "lead_id": lead_id })).await;
    assert_eq!((&envelope["status"], &envelope["status_name"]), (&json!(-1), &json!("bounced")), "{envelope}");
}

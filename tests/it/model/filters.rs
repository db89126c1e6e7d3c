//! Null, blank and empty never widen what a call reads: over the whole catalogue.

use serde_json::{Map, Value, json};

use crate::{
    support::{
        catalogue::{Action, actions, narrowed_by, prepare},
        wire::WireSession,
    },
    vendors::cases_of,
};

/// Inputs that say how an answer is read, and not of what.
const NO_FILTERS: [&str; 4] = ["sort", "include", "expand", "wait_seconds"];

fn reads() -> impl Iterator<Item = &'static Action> {
    actions().iter().filter(|action| action.is_read())
}

/// Inputs of the case with the fewest.
fn fewest(action: &Action) -> Map<String, Value> {
    let of_action = cases_of(&action.tool).map(|case| case.inputs);
    let fewest = of_action.min_by_key(|inputs| inputs.as_object().unwrap().len()).unwrap();
    fewest.as_object().unwrap().clone()
}

fn is_of_page(action: &Action, input: &str) -> bool {
    let of_pages = action.unlisted.pages.is_some_and(|pages| pages.cursor == input || pages.size == Some(input));
    of_pages || NO_FILTERS.contains(&input)
}

/// Values of an input that select nothing, each with the path that an error has to name.
fn nothing(input: &str, schema: &Value) -> Vec<(Value, String)> {
    let mut values = vec![(Value::Null, input.to_owned())];
    match schema["type"].as_str() {
        Some("string") => values.extend([("".into(), input.to_owned()), (" \t".into(), input.to_owned())]),
        Some("array") => {
            values.push((json!([]), input.to_owned()));
            if schema["items"]["type"] == "string" {
                values.push((json!([" "]), format!("{input}[0]")));
            }
        }
        _ => {}
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let within = nothing(&format!("{input}.{name}"), field);
        values.extend(within.into_iter().map(|(value, path)| (json!({ name: value }), path)));
    }
    if schema.get("properties").is_some() {
        values.push((json!({}), input.to_owned()));
    }
    values
}

#[test]
fn a_filter_that_selects_nothing_is_refused_by_name() {
    let mut refused = 0;
    for action in reads() {
        for (input, schema) in action.inputs() {
            // What a task was started for, or the task: neither selects rows.
            let is_of_task = action.inputs().contains_key("task_hash");
            if action.required().contains(&input.as_str()) || is_of_page(action, &input) || is_of_task {
                continue;
            }
            for (value, path) in nothing(&input, &schema) {
                let mut inputs = fewest(action);
                inputs.insert(input.clone(), value.clone());
                let what = format!("{} `{input}` {value}", action.tool);
                let failure = prepare(&action.tool, inputs).expect_err(&what);
                assert!(failure.message.contains(&format!("`{path}`")), "{what}: {failure}");
                refused += 1;
            }
        }
    }
    assert!(refused > 150, "{refused}");
}

/// Inputs of writes that select what is worked on, or bound it, by their names.
const SELECTING: [&str; 24] = [
    "ids",
    "lead_ids",
    "limit",
    "count",
    "starting_row",
    "search",
    "filter",
    "filters",
    "contacts",
    "status",
    "in_campaign",
    "in_list",
    "smart_view_id",
    "positions",
    "search_criteria",
    "sourcing_limit",
    "column_name",
    "esp_code",
    "esg_code",
    "excluded_ids",
    "search_filters",
    "company",
    "person",
    "event_type",
];

/// Inputs of such a name that narrow nothing.
const NOT_SELECTING: [(&str, &str); 0] = [];

/// Dropped, a null, blank or empty selection would have a write take in everything.
#[test]
fn no_write_is_widened_by_an_input_that_selects_nothing() {
    let (mut refused, mut wrong) = (0, Vec::new());
    for action in actions().iter().filter(|action| !action.is_read()) {
        for (input, schema) in action.inputs() {
            let is_declared = narrowed_by(&action.tool).contains(&input.as_str());
            let is_known = NOT_SELECTING.contains(&(&action.tool, &input));
            if is_known || !(is_declared || SELECTING.contains(&input.as_str())) {
                continue;
            }
            for (value, path) in nothing(&input, &schema) {
                let mut inputs = fewest(action);
                inputs.insert(input.clone(), value.clone());
                match prepare(&action.tool, inputs) {
                    Err(failure) if failure.message.contains(&format!("`{path}`")) => refused += 1,
                    Err(failure) if failure.message.contains(&format!("`{input}` selects nothing")) => refused += 1,
                    taken => wrong.push(format!("{} `{input}` {value}: {taken:?}", action.tool)),
                }
            }
        }
        for input in narrowed_by(&action.tool) {
            let is_optional = action.inputs().contains_key(*input) && !action.required().contains(input);
            assert!(is_optional, "{} `{input}`", action.tool);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(refused > 60, "{refused}");
}

#[tokio::test]
async fn a_selection_of_nothing_is_told_what_to_give_instead() {
    let mut wire = WireSession::instantly().await;
    let place = json!({ "campaign": crate::vendors::ID, "to_list_id": crate::vendors::ID });
    for (input, nothing) in
        [("ids", Value::Null), ("limit", Value::Null), ("filter", Value::Null), ("search", json!(" "))]
    {
        let mut inputs = place.clone();
        inputs[input] = nothing;
        let error = wire.invalid_input("instantly_move_leads", &inputs).await;
        let says = "without it the call takes in more or begins at once: give it a value, or leave it out";
        assert!(error.contains(&format!("`{input}` is ")) && error.contains(says), "{error}");
    }
    assert!(wire.vendor.requests().is_empty());
}

/// A client that gives every input may give null where it has nothing to say of how the answer is read.
#[test]
fn null_is_taken_where_it_says_how_an_answer_is_read() {
    for action in reads() {
        for input in action.inputs().keys().filter(|input| is_of_page(action, input)) {
            let mut inputs = fewest(action);
            inputs.insert(input.clone(), Value::Null);
            let prepared = prepare(&action.tool, inputs);
            assert!(prepared.is_ok(), "{} `{input}`: {prepared:?}", action.tool);
        }
    }
}

#[tokio::test]
async fn a_dropped_filter_is_told_how_to_be_meant() {
    for (vendor, tool, inputs, path) in [
        ("overloop", "overloop_list_prospects", json!({ "filter": { "email": null } }), "filter.email"),
        ("overloop", "overloop_list_prospects", json!({ "filter": {} }), "filter"),
        ("instantly", "instantly_list_leads", json!({ "campaign": null }), "campaign"),
        ("instantly", "instantly_list_leads", json!({ "search": "  " }), "search"),
        ("instantly", "instantly_list_leads", json!({ "contacts": [] }), "contacts"),
    ] {
        let mut wire = WireSession::of(vendor).await;
        let error = wire.invalid_input(tool, &inputs).await;
        assert!(error.contains(&format!("`{path}` is ")) && error.contains("leave it out to list all"), "{error}");
    }
    // How much is read, and from where on, is not what is read.
    let mut wire = WireSession::instantly().await;
    let inputs = json!({ "limit": null, "starting_after": null, "fields": null, "max_items": null, "cursor": null });
    assert_eq!(wire.call("instantly_list_leads", &inputs).await["success"], true);
}

/// A write without any input writes nothing that anybody means.
#[test]
fn no_write_runs_without_inputs() {
    for action in actions().iter().filter(|action| !action.is_read()) {
        assert!(prepare(&action.tool, Map::new()).is_err(), "{}", action.tool);
    }
}

#[tokio::test]
async fn a_person_or_a_company_has_something_to_be_known_by() {
    let mut wire = WireSession::overloop().await;
    for (tool, inputs, says) in [
        ("overloop_create_prospect", json!({ "country": "France", "email": " " }), "`email`, `linkedin_profile`"),
        ("overloop_create_prospect", json!({ "lists": ["x"], "first_name": "" }), "`email`, `linkedin_profile`"),
        ("overloop_create_organization", json!({ "city": "Paris" }), "`name` or `website`"),
    ] {
        let error = wire.invalid_input(tool, &inputs).await;
        assert!(error.contains(says), "{tool} {inputs}: {error}");
    }
    wire.vendor.answer_with(201, json!({ "data": { "id": "1", "type": "prospects" } }));
    for known_by in ["email", "first_name", "last_name", "phone", "linkedin_profile"] {
        let value = if known_by == "email" { "a@b.example" } else { "example.com/in/a" };
        let envelope = wire.call("overloop_create_prospect", &json!({ known_by: value })).await;
        assert_eq!(envelope["success"], true, "{known_by}: {envelope:?}");
    }
}

#[tokio::test]
async fn a_lead_that_is_nowhere_is_said_to_be() {
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_with(200, json!({ "id": "1" }));
    for inputs in [json!({ "email": "a@b.example" }), json!({ "email": "c@b.example", "campaign": null })] {
        let envelope = wire.call("instantly_create_lead", &inputs).await;
        assert!(envelope["note"].as_str().unwrap().contains("in no campaign and on no list"), "{envelope:?}");
    }
    let on_a_list = json!({ "email": "a@b.example", "list_id": crate::vendors::ID });
    assert_eq!(wire.call("instantly_create_lead", &on_a_list).await.get("note"), None);
}

/// Vendors answer an empty list to an id of nothing.
#[tokio::test]
async fn an_empty_list_for_an_id_says_that_the_id_may_be_of_nothing() {
    let mut wire = WireSession::instantly().await;
    for (inputs, names) in [
        (json!({ "campaign": crate::vendors::ID }), &["`campaign`", "a campaign", "instantly_list_campaigns"][..]),
        (json!({ "list_id": crate::vendors::ID }), &["`list_id`", "instantly_list_lead_lists"]),
    ] {
        let envelope = wire.call("instantly_list_leads", &inputs).await;
        let note = envelope["note"].as_str().unwrap_or_else(|| panic!("{envelope:?}"));
        assert!(names.iter().all(|name| note.contains(name)), "{note}");
    }
    assert_eq!(wire.call("instantly_list_leads", &json!({ "search": "x" })).await.get("note"), None);
    wire.vendor.answer_with(200, json!({ "items": [{ "id": "1" }] }));
    let found = wire.call("instantly_list_leads", &json!({ "campaign": crate::vendors::ID })).await;
    assert_eq!(found.get("note"), None, "{found:?}");
}

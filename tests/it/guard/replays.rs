//! A replay is true: it says what it is, and ends when a later write may have undone the first call.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    support::{
        answers,
        catalogue::{Action, action, actions, effect_of, vendors},
        journal::Journal,
        mock_vendor::{MockVendor, reply},
        program::{StdioSession, call, command, with_account, with_all_vendors, with_snov},
    },
    vendors::cases_of,
};

const LEAD: &str = "instantly_create_lead";

/// Inputs of a tool's first wire case; a search is not waited for.
fn inputs(tool: &str) -> Value {
    let mut inputs = cases_of(tool).next().unwrap().inputs;
    if action(tool).inputs().contains_key("wait_seconds") {
        inputs["wait_seconds"] = json!(0);
    }
    inputs
}

/// What a tool's calls read or change: its toolset, by the folder of its file.
fn resource(action: &Action) -> &'static str {
    fn add_files(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add_files(&path, files);
            } else {
                let text = std::fs::read_to_string(&path).unwrap();
                files.push((path, text));
            }
        }
    }
    fn of_all() -> HashMap<&'static str, String> {
        let mut all = HashMap::new();
        for vendor in vendors() {
            let mut files = Vec::new();
            let folder = format!("{}/crates/vendors/src/{vendor}", env!("CARGO_MANIFEST_DIR"));
            add_files(folder.as_ref(), &mut files);
            for action in actions().iter().filter(|action| action.vendor == vendor) {
                let needle = format!("name: \"{}\"", action.name);
                let (path, _) = files.iter().find(|(_, text)| text.contains(&needle)).unwrap();
                let folder = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
                // A lead of Overloop's is a prospect under its older name.
                let is_older = vendor == "overloop" && folder == "leads";
                all.insert(action.tool.as_str(), if is_older { "prospects" } else { folder }.to_owned());
            }
        }
        all
    }
    static RESOURCES: OnceLock<HashMap<&str, String>> = OnceLock::new();
    &RESOURCES.get_or_init(of_all)[action.tool.as_str()]
}

/// What doubles and can overwrite too.
const OVERWRITING: [&str; 4] = [
    "instantly_create_ai_enrichment",
    "instantly_move_leads",
    "instantly_start_enrichment",
    "snov_add_prospect_to_list",
];

/// Whether a write can change or remove what another one made. What only adds cannot.
fn can_undo(action: &Action) -> bool {
    !action.is_read() && (!action.unlisted.doubles || OVERWRITING.contains(&action.tool.as_str()))
}

/// Whether a call with these inputs does twice as much the second time. One that only overwrites does not.
fn doubles(action: &Action, inputs: &Value) -> bool {
    let effect = effect_of(&action.tool, inputs.as_object().unwrap().clone()).unwrap();
    action.unlisted.doubles && effect != "update"
}

const LIST: &str = "f9cc070d-8dba-4341-b847-f083c358e460";
const INTO: &str = "f9cc070d-8dba-4341-b847-f083c358e461";
/// A lead that is moved.
const LEAD_ID: &str = "f9cc070d-8dba-4341-b847-f083c358e462";

/// Inputs that delete the lead which the answer of a creation names.
fn deletion() -> Value {
    json!({ "list_id": LIST, "ids": [answers::json(LEAD)["id"]] })
}

async fn session(vendor: &MockVendor) -> StdioSession {
    let mut command = with_all_vendors(&vendor.url());
    command.env("OUTREACH_DUPLICATE_WINDOW", "15m");
    StdioSession::initialized(command, "2025-11-25").await
}

async fn envelope(vendor: &MockVendor, session: &mut StdioSession, tool: &str, inputs: &Value) -> Value {
    let mut answer = answers::json(tool);
    // The one lead of a call is added; of several, the answer names a part.
    if inputs["leads"].as_array().is_some_and(|leads| leads.len() == 1) {
        answer["total_sent"] = json!(1);
        answer["created_leads"].as_array_mut().unwrap().truncate(1);
    }
    vendor.answer_with(200, answer);
    session.envelope(tool, inputs.clone()).await
}

/// The id of what a call made or moved; null where it is not known. The id in the answer to a move is its job's.
fn made(tool: &str, inputs: &Value, result: &Value) -> Value {
    let found = match tool {
        "instantly_move_leads" if inputs["copy_leads"] != true => inputs.get("ids").map(|ids| &ids[0]),
        "instantly_move_leads" => None,
        "instantly_add_leads" => {
            let created = result["created_leads"].as_array().filter(|created| created.len() == 1);
            created.filter(|_| result["total_sent"] == 1).map(|created| &created[0]["id"])
        }
        _ => result.get("id").or_else(|| result.as_object()?.values().find_map(|value| value.get("id"))),
    };
    found.cloned().unwrap_or_default()
}

/// Has a write act on this object, where its path names one; an id keeps its type.
fn act_on(action: &Action, inputs: &mut Value, id: &Value) {
    if let Some(input) = action.path_inputs().last() {
        // A mailbox's id is its address: another kind of id is none.
        if inputs[*input].as_str().is_some_and(|given| given.contains('@'))
            && !id.as_str().is_some_and(|id| id.contains('@'))
        {
            return;
        }
        let text = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        let number = text.parse::<i64>().ok().filter(|_| inputs[*input].is_number());
        inputs[*input] = number.map_or_else(|| json!(text), |number| json!(number));
    }
}

/// What another write does to the thing that the first one made.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Deed {
    Changes,
    ChangesAnother,
    ChangesNothing,
    /// It may have changed it: its answer does not say.
    Unclear,
}

/// Inputs and answer of a write that does this after the first one, which made `id`; `None` where it cannot.
fn later(first: &Value, other: &Action, id: &Value, deed: Deed) -> Option<(Value, Value)> {
    let (mut inputs, mut answer) = (inputs(&other.tool), answers::json(&other.tool));
    let another = json!("019e92a3-0000-7000-8000-000000000000");
    let id = if id.is_null() { &another } else { id };
    match other.tool.as_str() {
        "instantly_delete_leads" => {
            let named = |place: &&&str| first.get(**place).is_some_and(|place| !place.is_null());
            let places = ["to_campaign_id", "to_list_id", "campaign", "campaign_id", "list_id"];
            let place = *places.iter().find(named).unwrap_or(&"list_id");
            let of = if place.contains("campaign") { "campaign_id" } else { "list_id" };
            let ids = if deed == Deed::ChangesAnother { json!([another]) } else { json!([id, another]) };
            // Of a write that names no place of its own, it is some place.
            let from = first.get(place).filter(|from| !from.is_null()).cloned().unwrap_or_else(|| json!(LIST));
            inputs = json!({ of: from, "ids": ids });
            if deed == Deed::Unclear {
                inputs = json!({ of: from, "status": 1 });
            }
            answer["count"] = json!(if deed == Deed::ChangesNothing { 0 } else { 2 });
        }
        "instantly_update_lead_interest_status" => {
            let email = first["email"].as_str().or_else(|| first["leads"][0]["email"].as_str());
            inputs = json!({ "lead_email": email.unwrap_or("joe@theirs.example").to_uppercase(), "interest_value": 1 });
            match deed {
                // Of leads without an address in the call, it is not known whether this is one.
                _ if email.is_none() => return (deed == Deed::Unclear).then_some((inputs, answer)),
                Deed::Changes => {}
                Deed::ChangesAnother => inputs["lead_email"] = json!("another@theirs.example"),
                Deed::ChangesNothing | Deed::Unclear => return None,
            }
        }
        "instantly_merge_leads" => match deed {
            Deed::Changes => inputs = json!({ "lead_id": LIST, "destination_lead_id": id }),
            Deed::ChangesAnother => inputs = json!({ "lead_id": LIST, "destination_lead_id": another }),
            Deed::ChangesNothing | Deed::Unclear => return None,
        },
        "instantly_move_lead_to_subsequence" | "instantly_remove_lead_from_subsequence" => match deed {
            Deed::Changes => inputs["lead_id"] = id.clone(),
            Deed::ChangesAnother => inputs["lead_id"] = another,
            Deed::ChangesNothing | Deed::Unclear => return None,
        },
        // Which leads they changed, they do not say; those that they name may be other ones.
        "instantly_move_leads" => {
            inputs = json!({ "campaign": LIST, "to_list_id": another, "wait_seconds": 0 });
            match deed {
                Deed::Unclear => inputs["ids"] = json!([id]),
                Deed::ChangesAnother => inputs["ids"] = json!([another]),
                Deed::ChangesNothing => (inputs["copy_leads"], inputs["all"]) = (json!(true), json!(true)),
                Deed::Changes => return None,
            }
        }
        "instantly_assign_leads" | "snov_change_recipient_status" if deed != Deed::Unclear => return None,
        "instantly_assign_leads" | "snov_change_recipient_status" => {}
        "snov_add_prospect_to_list" => {
            inputs["first_name"] = json!("Another");
            inputs["update_contact"] = json!(true);
            answer["added"] = json!(deed == Deed::ChangesAnother);
            answer["updated"] = json!(deed == Deed::Changes);
            match deed {
                Deed::ChangesAnother => {
                    inputs["email"] = json!("another@theirs.example");
                    answer["id"] = json!("another==");
                }
                // An answer without its id is no success.
                Deed::Unclear => return None,
                Deed::Changes | Deed::ChangesNothing => {}
            }
        }
        _ if !can_undo(other) || other.path_inputs().is_empty() => {
            return (deed == Deed::Changes).then_some((inputs, answer));
        }
        _ => match deed {
            // An id that is not known has one of Instantly's form here.
            Deed::Changes if id == &another && other.vendor != "instantly" => {}
            Deed::Changes => act_on(other, &mut inputs, id),
            Deed::ChangesAnother => {
                let other_id = match inputs[*other.path_inputs().last().unwrap()] {
                    Value::String(_) if other.vendor == "instantly" => another,
                    Value::String(_) => json!("999999"),
                    _ => json!(999_999),
                };
                act_on(other, &mut inputs, &other_id);
            }
            Deed::ChangesNothing | Deed::Unclear => return None,
        },
    }
    Some((inputs, answer))
}

/// Does a write, another write, and the first again; checks what the second attempt is told. Returns whether there is such a pair.
async fn check_pair(first: &Action, of_first: &Value, other: &Action, deed: Deed) -> bool {
    let vendor = MockVendor::start().await;
    vendor.has_fields(true);
    let mut session = session(&vendor).await;
    let done = envelope(&vendor, &mut session, &first.tool, of_first).await;
    let pair = format!("{} and {} that {deed:?}", first.tool, other.tool);
    assert_eq!((&done["success"], done.get("replayed")), (&json!(true), None), "{pair}: {done}");
    // What the answer has under the name of the other's input is of its kind, where `id` may be of another.
    let named = other.path_inputs().last().and_then(|input| done.get(*input)).filter(|id| id.is_string());
    let made = &named.cloned().unwrap_or_else(|| made(&first.tool, of_first, &done));
    let is_by_id = can_undo(other) && other.tool != "instantly_update_lead_interest_status";
    let found = if made.is_null() && is_by_id && doubles(first, of_first) {
        // Of many leads at once or a test mail no id is known: a write on any object by its id may have changed it.
        if deed == Deed::Unclear { later(of_first, other, made, Deed::Changes) } else { None }
    } else {
        later(of_first, other, made, deed)
    };
    let Some((of_other, answer)) = found else { return false };
    // The very same call is the second attempt itself.
    if first.tool == other.tool && of_other == *of_first {
        return false;
    }
    vendor.answer_with(200, &answer);
    if other.tool == "instantly_resume_webhook" {
        // It is read before, and answered as one that is not active yet.
        vendor.expects_read(false);
    }
    let changed = session.envelope(&other.tool, of_other).await;
    assert_eq!((&changed["success"], changed.get("replayed")), (&json!(true), None), "{pair}: {changed}");
    let sent = vendor.requests().len();
    let again = envelope(&vendor, &mut session, &first.tool, of_first).await;
    let is_sent = vendor.requests().len() > sent;
    let effect = match first.tool.as_str() {
        // Its campaign may be on, as far as the vendor of this test tells.
        "overloop_create_campaign_step"
        | "overloop_enroll_prospect"
        | "overloop_enroll_prospects"
        | "overloop_start_sourcing" => "send",
        tool => effect_of(tool, of_first.as_object().unwrap().clone()).unwrap(),
    };
    let ends = can_undo(other) && matches!(deed, Deed::Changes | Deed::Unclear);
    if !doubles(first, of_first) || (ends && effect == "create" && deed == Deed::Changes) {
        assert_eq!((&again["success"], again.get("replayed")), (&json!(true), None), "{pair}: {again}");
        assert!(is_sent, "{pair}: {again}");
    } else if ends {
        assert_eq!((&again["success"], &again["error_kind"]), (&json!(false), &json!("duplicate")), "{pair}: {again}");
        let words = again["error"].as_str().unwrap();
        let second = match effect {
            "send" => "would mail a second time. Only if it is meant",
            "spend" => "would charge a second time. Only if it is meant",
            _ => "would add a second one",
        };
        for part in [
            format!("`{}`", other.tool),
            "was carried out, at 20".to_owned(),
            "`idempotency_key`".to_owned(),
            second.to_owned(),
        ] {
            assert!(words.contains(&part), "{pair}: {words}");
        }
        assert!(!is_sent, "{pair}: {again}");
        let mut meant_anew = of_first.clone();
        meant_anew["idempotency_key"] = json!("anew");
        let anew = envelope(&vendor, &mut session, &first.tool, &meant_anew).await;
        assert_eq!((&anew["success"], anew.get("replayed")), (&json!(true), None), "{pair}: {anew}");
    } else {
        assert_eq!((&again["success"], &again["replayed"]), (&json!(true), &json!(true)), "{pair}: {again}");
    }
    true
}

/// A replay ends when another write has changed that thing, and only then: each write of the catalogue, another one on the same
/// resource that changes it, changes another thing or nothing, or does not say, and the first again.
#[tokio::test]
async fn a_replay_of_each_write_of_the_catalogue_ends_when_that_thing_was_changed_and_only_then() {
    let writes: Vec<(&Action, &str)> =
        actions().iter().filter(|action| !action.is_read()).map(|action| (action, resource(action))).collect();
    let mut pairs = Vec::new();
    for (first, of_first) in &writes {
        for (other, of_other) in &writes {
            let is_same_resource = first.vendor == other.vendor && of_first == of_other;
            let overwrites_itself = first.tool == other.tool && can_undo(other) && first.unlisted.doubles;
            if !is_same_resource || !(first.tool != other.tool || overwrites_itself) {
                continue;
            }
            let listed = json!({ "email": "joe@theirs.example", "list_id": "f9cc070d-8dba-4341-b847-f083c358e460" });
            let mut all_inputs = vec![inputs(&first.tool)];
            all_inputs.extend((first.tool == LEAD).then_some(listed));
            let moved = json!({ "campaign": LIST, "all": true, "to_list_id": LIST, "wait_seconds": 0 });
            let mut copied = moved.clone();
            copied["copy_leads"] = json!(true);
            let into_campaign =
                json!({ "campaign": LIST, "to_campaign_id": INTO, "wait_seconds": 0, "ids": [LEAD_ID] });
            let by_ids = [("ids", json!([LEAD_ID]))].map(|(input, ids)| {
                let mut copied = into_campaign.clone();
                (copied[input], copied["copy_leads"]) = (ids, json!(true));
                copied
            });
            let moves = [moved, copied, into_campaign].into_iter().chain(by_ids);
            all_inputs.extend(moves.filter(|_| first.tool == "instantly_move_leads"));
            let one = json!({ "leads": [{ "email": "joe@theirs.example" }], "campaign_id": LIST });
            let listed = json!({ "leads": [{ "email": "joe@theirs.example" }], "list_id": LIST });
            all_inputs.extend([one, listed].into_iter().filter(|_| first.tool == "instantly_add_leads"));
            for inputs in all_inputs {
                for deed in [Deed::Changes, Deed::ChangesAnother, Deed::ChangesNothing, Deed::Unclear] {
                    // What sets a state is sent whatever comes before.
                    if doubles(first, &inputs) || deed == Deed::Changes {
                        pairs.push((*first, inputs.clone(), *other, deed));
                    }
                }
            }
        }
    }
    let mut checked = Vec::new();
    for pairs in pairs.chunks(8) {
        let ended =
            join_all(pairs.iter().map(|(first, inputs, other, deed)| check_pair(first, inputs, other, *deed))).await;
        let there = pairs
            .iter()
            .zip(ended)
            .filter(|((first, inputs, other, _), there)| *there && doubles(first, inputs) && can_undo(other));
        checked.extend(there.map(|((.., deed), _)| *deed));
    }
    for (deed, least) in
        [(Deed::Changes, 14), (Deed::ChangesAnother, 14), (Deed::ChangesNothing, 3), (Deed::Unclear, 2)]
    {
        let pairs = checked.iter().filter(|checked| **checked == deed).count();
        assert!(pairs >= least, "{pairs} pairs of a call that doubles and one that {deed:?}");
    }
}

/// What a call that doubles works in: the input that names it, and what deletes it.
const WITHIN: [(&str, &str, &str); 21] = [
    (LEAD, "campaign", "instantly_delete_campaign"),
    (LEAD, "list_id", "instantly_delete_lead_list"),
    ("instantly_add_leads", "campaign_id", "instantly_delete_campaign"),
    ("instantly_add_leads", "list_id", "instantly_delete_lead_list"),
    ("instantly_move_leads", "to_campaign_id", "instantly_delete_campaign"),
    ("instantly_move_leads", "to_list_id", "instantly_delete_lead_list"),
    ("instantly_move_lead_to_subsequence", "subsequence_id", "instantly_delete_subsequence"),
    ("instantly_create_subsequence", "parent_campaign", "instantly_delete_campaign"),
    ("instantly_duplicate_subsequence", "parent_campaign", "instantly_delete_campaign"),
    ("instantly_create_enrichment", "resource_id", "instantly_delete_campaign"),
    ("instantly_create_enrichment", "resource_id", "instantly_delete_lead_list"),
    ("instantly_create_ai_enrichment", "resource_id", "instantly_delete_campaign"),
    ("instantly_create_ai_enrichment", "resource_id", "instantly_delete_lead_list"),
    ("instantly_start_enrichment", "resource_id", "instantly_delete_campaign"),
    ("instantly_start_enrichment", "resource_id", "instantly_delete_lead_list"),
    ("instantly_start_supersearch_import", "resource_id", "instantly_delete_lead_list"),
    ("overloop_enroll_prospect", "campaign_id", "overloop_delete_campaign"),
    ("overloop_enroll_prospect", "prospect_id", "overloop_delete_prospect"),
    ("overloop_enroll_prospects", "campaign_id", "overloop_delete_campaign"),
    ("overloop_enroll_prospects", "prospect_ids", "overloop_delete_prospect"),
    ("overloop_create_campaign_step", "campaign_id", "overloop_delete_campaign"),
];

/// An id of nothing, in the form of the one that a deletion takes.
fn another(deletion: &Action) -> Value {
    if deletion.vendor == "instantly" { json!("019e92a3-0000-7000-8000-000000000000") } else { json!(999_999) }
}

/// What was made in a list or a campaign is gone with it, so that the call which made it is no longer answered by the first one; while
/// something else is deleted, it is.
#[tokio::test]
async fn a_replay_ends_when_what_the_call_works_in_is_deleted() {
    let check = async |(tool, input, deletion): &(&str, &str, &str)| {
        let (first, other) = (action(tool), action(deletion));
        let vendor = MockVendor::start().await;
        vendor.has_fields(true);
        let mut session = session(&vendor).await;
        let mut of_first = inputs(tool);
        if of_first.get(*input).is_none() {
            for place in ["campaign", "campaign_id", "list_id", "list_name", "to_campaign_id", "to_list_id"] {
                // The one that is named takes the place of the other.
                let is_source = *tool == "instantly_move_leads" && !place.starts_with("to_");
                if !is_source {
                    of_first.as_object_mut().unwrap().remove(place);
                }
            }
            of_first[*input] = json!(INTO);
        }
        let id = of_first[*input].as_array().map_or(&of_first[*input], |ids| &ids[0]).clone();
        let pair = format!("{tool} `{input}` and {deletion}");
        let done = envelope(&vendor, &mut session, tool, &of_first).await;
        assert_eq!((&done["success"], done.get("replayed")), (&json!(true), None), "{pair}: {done}");
        for (deleted, is_replayed) in [(another(other), true), (id, false)] {
            let mut of_other = inputs(deletion);
            act_on(other, &mut of_other, &deleted);
            let deleted = envelope(&vendor, &mut session, deletion, &of_other).await;
            assert_eq!(deleted["success"], true, "{pair}: {deleted}");
            let again = envelope(&vendor, &mut session, &first.tool, &of_first).await;
            assert_eq!(again["replayed"] == true, is_replayed, "{pair}: {again}");
            assert!(is_replayed || again["success"] == true || again["error_kind"] == "duplicate", "{pair}: {again}");
        }
    };
    for chunk in WITHIN.chunks(6) {
        join_all(chunk.iter().map(check)).await;
    }
}

/// Which deletions end the replay of which call is in the table above: the others leave its thing where it is.
#[tokio::test]
async fn no_other_deletion_of_what_a_call_names_ends_its_replay() {
    let doubling = actions().iter().filter(|action| action.unlisted.doubles);
    let check = async |first: &Action| {
        let vendor = MockVendor::start().await;
        vendor.has_fields(true);
        let mut session = session(&vendor).await;
        let mut of_first = inputs(&first.tool);
        // The ids of the cases are all the same.
        for (_, within, _) in WITHIN.iter().filter(|(tool, ..)| *tool == first.tool) {
            if of_first[*within].is_string() && first.vendor == "instantly" {
                of_first[*within] = json!(INTO);
            }
        }
        let done = envelope(&vendor, &mut session, &first.tool, &of_first).await;
        assert_eq!(done["success"], true, "{}: {done}", first.tool);
        for other in actions().iter().filter(|other| other.vendor == first.vendor && other.effect == "delete") {
            if other.path_inputs().is_empty() || resource(other) == resource(first) {
                continue;
            }
            for (input, id) in of_first.as_object().unwrap() {
                let id = id.as_array().and_then(|ids| ids.first()).unwrap_or(id);
                let is_within = WITHIN.iter().any(|(tool, within, _)| *tool == first.tool && within == input);
                let mut of_other = inputs(&other.tool);
                let form = of_other[*other.path_inputs().last().unwrap()].clone();
                let is_id =
                    id.as_str().is_some_and(|id| id.len() == 36 && id.matches('-').count() == 4) || id.is_number();
                // Only Instantly's ids are all of one form.
                let is_other_form = id.is_string() && first.vendor != "instantly";
                if is_within || !is_id || is_other_form || form.is_number() != id.is_number() {
                    continue;
                }
                act_on(other, &mut of_other, id);
                let deleted = envelope(&vendor, &mut session, &other.tool, &of_other).await;
                assert_eq!(deleted["success"], true, "{}: {deleted}", other.tool);
                let again = envelope(&vendor, &mut session, &first.tool, &of_first).await;
                assert_eq!(again["replayed"], true, "{} `{input}` and {}: {again}", first.tool, other.tool);
            }
        }
    };
    let doubling: Vec<&Action> = doubling.collect();
    for chunk in doubling.chunks(6) {
        join_all(chunk.iter().map(|first| check(first))).await;
    }
}

/// What is done to other kinds of things, and to other things than those that the call works in, ends no replay.
#[tokio::test]
async fn no_write_on_another_resource_ends_a_replay() {
    let doubling: Vec<&Action> = actions().iter().filter(|action| action.unlisted.doubles).collect();
    let check = async |first: &&Action| {
        let vendor = MockVendor::start().await;
        vendor.has_fields(true);
        let mut session = session(&vendor).await;
        let done = envelope(&vendor, &mut session, &first.tool, &inputs(&first.tool)).await;
        assert_eq!(done["success"], true, "{}: {done}", first.tool);
        for other in actions().iter().filter(|other| !other.is_read() && other.vendor == first.vendor) {
            if resource(other) != resource(first) {
                let mut of_other = inputs(&other.tool);
                if other.effect == "delete" {
                    act_on(other, &mut of_other, &another(other));
                }
                let done = envelope(&vendor, &mut session, &other.tool, &of_other).await;
                // Of two that charge for the same people, the second is refused.
                let is_paid_for = done["error_kind"] == "duplicate";
                assert!(done["success"] == true || is_paid_for, "{}: {done}", other.tool);
            }
        }
        let again = envelope(&vendor, &mut session, &first.tool, &inputs(&first.tool)).await;
        assert_eq!((&again["success"], &again["replayed"]), (&json!(true), &json!(true)), "{}: {again}", first.tool);
    };
    for chunk in doubling.chunks(6) {
        join_all(chunk.iter().map(check)).await;
    }
}

/// Two people are added in turn: the second is not the first, and the first is not mailed twice.
#[tokio::test]
async fn adding_somebody_else_does_not_add_the_first_again() {
    let vendor = MockVendor::start().await;
    let mut session = session(&vendor).await;
    for (email, replayed) in [("a@theirs.example", false), ("b@theirs.example", false), ("a@theirs.example", true)] {
        let id = format!("{email}==");
        vendor.answer_with(200, json!({ "success": true, "id": id, "added": true, "updated": false }));
        let envelope = session.envelope("snov_add_prospect_to_list", json!({ "email": email, "list_id": 1 })).await;
        assert_eq!((&envelope["success"], envelope.get("replayed").is_some()), (&json!(true), replayed), "{envelope}");
    }
    assert_eq!(vendor.requests().len(), 2);
}

#[tokio::test]
async fn what_sets_a_state_is_sent_each_time_and_what_doubles_is_replayed_with_its_time() {
    let vendor = MockVendor::start().await;
    vendor.has_fields(true);
    let mut session = session(&vendor).await;
    for action in actions().iter().filter(|action| !action.is_read()) {
        // Its answer is of a search that runs, which is asked for again.
        let is_search = action.tool.starts_with("snov_start_") || action.tool == "instantly_start_supersearch_import";
        let inputs = inputs(&action.tool);
        let first = envelope(&vendor, &mut session, &action.tool, &inputs).await;
        if first["error_kind"] == "duplicate" && is_search {
            // Another tool has paid for the same people.
            continue;
        }
        assert_eq!((&first["success"], first.get("replayed")), (&json!(true), None), "{}: {first}", action.tool);
        let sent = vendor.requests().len();
        let again = envelope(&vendor, &mut session, &action.tool, &inputs).await;
        // What is read first is no second call.
        let is_sent = vendor.requests()[sent..].iter().any(|request| request.method != "GET");
        // Its state is reached already, as the vendor tells.
        if again["note"].as_str().is_some_and(|note| note.contains("Nothing was sent")) {
            assert_eq!((&again["success"], is_sent), (&json!(true), false), "{}: {again}", action.tool);
            continue;
        }
        if !doubles(action, &inputs) {
            assert_eq!((&again["success"], again.get("replayed")), (&json!(true), None), "{}: {again}", action.tool);
            assert!(is_sent, "{}", action.tool);
            continue;
        }
        assert_eq!(again["replayed"], true, "{}: {again}", action.tool);
        assert!(is_search || !is_sent, "{}", action.tool);
        let from = again["replayed_from"].as_str().unwrap();
        assert!(from.parse::<jiff::Timestamp>().is_ok(), "{}: {again}", action.tool);
        let note = again["replay_note"].as_str().unwrap();
        assert!(note.contains(from) && note.contains("Nothing was sent again"), "{}: {note}", action.tool);
    }
}

/// The first call found no leads, the second one did.
#[tokio::test]
async fn a_campaign_is_activated_each_time() {
    let vendor = MockVendor::start().await;
    let mut session = session(&vendor).await;
    let id = "f9cc070d-8dba-4341-b847-f083c358e460";
    for status in [3, 1] {
        vendor.answer_with(200, json!({ "id": id, "name": "x", "status": status }));
        let envelope = session.envelope("instantly_activate_campaign", json!({ "campaign_id": id })).await;
        assert_eq!((&envelope["success"], &envelope["status"]), (&json!(true), &json!(status)), "{envelope}");
        assert_eq!(envelope.get("replayed"), None, "{envelope}");
    }
}

#[tokio::test]
async fn a_create_under_a_key_is_not_done_anew_after_a_delete_and_says_what_happened() {
    let vendor = MockVendor::start().await;
    let mut session = session(&vendor).await;
    let keyed = json!({ "email": "joe@theirs.example", "list_id": LIST, "idempotency_key": "key" });
    assert_eq!(envelope(&vendor, &mut session, LEAD, &keyed).await["success"], true);
    assert_eq!(envelope(&vendor, &mut session, LEAD, &keyed).await["replayed"], true);
    let deletion = deletion();
    assert_eq!(envelope(&vendor, &mut session, "instantly_delete_leads", &deletion).await["success"], true);
    let again = envelope(&vendor, &mut session, LEAD, &keyed).await;
    assert_eq!(again["error_kind"], "duplicate", "{again}");
    assert!(again["error"].as_str().unwrap().contains("`instantly_delete_leads` was carried out"), "{again}");
    let new_key = json!({ "email": "joe@theirs.example", "list_id": LIST, "idempotency_key": "another" });
    let anew = envelope(&vendor, &mut session, LEAD, &new_key).await;
    assert_eq!((&anew["success"], anew.get("replayed")), (&json!(true), None), "{anew}");
}

/// A deletion that failed has undone nothing; one of unknown outcome may have.
#[tokio::test]
async fn only_a_write_that_was_or_may_have_been_carried_out_ends_a_replay() {
    let vendor = MockVendor::start().await;
    let mut session = session(&vendor).await;
    let (lead, deletion) = (json!({ "email": "joe@theirs.example", "list_id": LIST }), deletion());
    assert_eq!(envelope(&vendor, &mut session, LEAD, &lead).await["success"], true);
    vendor.answer_next(|| reply(400, "application/json", r#"{"message":"no"}"#));
    assert_eq!(session.envelope("instantly_delete_leads", deletion.clone()).await["success"], false);
    assert_eq!(envelope(&vendor, &mut session, LEAD, &lead).await["replayed"], true);
    vendor.answer_next(|| reply(500, "application/json", "{}"));
    assert_eq!(session.envelope("instantly_delete_leads", deletion).await["error_kind"], "outcome_unknown");
    let again = envelope(&vendor, &mut session, LEAD, &lead).await;
    assert_eq!((&again["success"], &again["error_kind"]), (&json!(false), &json!("duplicate")), "{again}");
    let words = again["error"].as_str().unwrap();
    assert!(words.contains("may have been carried out") && words.contains("would add a second one"), "{words}");
}

/// Creates a lead, deletes it, and creates it again in two processes on one journal.
pub async fn check_a_deletion_ends_the_replay(journal: &Journal) {
    let vendor = MockVendor::start().await;
    let (mut one, mut other) = (journal.session(&vendor).await, journal.session(&vendor).await);
    let (lead, deletion) = (json!({ "email": "joe@theirs.example", "list_id": LIST }), deletion());
    for round in 0..2 {
        let created = envelope(&vendor, &mut one, LEAD, &lead).await;
        assert_eq!((&created["success"], created.get("replayed")), (&json!(true), None), "round {round}: {created}");
        assert_eq!(envelope(&vendor, &mut other, LEAD, &lead).await["replayed"], true);
        let deleted = envelope(&vendor, &mut other, "instantly_delete_leads", &deletion).await;
        assert_eq!(deleted["success"], true, "{deleted}");
    }
    let sent = envelope(&vendor, &mut other, LEAD, &lead).await;
    assert_eq!((&sent["success"], sent.get("replayed")), (&json!(true), None), "{sent}");
}

#[tokio::test]
async fn a_deletion_by_another_process_ends_the_replay() {
    check_a_deletion_ends_the_replay(&Journal::new()).await;
}

/// Another account's write undoes nothing of this one.
#[tokio::test]
async fn a_write_of_another_account_ends_no_replay() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    let mut one = journal.session(&vendor).await;
    let mut command = journal.configure(with_account(&vendor.url()));
    command.env("INSTANTLY_API_KEY", "another-key-0123456789");
    let mut other = StdioSession::initialized(command, "2025-11-25").await;
    let lead = json!({ "email": "joe@theirs.example", "list_id": LIST });
    assert_eq!(envelope(&vendor, &mut one, LEAD, &lead).await["success"], true);
    let deletion = deletion();
    assert_eq!(envelope(&vendor, &mut other, "instantly_delete_leads", &deletion).await["success"], true);
    assert_eq!(envelope(&vendor, &mut one, LEAD, &lead).await["replayed"], true);
    assert_eq!(envelope(&vendor, &mut one, "instantly_delete_leads", &deletion).await["success"], true);
    assert_eq!(envelope(&vendor, &mut one, LEAD, &lead).await.get("replayed"), None);
}

/// Also where the caller does not wait: the result is read once.
#[tokio::test]
async fn a_search_that_still_ran_is_fetched_when_it_is_asked_for_again() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    let hash = "6f15de14db954c761f8e7507547b3bd7";
    let meta = json!({ "domain": "snov.io", "task_hash": hash });
    let mut session = StdioSession::initialized(journal.configure(with_snov(&vendor.url())), "2025-11-25").await;
    let search = json!({ "domain": "snov.io", "wait_seconds": 0 });
    vendor.answer_with(200, json!({ "data": [], "meta": meta, "status": "in_progress" }));
    for replayed in [None, Some(&json!(true))] {
        let envelope = session.envelope("snov_start_domain_search", search.clone()).await;
        assert_eq!((&envelope["status"], envelope.get("replayed")), (&json!("in_progress"), replayed), "{envelope}");
    }
    vendor.answer_next(|| reply(403, "application/json", r#"{"errors":"no"}"#));
    let failed = session.envelope("snov_start_domain_search", search.clone()).await;
    assert!(failed["success"] == false && failed["error"].as_str().unwrap().contains(hash), "{failed}");
    vendor.answer_with(200, json!({ "data": { "company_name": "Snov" }, "meta": meta, "status": "completed" }));
    let found = session.envelope("snov_start_domain_search", search).await;
    assert_eq!((&found["status"], &found["replayed"]), (&json!("completed"), &json!(true)), "{found}");
    assert_eq!(found["task_hash"], hash, "{found}");
    let requests = vendor.requests();
    assert_eq!(requests.iter().filter(|seen| seen.method == "POST").count(), 1, "started once: {requests:#?}");
    let reads = requests.iter().filter(|seen| seen.target == format!("/v2/domain-search/result/{hash}"));
    assert_eq!(reads.count(), 3, "{requests:#?}");
}

/// A sandbox that is started anew remembers nothing, so what was done in another is not done in it.
#[tokio::test]
async fn a_journal_takes_each_start_of_the_sandbox_for_an_account_of_its_own() {
    let journal = Journal::new();
    for _ in 0..2 {
        let mut command = journal.configure(command());
        command.arg("--sandbox");
        let (created, code) = call(command, "instantly_create_lead_list", json!({ "name": "Autumn" })).await;
        assert_eq!((code, &created["success"], created.get("replayed")), (0, &json!(true), None), "{created}");
    }
    journal.wait_for_outcomes(&["ok", "ok"]).await;
}

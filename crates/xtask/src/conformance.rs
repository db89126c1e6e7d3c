//! Compares Instantly's actions with the vendor's description: method, path, link, scope and the names of the inputs. What differs on
//! purpose stands in [`ALLOWED`] with its reason.

use std::collections::BTreeSet;

use outreach_model::{named::Numbers, waiting::WAIT_SECONDS};
use outreach_vendors::{catalogue, not_served};
use serde_json::Value;

use crate::{
    cut,
    description::{Description, Operation},
    names::snake,
    scaffold,
};

/// A difference that is meant: the action, `-` for a documented input that it does not offer or `+` for one that it has
/// instead, the inputs, and the reason.
type Allowed = (&'static str, char, &'static [&'static str], &'static str);

/// What selects more than what is named, and the direction.
const TAG_SELECTIONS: &[&str] = &["assign", "excluded_resource_ids", "selected_all", "filter", "search"];

const ALLOWED: &[Allowed] = &[
    (
        "list_leads",
        '-',
        &["queries"],
        "nested conditions of a smart view; `smart_view_id` and `filter` select most of it",
    ),
    ("list_campaigns", '-', &["exclude_status"], "`status` selects"),
    ("list_campaigns_by_contact", '-', &["sort_column", "sort_order"], "an address is in few campaigns"),
    ("get_campaign_analytics", '-', &["id"], "`ids` takes one, too"),
    ("get_campaign_analytics_overview", '-', &["id"], "`ids` takes one, too"),
    (
        "create_campaign",
        '-',
        RARE_SETTINGS,
        "update_campaign_options sets them, which costs no tokens where it is not used",
    ),
    ("create_campaign", '-', &["ai_sdr_id"], "agents of the vendor's own have no actions here"),
    ("patch_campaign", '-', RARE_SETTINGS, "update_campaign_options sets them"),
    ("update_campaign_options", '-', SETTINGS, "patch_campaign sets them"),
    ("patch_campaign", '+', &["replace_sequences"], "not sent: it lets a change drop steps"),
    ("update_subsequence", '+', &["replace_sequences"], "not sent: it lets a change drop steps"),
    (
        "update_campaign_step",
        '+',
        &["step", "variant", "subject", "body", "v_disabled", "delay", "delay_unit"],
        "not sent as they are: the step is changed in `sequences`, which is sent whole",
    ),
    ("update_campaign_step", '-', SETTINGS, "patch_campaign sets them"),
    ("update_campaign_step", '-', RARE_SETTINGS, "update_campaign_options sets them"),
    ("reply_to_email", '+', &["allow_reply_to_self"], "not sent: it lets a reply go to oneself"),
    ("list_emails", '-', &["preview_only"], "brief rows show the beginning of the body"),
    ("forward_email", '-', &["body"], "an object of two texts, which are two inputs"),
    ("forward_email", '+', &["body_html", "body_text"], "the two texts of `body`"),
    ("send_test_email", '-', &["body"], "an object of one text, which is an input"),
    ("send_test_email", '+', &["body_html"], "the text of `body`"),
    (
        "delete_leads",
        '+',
        &["all"],
        "the vendor deletes all leads where nothing selects some, so that this has to be said",
    ),
    ("move_leads", '+', &["all"], "as for delete_leads"),
    ("assign_leads", '+', &["all"], "as for delete_leads"),
    ("move_lead_to_subsequence", '-', &["id"], "named as the lead is elsewhere"),
    ("move_lead_to_subsequence", '+', &["lead_id"], "the lead's id"),
    ("remove_lead_from_subsequence", '-', &["id"], "named as the lead is elsewhere"),
    ("remove_lead_from_subsequence", '+', &["lead_id"], "the lead's id"),
    ("reply_to_email", '-', &["body"], "an object of two texts, which are two inputs instead"),
    ("reply_to_email", '+', &["body_html", "body_text"], "the two texts of `body`"),
    ("reply_to_email", '-', &["additional_recipients"], "`cc_address_email_list` reaches others"),
    ("get_block_list_entry", '-', &["block_lists_entry_id"], "named as the entry is elsewhere"),
    ("get_block_list_entry", '+', &["block_list_entry_id"], "the id in the path"),
    ("update_block_list_entry", '-', &["block_lists_entry_id"], "named as the entry is elsewhere"),
    ("update_block_list_entry", '+', &["block_list_entry_id"], "the id in the path"),
    ("delete_block_list_entry", '-', &["block_lists_entry_id"], "named as the entry is elsewhere"),
    ("delete_block_list_entry", '+', &["block_list_entry_id"], "the id in the path"),
    ("add_custom_tags", '-', TAG_SELECTIONS, "each resource is named; `assign` is fixed by the tool"),
    ("remove_custom_tags", '-', TAG_SELECTIONS, "each resource is named; `assign` is fixed by the tool"),
    ("reply_to_email", '-', &["assigned_to", "reminder_ts"], "do nothing for the reply itself"),
    ("count_supersearch_leads", '-', OF_SEARCH_FILTERS, "stand in `search_filters`, where an import takes them too"),
    ("preview_supersearch_leads", '-', OF_SEARCH_FILTERS, "as for count_supersearch_leads"),
    ("start_supersearch_import", '-', &["ai_enrichment"], "an object that is not documented; create_ai_enrichment is"),
    ("create_enrichment", '-', &["integration_actions"], "actions of other providers, which nothing lists"),
    (
        "create_inbox_placement_test",
        '-',
        &["not_sending_status", "status", "timestamp_next_run"],
        "the state of the test, which is the vendor's to set",
    ),
    (
        "create_inbox_placement_test",
        '-',
        &["automations"],
        "pause campaigns and change mailboxes later by themselves, which no effect of the call says",
    ),
    ("update_inbox_placement_test", '-', &["automations"], "as for create_inbox_placement_test"),
    ("create_ai_enrichment", '-', &["status"], "the state of the job, which is the vendor's to set"),
    (
        "list_accounts",
        '-',
        &["sort_by", "sort_order", "skip"],
        "a sorted list has no cursor: rows that move between two pages would be lost or come twice",
    ),
    ("list_accounts", '-', &["tag_ids_all"], "`tag_ids` selects, and `include_tags` shows the rest"),
    (
        "update_account",
        '-',
        &["tracking_domain_status"],
        "the vendor's own finding, not a setting: a false one hides a broken host",
    ),
    ("update_lead", '+', &["replace_custom_variables"], "not sent: it lets a change drop variables"),
    ("move_leads", '-', &["queries"], "nested conditions of a smart view, as in list_leads"),
    ("assign_leads", '-', &["queries"], "nested conditions of a smart view, as in list_leads"),
    ("assign_leads", '-', &["has_clause"], "takes the filters of the web app, which nobody sees here"),
    ("list_background_jobs", '-', &["included_ids"], "documented in the words of `ids`, which selects"),
];

/// Filters of a search that are documented twice.
const OF_SEARCH_FILTERS: &[&str] = &["show_one_lead_per_company", "skip_owned_leads"];
/// Settings of a campaign that patch_campaign offers.
const SETTINGS: &[&str] = &[
    "campaign_schedule",
    "daily_limit",
    "daily_max_leads",
    "email_gap",
    "email_list",
    "link_tracking",
    "name",
    "open_tracking",
    "pl_value",
    "sequences",
    "stop_on_reply",
    "text_only",
];

/// Settings of a campaign that most campaigns leave at the vendor's default: update_campaign_options has them.
const RARE_SETTINGS: &[&str] = &[
    "allow_risky_contacts",
    "auto_variant_select",
    "bcc_list",
    "cc_list",
    "disable_bounce_protect",
    "email_tag_list",
    "first_email_text_only",
    "insert_unsubscribe_header",
    "is_evergreen",
    "limit_emails_per_company_override",
    "match_lead_esp",
    "owned_by",
    "prioritize_new_leads",
    "provider_routing_rules",
    "random_wait_max",
    "stop_for_company",
    "stop_on_auto_reply",
];

/// Operations of the description that are neither an action, nor left out with a reason, nor known to be missing; and what is left out
/// or missing and is none.
fn unaccounted(description: &Description) -> Vec<String> {
    let of = |method: &str, path: &str| {
        let segments = path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment });
        format!("{method} {}", segments.collect::<Vec<_>>().join("/"))
    };
    let split = |call: &str| call.split_once(' ').map(|(method, path)| of(method, path)).unwrap_or_default();
    let documented: BTreeSet<String> = description
        .calls()
        .map(|(method, path)| of(&method, path.strip_prefix(scaffold::PREFIX).unwrap_or(path)))
        .collect();
    let actions = catalogue::actions().filter(|entry| entry.vendor.id == "instantly");
    let actions: BTreeSet<String> =
        actions.map(|entry| of(entry.action.call.method().as_str(), entry.action.call.path())).collect();
    let left_out = not_served::left_out("instantly").iter().flat_map(|group| group.calls);
    let left_out: BTreeSet<String> = left_out.map(|(_, call)| split(call)).collect();
    let new = documented.iter().filter(|call| [&actions, &left_out].iter().all(|known| !known.contains(*call)));
    let both =
        left_out.iter().filter(|call| actions.contains(*call)).map(|call| format!("{call} is left out, and an action"));
    let gone = left_out.iter().filter(|call| !documented.contains(*call));
    let gone = gone.map(|call| format!("{call} is no operation of the description"));
    new.map(|call| format!("{call} is neither an action nor left out in crates/vendors/src/not_served"))
        .chain(both)
        .chain(gone)
        .collect()
}

#[test]
fn every_operation_is_an_action_or_left_out_with_a_reason() {
    let unaccounted = unaccounted(&Description::read(&cut::checked_in()).unwrap());
    assert!(unaccounted.is_empty(), "{}", unaccounted.join("\n"));
}

fn differences(description: &Description) -> (Vec<String>, usize) {
    let mut found = Vec::new();
    let mut unused: BTreeSet<(&str, char, &str)> = BTreeSet::new();
    for (action, sign, inputs, _) in ALLOWED {
        unused.extend(inputs.iter().map(|input| (*action, *sign, *input)));
    }
    let mut compared = 0;
    for entry in catalogue::actions().filter(|entry| entry.vendor.id == "instantly") {
        let (action, name) = (entry.action, entry.action.about.name);
        let call = action.call;
        compared += 1;
        let path = format!("{}{}", scaffold::PREFIX, call.path());
        let operation = match description.operation(call.method().as_str(), &path) {
            Ok(operation) => operation,
            Err(error) => {
                found.push(format!("{name}: {error}"));
                continue;
            }
        };
        if scaffold::docs(&operation) != action.about.docs {
            found.push(format!("{name}: the link is {}, expected {}", action.about.docs, scaffold::docs(&operation)));
        }
        if operation.scope != action.about.scope {
            found.push(format!("{name}: the scope is {:?}, expected {:?}", action.about.scope, operation.scope));
        }
        let schema = Value::Object(action.types.make().unwrap().input);
        let inputs: BTreeSet<&str> =
            schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        let all = operation.in_path.iter().chain(&operation.query).chain(&operation.body);
        for (input, documented, set) in
            all.filter_map(|input| Some((&input.name, input.schema, number_set(input.schema)?)))
        {
            let given = schema["properties"].get(input);
            found.extend(changed_numbers(documented, set).map(|change| format!("{name}: {input}: {change}")));
            // The closed set of the same numbers begins its words as the open one does.
            let is_of_set = |given: &Value| given["x-named"]["of"].as_str().is_some_and(|of| of.starts_with(set.of));
            if given.is_some_and(|given| !is_of_set(given)) {
                found.push(format!("{name}: {input} is of the set {}", set.type_name));
            }
        }
        let documented = documented(&operation);
        let missing =
            documented.iter().map(String::as_str).filter(|input| !inputs.contains(input)).map(|input| ('-', input));
        // How long a call waits is this program's own, for every action that waits.
        let is_own = |input: &str| documented.contains(input) || input == WAIT_SECONDS;
        let added = inputs.iter().filter(|input| !is_own(input)).map(|input| ('+', *input));
        for (sign, input) in missing.chain(added) {
            let allowed =
                ALLOWED.iter().any(|(of, with, inputs, _)| *of == name && *with == sign && inputs.contains(&input));
            if !allowed {
                found.push(format!("{name}: {sign}{input}"));
            }
            unused.retain(|(of, with, other)| (*of, *with, *other) != (name, sign, input));
        }
    }
    found.extend(
        unused.iter().map(|(action, sign, input)| format!("{action}: {sign}{input} is allowed and does not occur")),
    );
    (found, compared)
}

/// What the documented numbers have more or less than a set.
fn changed_numbers(schema: &Value, set: &Numbers) -> impl Iterator<Item = String> {
    let documented = numbers(schema);
    let known: BTreeSet<i64> = set.values.iter().map(|(number, ..)| i64::from(*number)).collect();
    let name = set.type_name;
    let new = documented.difference(&known).map(|number| format!("the set {name} lacks {number}"));
    let gone =
        known.difference(&documented).map(|number| format!("the set {name} has {number}, which is not documented"));
    new.chain(gone).collect::<Vec<_>>().into_iter()
}

fn numbers(schema: &Value) -> BTreeSet<i64> {
    // Some are documented as texts.
    let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.parse().ok());
    schema["enum"].as_array().into_iter().flatten().filter_map(number).collect()
}

/// The set of numbers that a schema is of: one that the vendor's actions have, with most of its numbers under the same names.
fn number_set(schema: &Value) -> Option<&'static Numbers> {
    let texts = &schema["x-enumDescriptions"];
    let numbers = numbers(schema);
    let sets = catalogue::VENDORS.iter().filter(|vendor| vendor.id == "instantly").flat_map(|vendor| vendor.numbers);
    let is_it = |set: &'static Numbers| {
        let same = set.values.iter().filter(|(number, name, _)| {
            texts[number.to_string()].as_str().is_some_and(|text| snake(text).starts_with(name))
        });
        let known: BTreeSet<i64> = set.values.iter().map(|(number, ..)| i64::from(*number)).collect();
        let same = same.count();
        let is_most = same * 2 > known.len() && same * 2 > numbers.len();
        is_most.then(|| (known.symmetric_difference(&numbers).count(), set))
    };
    // The closest: an open set and a closed one share most of their numbers.
    sets.copied().filter_map(is_it).min_by_key(|(differing, _)| *differing).map(|(_, set)| set)
}

/// The names of the documented inputs.
fn documented(operation: &Operation<'_>) -> BTreeSet<String> {
    let inputs = operation.in_path.iter().chain(&operation.query).chain(&operation.body);
    inputs.filter(|input| input.schema["deprecated"] != true).map(|input| input.name.clone()).collect()
}

#[test]
fn every_operation_that_is_left_out_is_told_its_reason_by_all_its_names() {
    let description = Description::read(&cut::checked_in()).unwrap();
    let mut untold = Vec::new();
    let calls: Vec<_> = not_served::left_out("instantly").iter().flat_map(|group| group.calls).collect();
    for (name, call) in &calls {
        let (method, path) = call.split_once(' ').unwrap();
        let operation = description.operation(method, &format!("{}{path}", scaffold::PREFIX)).unwrap();
        let named = path.split('/').filter(|segment| !segment.starts_with('{'));
        let of_path = named.collect::<Vec<_>>().join("_").replace('-', "_");
        for asked in [
            (*name).to_owned(),
            operation.id.to_owned(),
            snake(operation.id),
            (*call).to_owned(),
            format!("{} {}{path}", method.to_lowercase(), scaffold::PREFIX),
            format!("{}{}", method.to_lowercase(), of_path),
        ] {
            if not_served::why("instantly", &asked).is_none() {
                untold.push(format!("{asked} ({name})"));
            }
        }
    }
    assert!(untold.is_empty(), "{}", untold.join("\n"));
    assert!(calls.len() >= 99, "{}", calls.len());
}

/// A number that the vendor adds, or drops, is told.
#[test]
fn a_set_that_gained_a_number_is_reported() {
    let sets = catalogue::VENDORS.iter().filter(|vendor| vendor.id == "instantly").flat_map(|vendor| vendor.numbers);
    for set in sets.filter(|set| set.values.len() > 2) {
        let texts: serde_json::Map<String, Value> =
            set.values.iter().map(|(number, name, _)| (number.to_string(), (*name).into())).collect();
        let mut numbers: Vec<i64> = set.values.iter().map(|(number, ..)| i64::from(*number)).collect();
        numbers.push(4711);
        let schema = serde_json::json!({ "enum": numbers, "x-enumDescriptions": texts });
        let found = number_set(&schema).expect(set.type_name);
        let changes: Vec<String> = changed_numbers(&schema, found).collect();
        assert!(changes.iter().any(|change| change.ends_with("lacks 4711")), "{}: {changes:?}", set.type_name);
    }
}

#[test]
fn actions_have_the_methods_paths_and_inputs_of_the_description() {
    let description = Description::read(&cut::checked_in()).unwrap();
    let (differences, compared) = differences(&description);
    assert!(differences.is_empty(), "Instantly's actions differ from its description:\n{}", differences.join("\n"));
    assert!(compared >= 13, "only {compared} actions were compared");
}

//! What holds for every action alike.

use std::{collections::HashSet, path::Path};

use outreach_mcp::{
    catalogue::{VENDORS, actions},
    cli::schemas,
    mcp,
    toolbox::{Tool, ToolNames, Toolbox},
};
use serde_json::{Value, json};

fn toolbox() -> Toolbox {
    Toolbox::new(VENDORS, ToolNames::Qualified)
}

/// Every schema below this one, itself included, with its path.
fn every_schema(schema: &Value, path: &str, found: &mut Vec<(String, Value)>) {
    found.push((path.to_owned(), schema.clone()));
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        every_schema(property, &format!("{path}.{name}"), found);
    }
    for part in ["items", "additionalProperties"] {
        if let Some(part_schema) = schema.get(part) {
            every_schema(part_schema, &format!("{path}.{part}"), found);
        }
    }
}

fn schemas_of(tool: &Tool) -> [(&'static str, Value); 2] {
    [
        ("input", Value::Object(tool.input_schema.as_ref().clone())),
        ("output", Value::Object(tool.output_schema.as_ref().clone())),
    ]
}

#[test]
fn names_are_unique_short_and_plain() {
    let mut seen = HashSet::new();
    for tool in toolbox().tools() {
        assert!(seen.insert(tool.name.clone()), "{} twice", tool.name);
        assert!(tool.name.len() <= 50, "{}", tool.name);
        assert!(
            tool.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'),
            "{}",
            tool.name
        );
    }
}

#[test]
fn actions_and_effects_are_those_of_the_catalogue() {
    let instantly = [
        ("list_leads", "read"),
        ("get_lead", "read"),
        ("create_lead", "send"),
        ("delete_leads", "delete"),
        ("update_lead_interest_status", "update"),
        ("list_campaigns", "read"),
        ("create_campaign", "create"),
        ("patch_campaign", "update"),
        ("activate_campaign", "send"),
        ("list_emails", "read"),
        ("reply_to_email", "send"),
        ("list_lead_lists", "read"),
        ("create_lead_list", "create"),
    ];
    let overloop = [
        ("list_prospects", "read"),
        ("get_prospect", "read"),
        ("create_prospect", "create"),
        ("update_prospect", "update"),
        ("delete_prospect", "delete"),
        ("list_organizations", "read"),
        ("get_organization", "read"),
        ("create_organization", "create"),
        ("update_organization", "update"),
        ("delete_organization", "delete"),
        ("list_automations", "read"),
        ("get_automation", "read"),
        ("list_automation_steps", "read"),
        ("get_automation_step", "read"),
        ("get_account", "read"),
        ("list_users", "read"),
        ("list_lists", "read"),
        ("create_list", "create"),
        ("update_list", "update"),
        ("delete_list", "delete"),
        ("list_exclusion_list_items", "read"),
        ("create_exclusion_list_item", "create"),
        ("list_custom_fields", "read"),
        ("list_leads", "read"),
        ("update_lead", "update"),
    ];
    let snov = [
        ("start_domain_search", "spend"),
        ("get_domain_search_result", "read"),
        ("start_prospects_search", "spend"),
        ("get_prospects_search_result", "read"),
        ("start_prospect_email_search", "spend"),
        ("get_prospect_email_search_result", "read"),
        ("start_domain_emails_search", "spend"),
        ("get_domain_emails_search_result", "read"),
        ("start_generic_contacts_search", "spend"),
        ("get_generic_contacts_search_result", "read"),
        ("get_email_count", "read"),
        ("find_email", "read"),
        ("add_names_to_find_emails", "spend"),
        ("add_url_for_search", "spend"),
        ("get_prospect_by_url", "read"),
        ("get_profile_by_email", "spend"),
        ("verify_email", "read"),
        ("add_emails_for_verification", "spend"),
        ("get_campaign_analytics", "read"),
        ("get_campaign_progress", "read"),
        ("change_recipient_status", "send"),
        ("list_completed_prospects", "read"),
        ("list_campaign_replies", "read"),
        ("list_campaign_opens", "read"),
        ("list_campaign_clicks", "read"),
        ("list_sent_emails", "read"),
        ("list_campaigns", "read"),
        ("add_to_do_not_email_list", "create"),
        ("add_prospect_to_list", "send"),
        ("find_prospect_by_id", "read"),
        ("find_prospect_by_email", "read"),
        ("list_custom_fields", "read"),
        ("list_lists", "read"),
        ("list_prospects_in_list", "read"),
        ("create_list", "create"),
        ("get_balance", "read"),
        ("list_webhooks", "read"),
        ("create_webhook", "create"),
        ("update_webhook_status", "update"),
        ("delete_webhook", "delete"),
    ];
    let table = |vendor: &str| match vendor {
        "instantly" => instantly.to_vec(),
        "overloop" => overloop.to_vec(),
        "snov" => snov.to_vec(),
        other => panic!("no table for {other}"),
    };
    for vendor in VENDORS {
        let of_vendor = actions().filter(|(other, ..)| other.id == vendor.id);
        let got: Vec<_> = of_vendor.map(|(_, _, entry)| (entry.about.name, entry.about.effect.word())).collect();
        assert_eq!(got, table(vendor.id));
    }
    for (_, _, entry) in actions() {
        assert!(entry.least <= entry.about.effect, "{}", entry.about.name);
    }
}

#[test]
fn descriptions_are_short_and_do_not_repeat_the_inputs() {
    for tool in toolbox().tools() {
        let about = &tool.entry.about;
        let sentences = about.description.split(". ").count();
        assert!(sentences <= 3, "{}: {sentences} sentences", tool.name);
        assert!(about.description.len() <= 300 && about.description.ends_with('.'), "{}", tool.name);
        assert!(!about.title.is_empty() && about.title.len() <= 40, "{}", tool.name);
        assert!(about.docs.starts_with("https://"), "{}", tool.name);
    }
}

#[test]
fn every_write_says_how_to_find_out_what_became_of_it() {
    for (_, _, entry) in actions() {
        assert_eq!(entry.about.verify.is_none(), entry.about.effect.is_read(), "{}", entry.about.name);
        if let Some(verify) = entry.about.verify {
            let named: Vec<String> = toolbox().tools().iter().map(|tool| tool.name.clone()).collect();
            assert!(named.iter().any(|name| verify.contains(name.as_str())), "{}: names no tool", entry.about.name);
        }
    }
}

#[test]
fn pages_name_inputs_and_outputs_that_are_there() {
    for tool in toolbox().tools() {
        // A list that takes no more than it must comes whole.
        let required = tool.input_schema.get("required").and_then(Value::as_array).map_or(0, Vec::len);
        let comes_whole = tool.input_schema["properties"].as_object().unwrap().len() == required;
        let lists = tool.entry.about.name.starts_with("list_") && !comes_whole;
        assert_eq!(tool.entry.about.pages.is_some(), lists, "{}", tool.name);
        let Some(pages) = tool.entry.about.pages else { continue };
        for input in std::iter::once(pages.cursor).chain(pages.size) {
            assert!(tool.input_schema["properties"].get(input).is_some(), "{}: {input}", tool.name);
        }
        for output in [pages.items, pages.next, "count"] {
            assert!(tool.output_schema["properties"].get(output).is_some(), "{}: {output}", tool.name);
        }
    }
}

#[test]
fn schemas_are_what_every_client_takes() {
    let toolbox = toolbox();
    let own = toolbox.own().unwrap();
    let own = [("input", &own.input_schema), ("output", &own.output_schema)]
        .map(|(which, schema)| (which, Value::Object(schema.as_ref().clone())));
    let tools = toolbox.tools().iter().map(|tool| (tool.name.as_str(), schemas_of(tool)));
    for (tool, schemas) in tools.chain([("resolve_outcome", own)]) {
        for (which, schema) in schemas {
            let name = format!("{tool} {which}");
            assert_eq!(schema["type"], "object", "{name}");
            assert!(schema["properties"].is_object(), "{name}");
            let mut all = Vec::new();
            every_schema(&schema, &name, &mut all);
            for (path, schema) in all {
                assert!(schema.is_object(), "{path}: a boolean schema");
                for keyword in
                    ["$ref", "$defs", "$schema", "const", "title", "anyOf", "oneOf", "allOf", "not", "prefixItems"]
                {
                    assert!(schema.get(keyword).is_none(), "{path}: {keyword}");
                }
                for keyword in schema.as_object().unwrap().keys() {
                    assert!(!keyword.starts_with("x-"), "{path}: {keyword}");
                }
                assert!(schema.get("type").is_none_or(Value::is_string), "{path}: {}", schema["type"]);
                assert!(schema.get("format").is_none(), "{path}: {}", schema["format"]);
                if schema["type"] == "array" {
                    assert!(schema["items"].is_object(), "{path}: a list of what?");
                }
            }
        }
    }
}

#[test]
fn every_input_is_described_and_typed() {
    for tool in toolbox().tools() {
        for (name, input) in tool.input_schema["properties"].as_object().unwrap() {
            let description = input["description"].as_str().unwrap_or_default();
            assert!(!description.is_empty(), "{}: {name}", tool.name);
            assert!(input["type"].is_string(), "{}: {name}", tool.name);
        }
        for required in tool.input_schema.get("required").and_then(Value::as_array).into_iter().flatten() {
            assert!(tool.input_schema["properties"].get(required.as_str().unwrap()).is_some(), "{}", tool.name);
        }
    }
}

#[test]
fn outputs_admit_a_failure() {
    let failure = json!({
        "success": false, "error": "x", "error_kind": "not_found", "retryable": false, "http_status": null, "retry_after_s": null,
    });
    for tool in toolbox().tools() {
        let schema = Value::Object(tool.output_schema.as_ref().clone());
        assert_eq!(schema["required"], json!(["success"]), "{}", tool.name);
        assert!(jsonschema::is_valid(&schema, &failure), "{}", tool.name);
        assert!(!jsonschema::is_valid(&schema, &json!({})), "{}", tool.name);
    }
}

#[test]
fn outputs_are_the_documented_keys() {
    let failure = ["success", "error", "error_kind", "retryable", "http_status", "retry_after_s"];
    let lead = vec!["lead", "id", "email_address", "first_name", "last_name", "campaign", "status"];
    let campaign = vec!["campaign", "id", "name", "status"];
    let list = |items| vec![items, "count", "next_starting_after"];
    let page = |items| vec![items, "count", "page", "next_page", "last_page"];
    let deleted = vec!["id", "deleted"];
    let found = |outputs: &[&'static str]| [&["status", "task_hash"], outputs].concat();
    let paid = |outputs: Vec<&'static str>| [outputs, vec!["credits_hint"]].concat();
    let company = found(&["company", "prospects_count", "emails_count", "generic_contacts_count"]);
    let people = found(&["prospects", "total_count", "page", "next_page"]);
    let address = found(&["emails", "searching_date"]);
    let addresses = found(&["emails", "total_count", "next"]);
    let events = |items| vec![items, "count", "next_offset"];
    let table = [
        ("instantly_list_leads", list("leads")),
        ("instantly_get_lead", lead.clone()),
        ("instantly_create_lead", lead),
        ("instantly_delete_leads", vec!["count"]),
        ("instantly_update_lead_interest_status", vec!["message"]),
        ("instantly_list_campaigns", list("campaigns")),
        ("instantly_create_campaign", campaign.clone()),
        ("instantly_patch_campaign", campaign.clone()),
        ("instantly_activate_campaign", campaign),
        ("instantly_list_emails", list("emails")),
        ("instantly_reply_to_email", vec!["email", "id", "subject", "thread_id"]),
        ("instantly_list_lead_lists", list("lead_lists")),
        ("instantly_create_lead_list", vec!["lead_list", "id", "name"]),
        ("overloop_list_prospects", page("prospects")),
        ("overloop_get_prospect", vec!["prospect"]),
        ("overloop_create_prospect", vec!["prospect"]),
        ("overloop_update_prospect", vec!["prospect"]),
        ("overloop_delete_prospect", deleted.clone()),
        ("overloop_list_organizations", page("organizations")),
        ("overloop_get_organization", vec!["organization"]),
        ("overloop_create_organization", vec!["organization"]),
        ("overloop_update_organization", vec!["organization"]),
        ("overloop_delete_organization", deleted.clone()),
        ("overloop_list_automations", page("automations")),
        ("overloop_get_automation", vec!["automation"]),
        ("overloop_list_automation_steps", page("steps")),
        ("overloop_get_automation_step", vec!["step"]),
        ("overloop_get_account", vec!["account"]),
        ("overloop_list_users", page("users")),
        ("overloop_list_lists", page("lists")),
        ("overloop_create_list", vec!["list"]),
        ("overloop_update_list", vec!["list"]),
        ("overloop_delete_list", deleted.clone()),
        ("overloop_list_exclusion_list_items", page("exclusion_list_items")),
        ("overloop_create_exclusion_list_item", vec!["exclusion_list_item"]),
        ("overloop_list_custom_fields", page("custom_fields")),
        ("overloop_list_leads", page("leads")),
        ("overloop_update_lead", vec!["lead"]),
        ("snov_start_domain_search", paid(company.clone())),
        ("snov_get_domain_search_result", company),
        ("snov_start_prospects_search", paid(people.clone())),
        ("snov_get_prospects_search_result", people),
        ("snov_start_prospect_email_search", paid(address.clone())),
        ("snov_get_prospect_email_search_result", address),
        ("snov_start_domain_emails_search", paid(addresses.clone())),
        ("snov_get_domain_emails_search_result", addresses.clone()),
        ("snov_start_generic_contacts_search", paid(addresses.clone())),
        ("snov_get_generic_contacts_search_result", addresses),
        ("snov_get_email_count", vec!["domain", "webmail", "result"]),
        ("snov_find_email", vec!["status", "first_name", "last_name", "emails"]),
        ("snov_add_names_to_find_emails", vec!["sent", "credits_hint"]),
        ("snov_add_url_for_search", vec!["queued", "credits_hint"]),
        ("snov_get_prospect_by_url", vec!["prospects"]),
        ("snov_get_profile_by_email", vec!["profile", "credits_hint"]),
        ("snov_verify_email", vec!["results"]),
        ("snov_add_emails_for_verification", vec!["results", "credits_hint"]),
        ("snov_get_campaign_analytics", vec!["analytics"]),
        ("snov_get_campaign_progress", vec!["status", "unfinished", "progress"]),
        ("snov_change_recipient_status", vec![]),
        ("snov_list_completed_prospects", vec!["prospects", "count"]),
        ("snov_list_campaign_replies", events("replies")),
        ("snov_list_campaign_opens", events("opens")),
        ("snov_list_campaign_clicks", events("clicks")),
        ("snov_list_sent_emails", events("emails")),
        ("snov_list_campaigns", vec!["campaigns", "count"]),
        ("snov_add_to_do_not_email_list", vec!["duplicates"]),
        ("snov_add_prospect_to_list", vec!["id", "added", "updated"]),
        ("snov_find_prospect_by_id", vec!["prospect"]),
        ("snov_find_prospect_by_email", vec!["prospects"]),
        ("snov_list_custom_fields", vec!["custom_fields"]),
        ("snov_list_lists", vec!["lists", "count"]),
        ("snov_list_prospects_in_list", vec!["list", "prospects", "count", "next_page"]),
        ("snov_create_list", vec!["id"]),
        ("snov_get_balance", vec!["balance", "teamwork", "unique_recipients_used", "limit_resets_in", "expires_in"]),
        ("snov_list_webhooks", vec!["webhooks", "count"]),
        ("snov_create_webhook", vec!["webhook"]),
        ("snov_update_webhook_status", vec!["webhook"]),
        ("snov_delete_webhook", deleted),
    ];
    let toolbox = toolbox();
    assert_eq!(table.len(), toolbox.tools().len());
    for (name, keys) in table {
        let tool = toolbox.tools().iter().find(|tool| tool.name == name).unwrap();
        let got: HashSet<&str> =
            tool.output_schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let untrusted = (!tool.strangers.is_empty()).then_some("untrusted_fields");
        let replayed = tool.once().then_some("replayed");
        assert_eq!(got, keys.into_iter().chain(failure).chain(untrusted).chain(replayed).collect(), "{name}");
    }
}

#[test]
fn annotations_follow_from_the_effect() {
    for tool in toolbox().tools() {
        let listed = serde_json::to_value(mcp::listed(tool)).unwrap();
        let hints = &listed["annotations"];
        let read = tool.entry.about.effect.word() == "read";
        assert_eq!(hints["readOnlyHint"], read, "{}", tool.name);
        assert_eq!(hints["openWorldHint"], true, "{}", tool.name);
        if matches!(tool.entry.about.effect.word(), "send" | "delete") {
            assert_eq!(hints["destructiveHint"], true, "{}", tool.name);
        }
        assert_eq!(
            hints["idempotentHint"],
            !matches!(tool.entry.about.effect.word(), "send" | "create" | "spend"),
            "{}",
            tool.name
        );
    }
}

#[test]
fn tools_are_light() {
    let toolbox = toolbox();
    let tokens: Vec<usize> = toolbox.tools().iter().map(Tool::tokens).collect();
    let average = tokens.iter().sum::<usize>() / tokens.len();
    assert!(average <= 200, "{average} tokens a tool");
    for tool in toolbox.tools() {
        assert!(tool.tokens() <= 900, "{}: {}", tool.name, tool.tokens());
    }
}

#[test]
fn each_action_is_documented_in_its_file() {
    // The first line of an action's file is the vendor's page on it.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut pages = HashSet::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                let first = text.lines().next().unwrap_or_default();
                pages.extend(first.strip_prefix("//! <").and_then(|line| line.strip_suffix('>')).map(str::to_owned));
            }
        }
    }
    for (_, _, entry) in actions() {
        assert!(pages.contains(entry.about.docs), "{}", entry.about.docs);
    }
}

#[test]
fn the_schema_files_are_those_of_this_version() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tool-schemas");
    for (path, text) in schemas::files() {
        let there = std::fs::read_to_string(folder.join(&path)).unwrap_or_default();
        assert!(there == text, "{} differs: run `cargo run -- schemas`", path.display());
    }
}

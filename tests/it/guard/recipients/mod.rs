//! The rules on recipients, over every input of the catalogue that holds an address, a domain or a URL.

mod spellings;

use serde_json::{Map, Value, json};
use tokio::process::Command;

use self::spellings::{ADDRESSES, DOMAINS, NO_DOMAINS, URLS};
use crate::support::{
    catalogue::{self, action, actions, check_schema, prepare},
    mock_vendor::MockVendor,
    program::{StdioSession, with_all_vendors},
};

const ID: &str = "f9cc070d-8dba-4341-b847-f083c358e460";

/// In a path: the first of a list of objects.
const FIRST: &str = "[0]";

/// An input that holds addresses, domains or URLs.
#[derive(Clone, Debug)]
struct RoleInput {
    tool: &'static str,
    path: Vec<String>,
    role: String,
    is_list: bool,
}

impl RoleInput {
    fn name(&self) -> String {
        self.path.join(".").replace(".[0]", FIRST)
    }

    /// The inputs of a call with this value here.
    fn with(&self, value: &str) -> Value {
        let mut inputs = base(self.tool).unwrap_or_else(|| panic!("{} has base inputs", self.tool));
        let mut place = &mut inputs;
        for name in &self.path {
            place = if name == FIRST { &mut place[0] } else { &mut place[name.as_str()] };
        }
        *place = if self.is_list { json!([value]) } else { value.into() };
        inputs
    }

    fn is_domain(&self) -> bool {
        self.path.last().is_some_and(|name| name.starts_with("domain"))
    }

    /// Every value that reaches the rival by this input.
    fn spellings(&self) -> Vec<&'static str> {
        match self.role.as_str() {
            "recipients" => [ADDRESSES, DOMAINS].concat(),
            _ => URLS.to_vec(),
        }
    }
}

/// The inputs that a write with such an input needs beside it.
fn base(tool: &str) -> Option<Value> {
    Some(match tool {
        "instantly_create_lead" => json!({ "list_id": ID, "first_name": "Jane" }),
        "instantly_create_block_list_entry" | "instantly_add_block_list_entries" => json!({}),
        "instantly_update_block_list_entry" => json!({ "block_list_entry_id": ID }),
        "instantly_add_leads" => json!({ "list_id": ID, "leads": [{ "first_name": "Jane" }] }),
        "instantly_update_lead" => json!({ "lead_id": ID }),
        "instantly_move_leads" => json!({ "campaign": ID, "limit": 2, "to_list_id": ID, "wait_seconds": 0 }),
        "instantly_assign_leads" => json!({ "organization_user_ids": [ID], "list_id": ID, "all": true }),
        "instantly_update_lead_list" => json!({ "lead_list_id": ID }),
        "instantly_start_supersearch_import" => json!({ "search_filters": {}, "limit": 1, "list_name": "x" }),
        "instantly_verify_email" => json!({ "email": "joe@ok.example", "wait_seconds": 0 }),
        "instantly_forward_email" => json!({
            "eaccount": "me@ours.example", "reply_to_uuid": ID, "subject": "Fwd: Hi", "body_text": "x",
            "to_address_email_list": "joe@ok.example",
        }),
        "instantly_send_test_email" => json!({
            "eaccount": "me@ours.example", "to_address_email_list": "joe@ok.example", "subject": "Hi", "body_html": "x",
        }),
        "instantly_create_inbox_placement_test" => json!({
            "name": "x", "type": 1, "sending_method": 1, "email_subject": "x", "email_body": "x",
            "emails": ["me@ours.example"],
        }),
        "instantly_create_campaign" => json!({
            "name": "x",
            "campaign_schedule": { "schedules": [{
                "name": "x", "timing": { "from": "09:00", "to": "17:00" }, "days": { "1": true }, "timezone": "America/Chicago",
            }] },
        }),
        "instantly_create_lead_list" => json!({ "name": "x" }),
        "instantly_patch_campaign" | "instantly_update_campaign_options" => json!({ "campaign_id": ID }),
        "instantly_reply_to_email" => {
            json!({ "eaccount": "me@ours.example", "reply_to_uuid": ID, "subject": "Re: Hi", "body_text": "x" })
        }
        "instantly_update_workspace" => json!({ "name": "Northlight" }),
        "instantly_update_account" => json!({ "email": "me@ours.example", "first_name": "Jane" }),
        "instantly_pause_account" | "instantly_resume_account" | "instantly_mark_account_fixed" => json!({}),
        "instantly_pause_accounts" | "instantly_enable_warmup" | "instantly_disable_warmup" => json!({}),
        "instantly_update_lead_interest_status" => json!({ "interest_value": 1 }),
        "instantly_create_webhook" => json!({ "event_type": "email_sent" }),
        "instantly_update_webhook" => json!({ "webhook_id": ID }),
        "overloop_create_exclusion_list_item" => json!({ "item_type": "email" }),
        "overloop_create_organization" => json!({ "name": "x" }),
        "overloop_update_organization" => json!({ "organization_id": "7" }),
        "overloop_create_prospect" => json!({ "email": "joe@ok.example" }),
        "overloop_update_prospect" => json!({ "prospect_id": "7" }),
        "overloop_update_lead" => json!({ "lead_id": "7" }),
        "overloop_create_campaign" => json!({
            "name": "x", "timezone": "Etc/UTC", "sourcing_id": ID, "steps": [{ "type": "assign_conversation", "config": { "owner_id": 7 } }],
        }),
        "overloop_update_campaign" => json!({ "campaign_id": "7" }),
        "overloop_create_campaign_step" => {
            json!({ "campaign_id": "7", "type": "assign_conversation", "previous_step_id": ID })
        }
        "overloop_update_campaign_step" => json!({ "campaign_id": "7", "step_id": ID }),
        "overloop_assign_conversation" => json!({ "conversation_id": "7" }),
        "snov_add_emails_for_verification" | "snov_add_url_for_search" | "snov_get_profile_by_email" => json!({}),
        "snov_start_email_verification" | "snov_start_linkedin_profiles_search" => json!({ "wait_seconds": 0 }),
        "snov_start_emails_by_name_search" => {
            json!({ "rows": [{ "first_name": "Jane", "last_name": "Doe" }], "wait_seconds": 0 })
        }
        "snov_add_names_to_find_emails" => json!({ "first_name": "Jane", "last_name": "Doe" }),
        "snov_add_prospect_to_list" => json!({ "list_id": 7, "email": "joe@ok.example" }),
        "snov_add_to_do_not_email_list" => json!({ "list_id": 7 }),
        "snov_change_recipient_status" => json!({ "campaign_id": 7, "status": "Active" }),
        "snov_create_webhook" => json!({ "event_object": "campaign_email", "event_action": "sent" }),
        "snov_start_domain_emails_search"
        | "snov_start_domain_search"
        | "snov_start_generic_contacts_search"
        | "snov_start_prospects_search" => json!({ "wait_seconds": 0 }),
        _ => return None,
    })
}

/// Adds the inputs with a role to `found`.
fn add_inputs(tool: &'static str, schema: &Map<String, Value>, path: &[String], found: &mut Vec<RoleInput>) {
    let is_list = schema.get("items").is_some();
    if let Some(role) = schema.get("x-role") {
        found.push(RoleInput { tool, path: path.to_vec(), role: role.as_str().unwrap().to_owned(), is_list });
    }
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        add_inputs(tool, property.as_object().unwrap(), &[path, std::slice::from_ref(name)].concat(), found);
    }
    if let Some(items) = schema.get("items").filter(|items| items["properties"].is_object()) {
        add_inputs(tool, items.as_object().unwrap(), &[path, &[FIRST.to_owned()]].concat(), found);
    }
}

/// The inputs with a role of every write.
fn inputs() -> Vec<RoleInput> {
    let mut found = Vec::new();
    for action in actions().iter().filter(|action| !action.is_read()) {
        add_inputs(&action.tool, check_schema(&action.tool), &[], &mut found);
    }
    found
}

/// Whether calls of this tool only stop mail.
fn suppresses(tool: &str) -> bool {
    action(tool).unlisted.suppresses
}

/// Those that name whom a call reaches or where it leads.
fn reaching_inputs() -> Vec<RoleInput> {
    let reaches = |input: &RoleInput| input.role != "sender" && !suppresses(input.tool);
    let found: Vec<RoleInput> = inputs().into_iter().filter(reaches).collect();
    assert!(found.len() >= 30, "{found:#?}");
    found
}

struct Checked {
    vendor: MockVendor,
    session: StdioSession,
}

impl Checked {
    async fn start(rules: &[&str]) -> Self {
        let vendor = MockVendor::start().await;
        let mail = json!({
            "id": ID, "success": true, "from_address_email": "joe@ok.example", "eaccount": "me@ours.example",
            "task_hash": "x", "data": { "id": "7", "task_hash": "x", "attributes": {} }, "meta": { "task_hash": "x" },
        });
        vendor.answer_with(200, &mail).answer_first_reads_with(200, mail);
        let mut program: Command = with_all_vendors(&vendor.url());
        program.args(rules);
        let session = StdioSession::initialized(program, "2025-11-25").await;
        Self { vendor, session }
    }

    /// The envelope, and how many requests the vendor got.
    async fn call(&mut self, tool: &str, inputs: &Value) -> (Value, usize) {
        let before = self.requests();
        let envelope = self.session.envelope(tool, inputs.clone()).await;
        (envelope, self.requests() - before)
    }

    /// How many requests the vendor got so far, with the reads before writes.
    fn requests(&self) -> usize {
        self.vendor.requests().len() + self.vendor.first_reads().len()
    }

    /// Checks that a call is refused before anything is sent, and that the error names the input.
    async fn check_refused(&mut self, input: &RoleInput, value: &str) {
        let (envelope, requests) = self.call(input.tool, &input.with(value)).await;
        let what = format!("{} `{}` {value:?}: {envelope}", input.tool, input.name());
        assert_eq!(requests, 0, "{what}");
        assert!(["denied_by_policy", "invalid_input"].contains(&envelope["error_kind"].as_str().unwrap()), "{what}");
        assert!(envelope["error"].as_str().unwrap().contains(&format!("`{}", input.name())), "{what}");
    }
}

#[tokio::test]
async fn a_denied_domain_is_refused_in_every_input_and_every_spelling() {
    assert!(ADDRESSES.len() >= 40 && URLS.len() >= 40, "{} {}", ADDRESSES.len(), URLS.len());
    let mut checked = Checked::start(&["--deny-recipient", "@rival.example"]).await;
    for input in reaching_inputs() {
        for spelling in input.spellings() {
            checked.check_refused(&input, spelling).await;
        }
    }
    assert_eq!(checked.vendor.requests().len() + checked.vendor.token_requests().len(), 0);
}

#[tokio::test]
async fn under_an_allow_rule_every_other_recipient_is_refused_in_every_spelling() {
    let mut checked = Checked::start(&["--allow-recipient", "ok.example"]).await;
    for input in reaching_inputs() {
        for spelling in input.spellings() {
            checked.check_refused(&input, spelling).await;
        }
        if input.role == "url" {
            for spelling in NO_DOMAINS {
                checked.check_refused(&input, spelling).await;
            }
        }
    }
    assert_eq!(checked.vendor.requests().len() + checked.vendor.token_requests().len(), 0);
}

#[tokio::test]
async fn without_rules_no_spelling_is_refused_by_the_policy() {
    let mut checked = Checked::start(&[]).await;
    for input in reaching_inputs() {
        let mut sent = 0;
        for spelling in input.spellings() {
            let (envelope, requests) = checked.call(input.tool, &input.with(spelling)).await;
            let what = format!("{} `{}` {spelling:?}: {envelope}", input.tool, input.name());
            match envelope["error_kind"].as_str() {
                Some("invalid_input") => assert_eq!(requests, 0, "{what}"),
                kind => assert!(kind != Some("denied_by_policy") && requests > 0, "{what}"),
            }
            sent += requests;
        }
        assert!(sent > 0, "{input:?}");
    }
}

#[tokio::test]
async fn ordinary_recipients_pass_under_the_rules_that_allow_them() {
    let rules = [
        "--allow-recipient",
        "ok.example,@bücher.example,kate@elsewhere.example",
        "--deny-recipient",
        "@rival.example",
    ];
    let mut checked = Checked::start(&rules).await;
    for input in reaching_inputs() {
        let mut values = match input.role.as_str() {
            "url" => vec![
                "https://ok.example",
                "https://www.ok.example:8443/a?b=c@d#e",
                "https://bücher.example/",
                "https://xn--bcher-kva.example/",
            ],
            _ if input.is_domain() => {
                vec!["ok.example", "www.OK.example", "https://ok.example/", "bücher.example", "xn--bcher-kva.example"]
            }
            _ => vec![
                "joe@ok.example",
                "Joe.O'Hara+news@mail.ok.example",
                "joe@bücher.example",
                "joe@xn--bcher-kva.example",
                "kate@elsewhere.example",
            ],
        };
        if input.name().ends_with("_address_email_list") {
            values.extend(["Joe <joe@ok.example>", "\"Doe, Joe\" <joe@ok.example>, kate@elsewhere.example"]);
        }
        if input.name().ends_with("cc_address_email_list") {
            values.push("");
        }
        for value in values {
            let (envelope, requests) = checked.call(input.tool, &input.with(value)).await;
            assert!(requests > 0, "{} `{}` {value:?}: {envelope}", input.tool, input.name());
        }
    }
}

/// Who must not be written to can always be put on a list of those who are not: no rule on recipients stops that, whatever the
/// spelling, and it needs no more than a permit for updates.
#[tokio::test]
async fn what_only_stops_mail_passes_under_every_rule_on_recipients() {
    let mut suppressing: Vec<(RoleInput, Value)> =
        inputs().into_iter().filter(|input| suppresses(input.tool)).map(|input| (input, json!({}))).collect();
    assert!(suppressing.len() >= 2, "{suppressing:#?}");
    for (status, only_stops) in [("Paused", true), ("Unsubscribed", true), ("Active", false)] {
        let inputs = json!({ "email": "jane@rival.example", "campaign_id": 7, "status": status });
        let tool = "snov_change_recipient_status";
        assert_eq!(catalogue::suppresses(tool, inputs.as_object().unwrap().clone()), only_stops, "{status}");
        if only_stops {
            let path = vec!["email".to_owned()];
            let input =
                RoleInput { tool: "snov_change_recipient_status", path, role: "recipients".to_owned(), is_list: false };
            suppressing.push((input, json!({ "status": status })));
        }
    }
    for rules in [["--deny-recipient", "@rival.example"], ["--allow-recipient", "ok.example"]] {
        let permit = ["--permit", "read,update", "--limit", "create=0/day", "--limit", "update=0/day"];
        let mut checked = Checked::start(&[&rules[..], &permit].concat()).await;
        for (input, further) in &suppressing {
            for spelling in [ADDRESSES, DOMAINS].concat() {
                let mut inputs = input.with(spelling);
                inputs.as_object_mut().unwrap().extend(further.as_object().unwrap().clone());
                let (envelope, requests) = checked.call(input.tool, &inputs).await;
                let what = format!("{} `{}` {spelling:?}: {envelope}", input.tool, input.name());
                match envelope["error_kind"].as_str() {
                    // What no list could hold.
                    Some("invalid_input") => assert_eq!(requests, 0, "{what}"),
                    kind => assert!(kind != Some("denied_by_policy") && requests > 0, "{what}"),
                }
            }
            let mut inputs = input.with("jane@rival.example");
            inputs.as_object_mut().unwrap().extend(further.as_object().unwrap().clone());
            let (envelope, requests) = checked.call(input.tool, &inputs).await;
            assert!(requests > 0, "{}: {envelope}", input.tool);
        }
        // The same tool with inputs that have mail sent is under the rules.
        let resumed = json!({ "email": "jane@rival.example", "campaign_id": 7, "status": "Active" });
        let (envelope, requests) = checked.call("snov_change_recipient_status", &resumed).await;
        assert_eq!((&envelope["error_kind"], requests), (&json!("denied_by_policy"), 0), "{envelope}");
    }
}

/// Whether the input at this path takes ids.
fn is_id(schema: &Map<String, Value>, path: &[String]) -> bool {
    let [name, rest @ ..] = path else {
        return schema.contains_key("x-id") || schema.get("items").is_some_and(|items| items["x-id"].is_object());
    };
    let part = if name == FIRST { &schema["items"] } else { &schema["properties"][name] };
    is_id(part.as_object().unwrap(), rest)
}

#[tokio::test]
async fn the_accounts_own_mailboxes_are_not_recipients() {
    let mut checked = Checked::start(&["--allow-recipient", "ok.example", "--deny-recipient", "@ours.example"]).await;
    let senders: Vec<RoleInput> = inputs().into_iter().filter(|input| input.role == "sender").collect();
    assert!(senders.len() >= 5, "{senders:#?}");
    for input in senders {
        // A user is named by an id, a mailbox by its address.
        let takes_ids = is_id(check_schema(input.tool), &input.path);
        for value in if takes_ids { [ID, "7"] } else { ["me@ours.example", "any text"] } {
            // Some take no text that is no address.
            let may_be_refused = takes_ids || value == "any text";
            if may_be_refused && prepare(input.tool, input.with(value).as_object().unwrap().clone()).is_err() {
                continue;
            }
            let (envelope, requests) = checked.call(input.tool, &input.with(value)).await;
            // Whom it reaches otherwise is not known: that is no word on the sender.
            let is_unknown = envelope["error"].as_str().is_some_and(|error| error.contains("whom this call reaches"));
            assert!(requests > 0 || is_unknown, "{} `{}` {value:?}: {envelope}", input.tool, input.name());
        }
    }
}

/// A free text is not read as a list of recipients, unless it consists of addresses, or stands under a name that the caller chooses.
#[tokio::test]
async fn free_texts_count_only_where_they_consist_of_addresses() {
    let mut checked = Checked::start(&["--allow-recipient", "ok.example"]).await;
    for (field, value, is_refused) in [
        ("first_name", json!("jane@rival.example"), true),
        ("custom_variables", json!({ "copy": "Jane <jane@rival.example>" }), true),
        ("custom_variables", json!([{ "name": "copy", "value": "jane@rival.example" }]), true),
        ("custom_variables", json!({ "copy": "joe@ok.example" }), false),
        ("custom_variables", json!({ "note": "Ask jane@rival.example for it" }), true),
        ("custom_variables", json!({ "note": "jane＠rival。example, or mailto:jane%40rival.example" }), true),
        ("custom_variables", json!({ "note": "Ask joe@ok.example for it, or @joe" }), false),
        ("company_name", json!("Rival.example"), false),
        ("personalization", json!("I saw https://rival.example/"), false),
    ] {
        let mut lead = json!({ "email": "joe@ok.example" });
        lead[field] = value;
        let mut alone = lead.clone();
        alone["list_id"] = json!(ID);
        // Each row of many is a lead like one alone.
        let rows = json!({ "list_id": ID, "leads": [{ "email": "kate@ok.example" }, lead] });
        let mut change = lead.clone();
        change.as_object_mut().unwrap().remove("email");
        change["lead_id"] = json!(ID);
        change["replace_custom_variables"] = json!(field == "custom_variables");
        for (tool, inputs) in
            [("instantly_create_lead", alone), ("instantly_add_leads", rows), ("instantly_update_lead", change)]
        {
            let (envelope, requests) = checked.call(tool, &inputs).await;
            assert_eq!(envelope["error_kind"] == "denied_by_policy", is_refused, "{tool} {inputs}: {envelope}");
            assert_eq!(requests == 0, is_refused, "{tool} {inputs}: {envelope}");
        }
    }
}

#[tokio::test]
async fn a_reply_is_refused_where_the_recipients_of_the_mail_cannot_be_read() {
    let reply = base("instantly_reply_to_email").unwrap();
    let mail = |field: &str, value: Value| {
        let mut mail = json!({ "id": ID, "eaccount": "me@ours.example", "from_address_email": "joe@ok.example" });
        mail[field] = value;
        mail
    };
    let refused = [
        ("from_address_email", Value::Null),
        ("from_address_email", json!("")),
        ("from_address_email", json!(7)),
        ("from_address_email", json!(["joe@ok.example"])),
        ("from_address_email", json!("Joe")),
        ("from_address_email", json!("joe@ok.example\u{200b}")),
        ("from_address_email", json!("\"Doe, Jane\" <jane@rival.example>")),
        ("reply_to", json!("Joe, joe@ok.example")),
        ("reply_to", json!("\"x, jane@rival.example\" <joe@ok.example>")),
        ("cc_address_email_list", json!("joe@ok.example jane@rival.example")),
        ("to_address_email_list", json!("team: jane@rival.example;")),
    ];
    for rules in [["--allow-recipient", "ok.example"], ["--deny-recipient", "@rival.example"]] {
        let mut checked = Checked::start(&rules).await;
        for (field, value) in &refused {
            checked.vendor.answer_first_reads_with(200, mail(field, value.clone()));
            let (envelope, requests) = checked.call("instantly_reply_to_email", &reply).await;
            assert_eq!(
                (&envelope["error_kind"], requests),
                (&json!("denied_by_policy"), 1),
                "{field} {value}: {envelope}"
            );
            assert!(envelope["error"].as_str().unwrap().contains(&format!("`{field}`")), "{envelope}");
        }
        for (field, value) in [
            ("reply_to", json!("\"Doe, Joe\" <joe@ok.example>")),
            ("to_address_email_list", json!("me@ours.example, Joe <joe@ok.example>")),
            ("cc_address_email_list", Value::Null),
        ] {
            checked.vendor.answer_first_reads_with(200, mail(field, value.clone()));
            let (envelope, requests) = checked.call("instantly_reply_to_email", &reply).await;
            assert_eq!((&envelope["success"], requests), (&json!(true), 2), "{field} {value}: {envelope}");
        }
    }
    let mut unrestricted = Checked::start(&[]).await;
    unrestricted.vendor.answer_first_reads_with(200, mail("from_address_email", Value::Null));
    let (envelope, requests) = unrestricted.call("instantly_reply_to_email", &reply).await;
    assert_eq!((&envelope["success"], requests), (&json!(true), 2), "{envelope}");
}

/// A new input whose name suggests an address, a domain, a URL or a user has to say its role.
#[test]
fn every_input_whose_name_suggests_a_role_has_one() {
    let words = [
        "account",
        "assigned",
        "contacts",
        "domain",
        "eaccount",
        "email",
        "endpoint",
        "facebook",
        "linkedin",
        "owner",
        "recipient",
        "site",
        "twitter",
        "url",
        "user",
    ];
    let mut without = Vec::new();
    for action in actions() {
        check_names(&action.tool, check_schema(&action.tool), &words, &mut without);
    }
    // Whether it is one, or which, these do not say: they hold numbers or other texts, or are read by.
    let others = [
        "instantly_create_inbox_placement_test.email_subject",
        "instantly_create_inbox_placement_test.email_body",
        "overloop_get_prospect_by_email.email",
        "overloop_get_user.user_id",
        "snov_get_campaign_analytics.sender_emails",
        "snov_get_campaign_analytics.sender_linkedin",
        "snov_create_campaign.email_accounts",
        "snov_create_campaign.linkedin_accounts",
        "snov_update_campaign.email_accounts",
        "snov_update_campaign.linkedin_accounts",
    ];
    assert_eq!(without, others);
}

fn check_names(path: &str, schema: &Map<String, Value>, words: &[&str], without: &mut Vec<String>) {
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let path = format!("{path}.{name}");
        let property = property.as_object().unwrap();
        let has = |mark: &str| {
            property.contains_key(mark) || property.get("items").is_some_and(|items| items.get(mark).is_some())
        };
        let is_text = matches!(property.get("type").and_then(Value::as_str), Some("string" | "array"));
        let rows = property.get("items").filter(|items| items["properties"].is_object());
        // Words out of a set name no address, and the id of a mail is none.
        let is_set = has("enum") || has("x-named");
        let is_of_mail = property.get("x-id").is_some_and(|id| id["kind"] == "email");
        let suggests = name
            .split('_')
            .any(|part| words.iter().any(|word| part.trim_end_matches('s') == word.trim_end_matches('s')));
        let is_other = is_set || is_of_mail || rows.is_some();
        if is_text && suggests && property.get("x-role").is_none() && !is_other {
            without.push(path.clone());
        }
        check_names(&path, property, words, without);
        if let Some(rows) = rows {
            check_names(&path, rows.as_object().unwrap(), words, without);
        }
    }
}

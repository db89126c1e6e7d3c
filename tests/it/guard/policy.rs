//! The operator's policy: which tools are listed, and which calls are permitted.

use std::collections::BTreeSet;

use rmcp::{ServiceExt, model::CallToolRequestParams, transport::StreamableHttpClientTransport};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    catalogue::{Action, HELPERS, OUTREACH, OWN_TOOL, actions, actions_of},
    http_client,
    mock_vendor::MockVendor,
    program::{
        Serving, StdioSession, call, command, initialize, listed_tools, output, with_account, with_all_vendors,
        with_snov,
    },
};

/// The vendors' tools that are listed, without the server's own.
async fn listed(program: Command, arguments: &[&str]) -> Vec<String> {
    let listed = listed_tools(program, arguments).await;
    listed.into_iter().filter(|name| name != OWN_TOOL && !OUTREACH.contains(&name.as_str())).collect()
}

/// The tools of the actions for which this holds.
fn tools_where(is: impl Fn(&Action) -> bool) -> BTreeSet<String> {
    actions().iter().filter(|action| is(action)).map(|action| action.tool.clone()).collect()
}

/// Checks that a call was denied by the policy with this rule in its error.
fn check_denied(result: &Value, rule: &str, what: &str) {
    let envelope = &result["structuredContent"];
    assert_eq!(result["isError"], true, "{what}: {result}");
    assert_eq!(envelope["error_kind"], "denied_by_policy", "{what}: {result}");
    assert_eq!((&envelope["success"], &envelope["retryable"]), (&json!(false), &json!(false)), "{what}");
    assert!(envelope["error"].as_str().unwrap().contains(rule), "{what}: {envelope}");
}

#[tokio::test]
async fn read_only_lists_no_write_and_carries_none_out() {
    let vendor = MockVendor::start().await;
    let mut program = with_all_vendors(&vendor.url());
    program.args(["--read-only", "--toolsets", "all"]);
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    let tools = session.request("tools/list", json!({})).await["result"]["tools"].clone();
    let tools = tools.as_array().unwrap();
    let names: BTreeSet<String> = tools.iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect();
    let is_of_vendor = |name: &&String| !OUTREACH.contains(&name.as_str());
    let of_vendors: BTreeSet<String> = names.iter().filter(is_of_vendor).cloned().collect();
    assert_eq!(of_vendors, tools_where(Action::is_read));
    assert_eq!(names.len(), of_vendors.len() + 5, "and what only looks at several vendors");
    assert!(tools.iter().all(|tool| tool["annotations"]["readOnlyHint"] == true));

    let mut refused = 0;
    for action in actions().iter().filter(|action| !action.is_read()) {
        for name in [&action.tool, &action.name] {
            let mut namesakes = actions().iter().filter(|other| other.name == action.name);
            if *name == action.name && namesakes.any(Action::is_read) {
                continue;
            }
            check_denied(&session.call(name, json!({})).await, "--read-only", name);
            refused += 1;
        }
    }
    assert!(refused > 30, "{refused}");
    // A call that would be carried out without the policy.
    let result = session.call("instantly_create_lead_list", json!({ "name": "Autumn" })).await;
    check_denied(&result, "--read-only", "with good inputs");
    assert!(vendor.requests().is_empty() && vendor.token_requests().is_empty(), "{:#?}", vendor.requests());

    assert_eq!(session.call("instantly_list_leads", json!({})).await["isError"], false);
    assert_eq!(vendor.only_request().target, "/api/v2/leads/list");
    let unknown = session.request("tools/call", json!({ "name": "instantly_send_leads", "arguments": {} })).await;
    assert_eq!(unknown["error"]["code"], -32602, "an unknown tool is a protocol error: {unknown}");
}

#[tokio::test]
async fn read_only_holds_over_http() {
    let vendor = MockVendor::start().await;
    let serving = Serving::start(with_account(&vendor.url()), &["--read-only", "--toolsets", "all"]).await;
    http_client();
    let client = ().serve(StreamableHttpClientTransport::from_uri(serving.url("/mcp"))).await.unwrap();
    let tools = client.list_all_tools().await.unwrap();
    let names = tools.iter().map(|tool| tool.name.as_ref());
    let names: Vec<&str> = names.filter(|name| !OUTREACH.contains(name)).collect();
    let mut reads: Vec<&str> =
        actions_of("instantly").filter(|action| action.is_read()).map(|action| action.name.as_str()).collect();
    reads.sort_unstable();
    assert!(reads.contains(&"get_lead") && reads.contains(&"list_emails"), "{reads:?}");
    assert_eq!(names, reads, "Instantly's reads and nothing else");
    for name in ["activate_campaign", "instantly_activate_campaign"] {
        let inputs = json!({ "campaign_id": crate::vendors::ID }).as_object().unwrap().clone();
        let result = client.call_tool(CallToolRequestParams::new(name).with_arguments(inputs)).await.unwrap();
        check_denied(&serde_json::to_value(result).unwrap(), "--read-only", name);
    }
    assert!(vendor.requests().is_empty());
    let metrics = http_client().get(serving.url("/metrics")).send().await.unwrap().text().await.unwrap();
    let counted = r#"{vendor="instantly",tool="activate_campaign",outcome="denied_by_policy"} 2"#;
    assert!(metrics.contains(counted), "{metrics}");
}

#[tokio::test]
async fn read_only_holds_in_the_sandbox() {
    let mut program = command();
    program.args(["--sandbox", "--exclude-tools", "create_*"]);
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    let before = session.call("instantly_list_lead_lists", json!({})).await;
    let result = session.call("instantly_create_lead_list", json!({ "name": "Autumn" })).await;
    check_denied(&result, "--exclude-tools \"create_*\"", "in the sandbox");
    assert_eq!(session.call("instantly_list_lead_lists", json!({})).await, before);
}

#[tokio::test]
async fn each_policy_option_is_a_flag_a_variable_and_a_file_key() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outreach-mcp.toml");
    let of_instantly = |is: &dyn Fn(&str) -> bool| -> BTreeSet<String> {
        tools_where(|_| true).into_iter().filter(|name| name.starts_with("instantly_") && is(name)).collect()
    };
    let table = [
        ("read_only", "true", "true", tools_where(Action::is_read)),
        (
            "permit",
            "read,delete",
            "['read', 'delete']",
            tools_where(|action| action.is_enabled_by(&["read", "delete"])),
        ),
        (
            "toolsets",
            "instantly.lead_lists,instantly.emails",
            "['instantly.lead_lists', 'instantly.emails']",
            tools_where(|action| ["instantly.lead_lists", "instantly.emails"].contains(&action.toolset.as_str())),
        ),
        (
            "tools",
            "instantly_*_campaign,get_lead",
            "['instantly_*_campaign', 'get_lead']",
            of_instantly(&|name| name.ends_with("_campaign") || name.ends_with("get_lead")),
        ),
        (
            "exclude_tools",
            "overloop_*,snov_*,*_lead?",
            "['overloop_*', 'snov_*', '*_lead?']",
            of_instantly(&|name| !name.ends_with("_leads")),
        ),
    ];
    for (option, value, toml, expected) in table {
        let flag = format!("--{}={value}", option.replace('_', "-"));
        let names = |names: Vec<String>| {
            let actions = names.into_iter().filter(|name| !HELPERS.contains(&name.as_str()));
            actions.collect::<BTreeSet<String>>()
        };
        assert_eq!(names(listed(command(), &[&flag]).await), expected, "{flag}");
        let mut program = command();
        program.env(format!("OUTREACH_{}", option.to_uppercase()), value);
        assert_eq!(names(listed(program, &[]).await), expected, "{option} as a variable");
        for toml in [toml.to_owned(), format!("'{value}'")] {
            std::fs::write(&file, format!("{option} = {toml}\n")).unwrap();
            let config = format!("--config={}", file.display());
            assert_eq!(names(listed(command(), &[&config]).await), expected, "{option} = {toml}");
        }
    }
}

/// Arguments, the actions that they leave enabled, and one of these.
type Narrowed<'a> = (&'a [&'a str], &'a dyn Fn(&Action) -> bool, Option<&'a str>);

#[tokio::test]
async fn of_two_policy_options_the_narrower_wins() {
    let emails = |action: &Action| action.toolset == "instantly.emails";
    let leads = |action: &Action| action.toolset == "instantly.leads";
    let reads_leads = |action: &Action| leads(action) && action.is_read();
    let list_leads = |action: &Action| action.tool == "instantly_list_leads";
    let none = |_: &Action| false;
    let table: [Narrowed<'_>; 14] = [
        (&["--toolsets", "instantly.emails"], &emails, Some("instantly_reply_to_email")),
        (
            &["--tools", "instantly_*_email*"],
            &|action| action.vendor == "instantly" && action.tool.contains("_email"),
            Some("instantly_list_emails"),
        ),
        // `--toolsets` and `--tools` add to each other.
        (
            &["--toolsets", "instantly.emails", "--tools", "instantly_get_lead"],
            &|action| emails(action) || action.tool == "instantly_get_lead",
            Some("instantly_get_lead"),
        ),
        (
            &["--toolsets", "instantly.leads", "--exclude-tools", "update_*"],
            &|action| leads(action) && !action.name.starts_with("update_"),
            Some("instantly_delete_leads"),
        ),
        (&["--toolsets", "instantly.leads", "--read-only"], &reads_leads, Some("instantly_get_lead")),
        (&["--toolsets", "instantly.leads", "--permit", "read"], &reads_leads, Some("instantly_get_lead")),
        (
            &["--toolsets", "instantly.leads", "--permit", "read", "--exclude-tools", "get_*"],
            &|action| reads_leads(action) && !action.name.starts_with("get_"),
            Some("instantly_list_leads"),
        ),
        (
            &["--tools", "instantly_list_leads", "--exclude-tools", "instantly_get_lead"],
            &list_leads,
            Some("instantly_list_leads"),
        ),
        // A tool that is both enabled and excluded is excluded.
        (&["--tools", "instantly_list_leads", "--exclude-tools", "instantly_list_leads"], &none, None),
        (&["--tools", "reply_to_email", "--read-only"], &none, None),
        (&["--tools", "reply_to_email", "--permit", "read"], &none, None),
        (&["--toolsets", "instantly.emails", "--read-only", "--permit", "send"], &none, None),
        (
            &["--toolsets", "instantly.emails", "--permit", "send"],
            &|action| emails(action) && action.is_enabled_by(&["send"]),
            Some("instantly_reply_to_email"),
        ),
        (
            &["--toolsets", "instantly.leads", "--permit", "create"],
            &|action| leads(action) && action.is_enabled_by(&["create"]),
            Some("instantly_create_lead"),
        ),
    ];
    for (arguments, is_left, one) in table {
        let expected: Vec<String> = tools_where(is_left).into_iter().collect();
        assert_eq!(one.is_none(), expected.is_empty(), "{arguments:?} leaves {expected:?}");
        assert!(one.is_none_or(|one| expected.iter().any(|tool| tool == one)), "{arguments:?} leaves {expected:?}");
        assert_eq!(listed(command(), arguments).await, expected, "{arguments:?}");
    }
}

#[tokio::test]
async fn a_denial_names_the_rule_under_both_names_of_a_tool() {
    let vendor = MockVendor::start().await;
    let table: [(&[&str], &str); 7] = [
        (&["--read-only", "--permit", "read"], "`--read-only`"),
        (&["--permit", "read,create"], "`--permit read,create`"),
        (&["--toolsets", "instantly.leads"], "`--toolsets instantly.leads`"),
        (&["--tools", "*_lead,*_leads"], "`--tools \"*_lead,*_leads\"`"),
        (&["--toolsets", "instantly.leads", "--tools", "get_*"], "`--toolsets instantly.leads --tools \"get_*\"`"),
        (&["--exclude-tools", "list_*,reply_*"], "`--exclude-tools \"reply_*\"`"),
        (&["--toolsets", "overloop"], "`--toolsets overloop`"),
    ];
    let inputs =
        json!({ "eaccount": "a@example.com", "reply_to_uuid": crate::vendors::ID, "subject": "Hi", "body_text": "Hi" });
    for (arguments, rule) in table {
        for name in ["reply_to_email", "instantly_reply_to_email"] {
            let mut program = with_account(&vendor.url());
            program.args(arguments);
            let (envelope, code) = call(program, name, inputs.clone()).await;
            assert_eq!((envelope["error_kind"].as_str(), code), (Some("denied_by_policy"), 1), "{arguments:?}");
            let error = envelope["error"].as_str().unwrap();
            assert!(error.contains(rule) && error.contains(name), "{arguments:?}: {error}");
        }
    }
    assert!(vendor.requests().is_empty());
    vendor.answer_with(200, json!({ "id": crate::vendors::ID }));
    let (envelope, _) = call(with_account(&vendor.url()), "reply_to_email", inputs).await;
    assert_eq!(envelope["success"], true, "without the policy it is carried out: {envelope}");
    assert_eq!(vendor.only_request().target, "/api/v2/emails/reply");
}

#[tokio::test]
async fn a_policy_changes_the_meaning_of_no_name() {
    let vendor = MockVendor::start().await;
    // Two vendors have `list_leads`: with one excluded, the bare name must not mean the other.
    let mut program = with_all_vendors(&vendor.url());
    program.args(["--exclude-tools", "instantly_list_leads"]);
    let (_, complaints, code) = output(program, &["call", "list_leads"]).await;
    assert!(code == 2 && complaints.contains("did you mean `overloop_list_leads`?"), "{complaints}");
    // With both excluded it is denied, as is a tool of a vendor that is not set up.
    for (mut program, name) in [
        (with_all_vendors(&vendor.url()), "list_leads"),
        (with_account(&vendor.url()), "overloop_list_leads"),
        (command(), "list_leads"),
    ] {
        program.args(["--exclude-tools", "*_list_leads"]);
        assert_eq!(call(program, name, json!({})).await.0["error_kind"], "denied_by_policy", "{name}");
    }
    // An enabled tool of a vendor that is not set up is still answered as not configured.
    let mut program = with_account(&vendor.url());
    program.arg("--read-only");
    assert_eq!(call(program, "overloop_list_leads", json!({})).await.0["error_kind"], "not_configured");
    assert!(vendor.requests().is_empty());
}

#[tokio::test]
async fn unknown_names_in_a_policy_stop_the_start() {
    let table = [
        ("permit", "creat", "'create'"),
        ("permit", "write", "read, create, update, spend, send, delete"),
        ("toolsets", "instantly.lead", "did you mean `instantly.leads`?"),
        ("toolsets", "leads", "did you mean `instantly.leads` or `overloop.leads`?"),
        ("toolsets", "overlop", "did you mean `overloop`?"),
        ("toolsets", "instantly.*", "did you mean `instantly"),
        ("toolsets", "zzz", "`instantly`, `overloop`"),
        ("tools", "lst_leads", "did you mean `list_leads`?"),
        ("tools", "instantly_list_leeds", "did you mean `instantly_list_leads`?"),
        ("tools", "lead", "did you mean `"),
        ("exclude_tools", "delete_leed", "did you mean `delete_lead`?"),
        ("exclude_tools", "deleet_*", "did you mean `delete_"),
        ("exclude_tools", "zzz", "outreach-mcp tools"),
        ("exclude_tools", "delete_leads,", "no tool is named ``"),
        ("read_only", "maybe", "expected `true`, `yes`, `on` or `1`"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("o.toml");
    for (option, value, words) in table {
        let flag = format!("--{}={value}", option.replace('_', "-"));
        std::fs::write(&file, format!("{option} = '{value}'\n")).unwrap();
        let config = format!("--config={}", file.display());
        let mut by_variable = command();
        by_variable.env(format!("OUTREACH_{}", option.to_uppercase()), value);
        for (program, arguments) in [
            (command(), &[flag.as_str(), "tools"][..]),
            (command(), &[config.as_str(), "tools"]),
            (by_variable, &["tools"]),
        ] {
            let (printed, complaints, code) = output(program, arguments).await;
            assert_eq!((code, printed.as_str()), (2, ""), "{arguments:?}: {complaints}");
            assert!(complaints.contains(words), "{arguments:?}: {complaints}");
        }
    }
    // With every command.
    for task in [
        &["stdio"][..],
        &["serve", "--listen=127.0.0.1:0"],
        &["call", "list_leads"],
        &["doctor"],
        &["config", "cursor"],
    ] {
        let mut program = command();
        program.args(["--exclude-tools", "delete_leadss"]);
        let (_, complaints, code) = output(program, task).await;
        assert!(code == 2 && complaints.contains("`delete_leads`"), "{task:?}: {complaints}");
    }
    std::fs::write(&file, "permit = []\n").unwrap();
    let (_, complaints, code) = output(command(), &["--config", file.to_str().unwrap(), "tools"]).await;
    assert!(
        code == 2 && complaints.contains("permits nothing"),
        "an empty list must not permit everything: {complaints}"
    );
}

#[tokio::test]
async fn where_inputs_decide_the_effect_each_call_is_checked() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "id": "x" }));
    let (with, without) = (
        json!({ "campaign": crate::vendors::ID, "email": "a@example.com" }),
        json!({ "list_id": crate::vendors::ID, "email": "a@example.com" }),
    );
    let verified = json!({ "campaign": crate::vendors::ID, "email": "a@example.com", "verify_leads_on_import": true });
    for (permit, inputs, denied) in [("read,create", &without, &with), ("read,create,send", &with, &verified)] {
        let mut program = with_account(&vendor.url());
        program.args(["--permit", permit]);
        let mut session = StdioSession::initialized(program, "2025-11-25").await;
        let tools = session.request("tools/list", json!({})).await["result"]["tools"].clone();
        let tool = tools.as_array().unwrap().iter().find(|tool| tool["name"] == "create_lead").cloned().unwrap();
        assert_eq!(
            tool["annotations"]["destructiveHint"],
            permit.contains("send"),
            "the annotations follow from `--permit {permit}`"
        );
        let before = vendor.requests().len();
        for name in ["create_lead", "instantly_create_lead"] {
            let result = session.call(name, denied.clone()).await;
            check_denied(&result, &format!("--permit {permit}"), permit);
        }
        assert_eq!(vendor.requests().len(), before);
        assert_eq!(session.call("create_lead", inputs.clone()).await["structuredContent"]["success"], true, "{permit}");
        assert_eq!(vendor.requests().len(), before + 1);
    }
    let mut program = with_account(&vendor.url());
    program.args(["--permit", "read,update,delete"]);
    assert_eq!(call(program, "create_lead", without).await.0["error_kind"], "denied_by_policy");
}

async fn instructions(arguments: &[&str]) -> String {
    let vendor = MockVendor::start().await;
    let mut program = with_all_vendors(&vendor.url());
    program.args(arguments);
    let answer = StdioSession::start(program).request("initialize", initialize("2025-11-25")).await;
    answer["result"]["instructions"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_instructions_say_what_is_enabled() {
    let usual = instructions(&[]).await;
    for words in ["Instantly: ", "Overloop: ", "by the address", "outcome_unknown", "cannot be taken back"] {
        assert!(usual.contains(words), "{words}: {usual}");
    }
    assert!(!usual.contains("operator") && !usual.contains("here only"), "{usual}");

    let narrow = instructions(&["--permit=read,create", "--toolsets=instantly.leads,instantly.lead_lists"]).await;
    let is_enabled = |action: &Action| {
        ["instantly.leads", "instantly.lead_lists"].contains(&action.toolset.as_str())
            && action.is_enabled_by(&["read", "create"])
    };
    // With the server's own tool.
    let enabled = tools_where(is_enabled).len() + 1;
    for words in [
        "here only leads, lead_lists.",
        &format!("{enabled} tools are enabled, for calls that read and create"),
        "`--permit read,create --toolsets instantly.leads,instantly.lead_lists`",
        "denied_by_policy",
        "outcome_unknown",
    ] {
        assert!(narrow.contains(words), "{words}: {narrow}");
    }
    for words in ["Overloop", "by the address", "taken back"] {
        assert!(!narrow.contains(words), "{words}: {narrow}");
    }

    let reads = instructions(&["--read-only"]).await;
    assert!(reads.contains("for calls that read: the operator has set `--read-only`"), "{reads}");
    assert!(!reads.contains("outcome_unknown") && reads.lines().count() <= 5, "{reads}");
    let nothing = ["--tools=reply_to_email", "--read-only"];
    let none = instructions(&nothing).await;
    assert!(none.contains("No tool is enabled") && none.contains("--read-only"), "{none}");
    let (_, log, code) = output(command(), &[&nothing[..], &["tools"]].concat()).await;
    assert!(code == 0 && log.contains("no tool is enabled"), "the operator is warned: {log}");
}

#[tokio::test]
async fn tools_and_doctor_report_the_policy() {
    let vendor = MockVendor::start().await;
    let (text, ..) = output(with_account(&vendor.url()), &["tools", "--json", "--permit=read,create"]).await;
    let tools: Vec<Value> = serde_json::from_str(&text).unwrap();
    let effect = |name: &str| tools.iter().find(|tool| tool["name"] == name).map(|tool| tool["effect"].clone());
    assert_eq!(effect("create_lead"), Some(json!("create")), "the greatest effect that is permitted");
    assert_eq!((effect("list_leads"), effect("delete_leads")), (Some(json!("read")), None));

    // `doctor` is for the operator: it tries its read whatever the policy permits, and says so.
    let at_instantly = |is: fn(&Action) -> bool| actions_of("instantly").filter(|action| is(action)).count();
    // The server's own tool is a read that is listed beside writes only.
    let table: [(&[&str], usize, Value, bool); 4] = [
        (&[], at_instantly(|_| true) + 1 + HELPERS.len() + OUTREACH.len(), Value::Null, true),
        // With `find_tools` and `call_read_tool`, and what only looks at several vendors.
        (&["--read-only"], at_instantly(Action::is_read) + 2 + 5, json!("--read-only"), true),
        (
            &["--permit", "send"],
            at_instantly(|action| action.is_enabled_by(&["send"])) + 1,
            json!("--permit send"),
            false,
        ),
        (
            &["--exclude-tools", "*lead_list*"],
            at_instantly(|action| !action.name.contains("lead_list")) + 1 + HELPERS.len() + OUTREACH.len(),
            json!("--exclude-tools \"*lead_list*\""),
            false,
        ),
    ];
    for (at, (arguments, tools, policy, enabled)) in table.into_iter().enumerate() {
        let mut program = with_account(&vendor.url());
        program.args(arguments);
        let (text, complaints, code) = output(program, &["doctor"]).await;
        assert_eq!(code, 0, "{arguments:?}: {text} {complaints}");
        let report: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(report["tools"], json!(tools), "{arguments:?}: the number of enabled tools");
        assert_eq!(report["policy"], policy, "{arguments:?}");
        assert_eq!(report["vendors"][0]["state"], "works");
        let detail = report["vendors"][0]["detail"].as_str().unwrap();
        assert_eq!(detail.contains("not enabled"), !enabled, "{arguments:?}: {detail}");
        assert_eq!(vendor.requests().len(), at + 1, "the vendor was asked");
    }
}

/// A lead that is verified and added to a campaign both sends and spends.
#[tokio::test]
async fn a_send_that_spends_too_needs_both_permits() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "id": "7" }));
    let campaign = "f9cc070d-8dba-4341-b847-f083c358e460";
    let inputs = json!({ "email": "joe@theirs.example", "campaign": campaign, "verify_leads_on_import": true });
    for (permit, enabled) in
        [("read,create,send", false), ("read,create,spend", false), ("send,spend", false), ("create,send,spend", true)]
    {
        let mut program = with_account(&vendor.url());
        program.args(["--permit", permit]);
        let (envelope, _) = call(program, "instantly_create_lead", inputs.clone()).await;
        assert_eq!(envelope["success"], enabled, "{permit}: {envelope}");
    }
    assert_eq!(vendor.requests().len(), 1);
    let mut program = with_account(&vendor.url());
    program.args(["--confirm", "spend"]);
    let (envelope, _) = call(program, "instantly_create_lead", inputs).await;
    assert_eq!(envelope["error_kind"], "confirmation_required", "{envelope}");
    assert_eq!(vendor.requests().len(), 1);
}

/// What stops mail must be easier than what sends it.
#[tokio::test]
async fn what_only_stops_mail_is_enabled_wherever_updates_are_and_under_no_limit() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!([{ "success": true, "data": { "duplicates": [] } }]));
    let mut program = with_snov(&vendor.url());
    program.args(["--permit", "read,update", "--limit", "create=0/day", "--limit", "update=0/day"]);
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    let inputs = json!({ "items": ["theirs.example"], "list_id": 1 });
    for _ in 0..2 {
        let result = session.call("snov_add_to_do_not_email_list", inputs.clone()).await;
        let envelope = &result["structuredContent"];
        assert_eq!((&envelope["success"], envelope.get("replayed")), (&json!(true), None), "{envelope}");
    }
    assert_eq!(vendor.requests().len(), 2);
    check_denied(&session.call("snov_create_list", json!({ "name": "x" })).await, "--permit", "an ordinary create");
    for rule in ["read", "read,send"] {
        let mut program = with_snov(&vendor.url());
        program.args(["--permit", rule]);
        let mut session = StdioSession::initialized(program, "2025-11-25").await;
        let result = session.call("snov_add_to_do_not_email_list", inputs.clone()).await;
        check_denied(&result, "--permit", "without updates");
    }
    assert_eq!(vendor.requests().len(), 2);
}

#[tokio::test]
async fn a_clients_config_entry_carries_the_policy() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("o.toml");
    std::fs::write(&file, "exclude_tools = ['delete_*']\n").unwrap();
    let config = format!("--config={}", file.display());
    let mut program = command();
    program.env_remove("OUTREACH_STORE").env_remove("OUTREACH_DUPLICATE_WINDOW");
    program.env("OUTREACH_PERMIT", "read,send");
    let (text, complaints, code) = output(program, &[&config, "--tools=list_*,get_*", "config", "cursor"]).await;
    assert_eq!(code, 0, "{complaints}");
    let entry: Value = serde_json::from_str(&text).unwrap();
    let arguments = &entry["mcpServers"]["outreach"]["args"];
    // Options of the file are not repeated in the entry.
    assert_eq!(arguments, &json!([config, "--permit=read,send", "--tools=list_*,get_*"]), "{text}");
    let mut program = command();
    program.env_remove("OUTREACH_STORE").env_remove("OUTREACH_DUPLICATE_WINDOW");
    let (text, ..) = output(program, &["--read-only", "config", "cursor"]).await;
    let entry: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(entry["mcpServers"]["outreach"]["args"], json!(["--read-only"]));
}

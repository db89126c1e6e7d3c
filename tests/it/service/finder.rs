//! Tools that are not listed: found by words, and called as if by their names.

use serde_json::{Value, json};

use crate::support::{
    catalogue::{OUTREACH, actions, names},
    journal::Journal,
    mock_vendor::MockVendor,
    program::{Serving, StdioSession, command, listed_tools, output, with_account, with_all_vendors},
};

/// The tools that are listed only where others are not.
const HELPERS: [&str; 3] = ["call_read_tool", "call_write_tool", "find_tools"];

const VERSION: &str = "2025-11-25";

fn lean(mut program: tokio::process::Command) -> tokio::process::Command {
    program.args(["--tools-mode", "lean"]);
    program
}

/// The names of the tools that `find_tools` answers.
async fn found(session: &mut StdioSession, query: &str) -> Vec<String> {
    let answer = session.envelope("find_tools", json!({ "query": query, "limit": 3 })).await;
    assert_eq!(answer["success"], true, "{query}: {answer}");
    answer["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn questions_find_their_tool_first_or_within_three() {
    let table: Vec<(&str, &str)> =
        include_str!("questions.tsv").lines().skip(1).map(|row| row.split_once('\t').unwrap()).collect();
    for action in actions() {
        assert!(table.iter().any(|(tool, _)| *tool == action.tool), "no question asks for {}", action.tool);
    }
    let mut session = StdioSession::initialized(lean(with_all_vendors("http://127.0.0.1:9")), VERSION).await;
    let (mut first, mut late) = (0, Vec::new());
    for (tool, question) in &table {
        let found = found(&mut session, question).await;
        first += usize::from(found.first().is_some_and(|name| name == tool));
        if !found.iter().any(|name| name == tool) {
            late.push(format!("{tool}: {question}: {found:?}"));
        }
    }
    assert!(late.is_empty(), "not within three: {late:#?}");
    println!("{first} of {} are found first", table.len());
    assert!(first * 10 >= table.len() * 6, "{first} of {} are found first", table.len());
}

#[tokio::test]
async fn a_tool_is_found_by_its_name_and_comes_with_effect_and_inputs() {
    let mut session = StdioSession::initialized(lean(with_all_vendors("http://127.0.0.1:9")), VERSION).await;
    for action in actions() {
        let answer = session.envelope("find_tools", json!({ "query": action.tool, "limit": 1 })).await;
        let tool = &answer["tools"][0];
        assert_eq!(tool["name"], action.tool, "{answer}");
        assert_eq!(tool["effect"], action.effect, "{answer}");
        assert_eq!(tool["input_schema"], action.input_schema, "{}", action.tool);
        let call_with = if action.is_read() { "call_read_tool" } else { "call_write_tool" };
        assert!(tool.get("call_with").is_none_or(|with| with == call_with), "{answer}");
    }
    let nothing = session.envelope("find_tools", json!({ "query": "zzyzx" })).await;
    assert_eq!((&nothing["count"], &nothing["tools"]), (&json!(0), &json!([])), "{nothing}");
    assert!(nothing["note"].as_str().unwrap().contains("outreach://catalogue"), "{nothing}");
}

#[tokio::test]
async fn lean_lists_a_dozen_and_full_lists_all() {
    let vendor = MockVendor::start().await;
    for (program, most) in [(with_all_vendors(&vendor.url()), 12), (with_account(&vendor.url()), 12)] {
        let mut session = StdioSession::initialized(lean(program), VERSION).await;
        let listed = session.request("tools/list", json!({})).await["result"].clone();
        let listed = names(&listed);
        assert!(listed.len() <= most && listed.len() > 6, "{listed:?}");
        assert!(HELPERS.iter().all(|helper| listed.contains(helper)), "{listed:?}");
    }
    let full = listed_tools(with_all_vendors(&vendor.url()), &["--toolsets", "all"]).await;
    assert!(
        full.len() == actions().len() + 1 + OUTREACH.len(),
        "everything is listed, so that no helper is needed: {full:?}"
    );
    let (text, _, code) =
        output(with_all_vendors(&vendor.url()), &["call", "find_tools", "{\"query\":\"leads\"}", "--toolsets", "all"])
            .await;
    assert!(code == 1 && text.contains("every tool that it could reach is listed"), "{text}");
}

#[tokio::test]
async fn a_lean_list_of_few_tools_is_the_whole_list() {
    let mut program = with_account("http://127.0.0.1:9");
    program.args(["--tools-mode", "lean", "--tools", "list_campaigns,list_lead_lists"]);
    let tools = listed_tools(program, &[]).await;
    assert_eq!(tools, ["list_campaigns", "list_lead_lists"]);
}

#[tokio::test]
async fn a_job_is_done_by_the_three_tools_in_the_sandbox() {
    let mut program = command();
    program.args(["--sandbox", "--tools-mode", "lean"]);
    let mut session = StdioSession::initialized(program, VERSION).await;
    let listed = session.request("tools/list", json!({})).await["result"].clone();
    let listed: Vec<String> = names(&listed).into_iter().map(str::to_owned).collect();
    let mut call = async |query: &str, arguments: Value| {
        let answer = session.envelope("find_tools", json!({ "query": query })).await;
        let tool = answer["tools"][0].clone();
        let name = tool["name"].as_str().unwrap().to_owned();
        let with = tool["call_with"].as_str().map_or(name.clone(), str::to_owned);
        assert!(listed.contains(&with), "{with} is listed");
        let given = if with == name { arguments } else { json!({ "tool": name, "arguments": arguments }) };
        let envelope = session.envelope(&with, given).await;
        assert_eq!(envelope["success"], true, "{name}: {envelope}");
        envelope
    };
    let list = call("Make a new lead list in Instantly", json!({ "name": "Autumn" })).await;
    let lead = json!({ "list_id": list["id"], "email": "jane@example.com", "first_name": "Jane" });
    call("Create a lead in Instantly", lead).await;
    let leads = call("Which leads are in an Instantly list?", json!({ "list_id": list["id"], "limit": 5 })).await;
    assert_eq!(leads["leads"][0]["email"], "jane@example.com", "{leads}");
    let read = call("Read one Instantly lead by id", json!({ "lead_id": leads["leads"][0]["id"] })).await;
    assert!(read.to_string().contains("Jane"), "{read}");
    call("How many credits does Snov have left?", json!({})).await;
    let gone = json!({ "list_id": list["id"], "ids": [leads["leads"][0]["id"]] });
    call("Delete leads from an Instantly list", gone).await;
}

#[tokio::test]
async fn a_write_is_refused_by_call_read_tool_and_nothing_is_sent() {
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(lean(with_all_vendors(&vendor.url())), VERSION).await;
    for action in actions().iter().filter(|action| !action.is_read()) {
        let answer = session.envelope("call_read_tool", json!({ "tool": action.tool, "arguments": {} })).await;
        assert_eq!(answer["error_kind"], "invalid_input", "{answer}");
        assert!(answer["error"].as_str().unwrap().contains("`call_write_tool`"), "{answer}");
    }
    for tool in ["call_write_tool", "call_read_tool"] {
        let inner = json!({ "tool": "instantly_create_lead_list", "arguments": { "name": "A" } });
        for outer in ["call_read_tool", "call_write_tool"] {
            let answer = session.envelope(outer, json!({ "tool": tool, "arguments": inner })).await;
            assert_eq!(answer["error_kind"], "invalid_input", "{outer} of {tool}: {answer}");
        }
    }
    assert!(vendor.requests().is_empty() && vendor.token_requests().is_empty(), "{:#?}", vendor.requests());
}

#[tokio::test]
async fn resolve_outcome_is_no_read_and_says_why() {
    let mut session = StdioSession::initialized(lean(with_all_vendors("http://127.0.0.1:9")), VERSION).await;
    let answer = session.envelope("call_read_tool", json!({ "tool": "resolve_outcome", "arguments": {} })).await;
    let error = answer["error"].as_str().unwrap();
    assert!(error.contains("journal") && error.contains("call it by its name"), "{answer}");
    assert!(!error.contains("its effect is `read`") && !error.contains("call_write_tool"), "{answer}");
}

#[tokio::test]
async fn a_request_that_no_tool_serves_is_told_so() {
    let mut session = StdioSession::initialized(lean(with_all_vendors("http://127.0.0.1:9")), VERSION).await;
    for (query, says) in [("archive my automation in Overloop", &["`archive`"][..])] {
        let answer = session.envelope("find_tools", json!({ "query": query })).await;
        let note = answer["note"].as_str().unwrap_or_else(|| panic!("{query}: {answer}"));
        assert!(says.iter().all(|words| note.contains(words)), "{query}: {note}");
        assert!(answer["count"].as_u64().unwrap() > 0, "the nearest are answered nevertheless: {answer}");
    }
    // What users ask for is served.
    for row in include_str!("questions.tsv").lines().skip(1) {
        let (tool, question) = row.split_once('\t').unwrap();
        let answer = session.envelope("find_tools", json!({ "query": question })).await;
        assert_eq!(answer.get("note"), None, "{tool}: {question}: {answer}");
        let answer = session.envelope("find_tools", json!({ "query": tool })).await;
        assert_eq!(answer.get("note"), None, "{tool}: {answer}");
    }
}

#[tokio::test]
async fn a_note_comes_only_where_no_tool_does_it_and_no_opposite_is_near() {
    let mut session = StdioSession::initialized(lean(with_all_vendors("http://127.0.0.1:9")), VERSION).await;
    let mut wrong = Vec::new();
    for row in include_str!("unserved.tsv").lines().skip(1) {
        let [question, note, far] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let answer = session.envelope("find_tools", json!({ "query": question })).await;
        let found = answer["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap());
        let found: Vec<&str> = found.collect();
        let given = answer["note"].as_str().unwrap_or_default();
        if given.is_empty() != note.is_empty() || !given.contains(note) || found.contains(&far) {
            wrong.push(format!("{question}: {found:?}: {given}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let found = found(&mut session, "remove a prospect from a list in Overloop").await;
    assert_eq!(found[0], "overloop_update_prospect", "{found:?}");
}

#[tokio::test]
async fn a_name_of_a_vendor_suggests_no_tool_of_another() {
    let mut session = StdioSession::initialized(lean(with_all_vendors("http://127.0.0.1:9")), VERSION).await;
    for (name, others) in [
        ("overloop_verify_email", ["snov_", "instantly_"]),
        ("snov_reply_to_email", ["overloop_", "instantly_"]),
        ("overloop_archive_automation", ["snov_", "instantly_"]),
    ] {
        let answer = session.envelope("call_read_tool", json!({ "tool": name })).await;
        let error = answer["error"].as_str().unwrap();
        assert!(
            error.starts_with(&format!("Unknown tool `{name}`"))
                && others.iter().all(|other| !error.contains(other))
                && !error.contains("?."),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn wrong_calls_say_what_is_wrong() {
    let mut session = StdioSession::initialized(lean(with_all_vendors("http://127.0.0.1:9")), VERSION).await;
    let table = [
        (json!({}), "`tool` is required"),
        (json!({ "tool": "" }), "`tool` must not be empty"),
        (json!({ "tool": "instantly_list_lead" }), "did you mean `instantly_list_leads`"),
        (json!({ "tool": "instantly_send_leads" }), "`find_tools` finds"),
        (json!({ "tool": "instantly_list_leads", "arguments": { "limt": 3 } }), "`limt` is not an input"),
        (json!({ "tool": "instantly_list_leads", "arguments": 7 }), "`arguments` must be"),
        (json!({ "tool": "instantly_list_leads", "limit": 1, "arguments": { "limit": 3 } }), "`limit` is given twice"),
    ];
    for (arguments, expected) in table {
        let answer = session.envelope("call_read_tool", arguments.clone()).await;
        assert_eq!(answer["error_kind"], "invalid_input", "{arguments}: {answer}");
        assert!(answer["error"].as_str().unwrap().contains(expected), "{arguments}: {answer}");
    }
}

#[tokio::test]
async fn arguments_come_as_an_object_as_text_as_a_list_or_beside_the_name() {
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(lean(with_all_vendors(&vendor.url())), VERSION).await;
    vendor.answer_with(200, json!({ "items": [] }));
    for arguments in [
        json!({ "tool": "instantly_list_leads", "arguments": { "limit": 3 } }),
        json!({ "tool": "instantly_list_leads", "arguments": "{\"limit\": 3}" }),
        json!({ "tool": "instantly_list_leads", "arguments": [{ "name": "limit", "value": 3 }] }),
        json!({ "tool": " list_leads ", "arguments": { "limit": 3 } }),
        json!({ "tool": "instantly_list_leads", "limit": 3 }),
    ] {
        let expected = arguments["tool"] != " list_leads ";
        let answer = session.envelope("call_read_tool", arguments.clone()).await;
        // Two vendors have a tool of the bare name.
        assert_eq!(answer["success"], expected, "{arguments}: {answer}");
    }
    let bodies: Vec<Value> = vendor.requests().iter().map(|request| request.json()).collect();
    assert_eq!(bodies, vec![json!({ "limit": 3 }); 4]);
}

#[tokio::test]
async fn a_tool_that_is_not_listed_is_called_by_its_name_too() {
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(lean(with_account(&vendor.url())), VERSION).await;
    vendor.answer_with(200, json!({ "id": "1", "name": "Autumn" }));
    for name in ["create_lead_list", "instantly_create_lead_list"] {
        assert_eq!(session.envelope(name, json!({ "name": "Autumn" })).await["success"], true, "{name}");
    }
    let unknown = session.request("tools/call", json!({ "name": "no_such_tool", "arguments": {} })).await;
    assert_eq!(unknown["error"]["code"], -32602, "{unknown}");
}

#[tokio::test]
async fn read_only_lists_no_call_write_tool_and_refuses_it() {
    let vendor = MockVendor::start().await;
    let mut program = lean(with_all_vendors(&vendor.url()));
    program.arg("--read-only");
    let mut session = StdioSession::initialized(program, VERSION).await;
    let listed = session.request("tools/list", json!({})).await["result"].clone();
    assert!(!names(&listed).contains(&"call_write_tool") && names(&listed).contains(&"call_read_tool"), "{listed}");
    let tools = listed["tools"].as_array().unwrap();
    assert!(tools.iter().all(|tool| tool["annotations"]["readOnlyHint"] == true));
    let inner = json!({ "tool": "instantly_create_lead_list", "arguments": { "name": "Autumn" } });
    for outer in ["call_write_tool", "call_read_tool"] {
        let answer = session.envelope(outer, inner.clone()).await;
        assert_eq!(answer["error_kind"], "denied_by_policy", "{outer}: {answer}");
        assert!(answer["error"].as_str().unwrap().contains("--read-only"), "{outer}: {answer}");
    }
    let found = session.envelope("find_tools", json!({ "query": "create a lead list", "limit": 20 })).await;
    assert!(found["tools"].as_array().unwrap().iter().all(|tool| tool["effect"] == "read"), "{found}");
    assert!(vendor.requests().is_empty());
}

#[tokio::test]
async fn the_policy_holds_for_the_tool_that_is_called() {
    let vendor = MockVendor::start().await;
    let mut program = lean(with_all_vendors(&vendor.url()));
    program.args(["--permit", "read,create", "--exclude-tools", "*_lists"]);
    let mut session = StdioSession::initialized(program, VERSION).await;
    let write = async |session: &mut StdioSession, tool: &str, arguments: Value| {
        session.envelope("call_write_tool", json!({ "tool": tool, "arguments": arguments })).await
    };
    for (tool, arguments, rule) in [
        ("instantly_activate_campaign", json!({ "campaign_id": "x" }), "--permit"),
        ("overloop_list_lists", json!({}), "--exclude-tools"),
        (
            "instantly_create_lead",
            json!({ "email": "a@example.com", "campaign": "019dfc16-1980-7466-a9a0-83914f64a577" }),
            "--permit",
        ),
    ] {
        let answer = write(&mut session, tool, arguments).await;
        assert_eq!(answer["error_kind"], "denied_by_policy", "{tool}: {answer}");
        assert!(answer["error"].as_str().unwrap().contains(rule), "{tool}: {answer}");
    }
    assert!(vendor.requests().is_empty());
}

#[tokio::test]
async fn call_write_tool_is_annotated_by_what_is_permitted() {
    for (permit, is_destructive) in [("read,create", false), ("read,create,send", true)] {
        let mut program = lean(with_all_vendors("http://127.0.0.1:9"));
        program.args(["--permit", permit]);
        let mut session = StdioSession::initialized(program, VERSION).await;
        let listed = session.request("tools/list", json!({})).await["result"]["tools"].clone();
        let tools = listed.as_array().unwrap();
        let tool = tools.iter().find(|tool| tool["name"] == "call_write_tool").unwrap();
        let hints = &tool["annotations"];
        assert_eq!((&hints["readOnlyHint"], &hints["idempotentHint"]), (&json!(false), &json!(false)), "{hints}");
        assert_eq!(hints["destructiveHint"], is_destructive, "{permit}: {hints}");
    }
}

#[tokio::test]
async fn a_write_is_replayed_journalled_and_counted_as_its_own_tool() {
    let vendor = MockVendor::start().await;
    let journal = Journal::new();
    let mut program = lean(journal.command(&vendor));
    program.args(["--limit", "create=2/day"]);
    let mut session = StdioSession::initialized(program, VERSION).await;
    vendor.answer_with(200, json!({ "id": "1", "name": "Autumn" }));
    let make = |name: &str| json!({ "tool": "create_lead_list", "arguments": { "name": name } });
    let first = session.envelope("call_write_tool", make("Autumn")).await;
    assert_eq!((&first["success"], first.get("replayed")), (&json!(true), None), "{first}");
    let again = session.envelope("call_write_tool", make("Autumn")).await;
    assert_eq!(again["replayed"], true, "{again}");
    let by_name = session.envelope("create_lead_list", json!({ "name": "Autumn" })).await;
    assert_eq!(by_name["replayed"], true, "{by_name}");
    let keyed = json!({ "tool": "create_lead_list", "arguments": { "name": "Autumn", "idempotency_key": "k" } });
    assert_eq!(session.envelope("call_write_tool", keyed).await["success"], true);
    let limited = session.envelope("call_write_tool", make("Winter")).await;
    assert_eq!(limited["success"], false, "{limited}");
    assert!(limited["error"].as_str().unwrap().contains("create=2/day"), "{limited}");
    assert_eq!(vendor.requests().len(), 2);
    journal.wait_for_outcomes(&["ok", "replayed", "replayed", "ok", "refused"]).await;
    let tools = journal.column("tool").await;
    assert!(tools.iter().all(|tool| tool == "create_lead_list"), "{tools:?}");
}

#[tokio::test]
async fn a_write_is_confirmed_by_its_own_name() {
    let vendor = MockVendor::start().await;
    let mut program = lean(with_account(&vendor.url()));
    program.args(["--confirm", "create"]);
    let mut session = StdioSession::initialized(program, VERSION).await;
    vendor.answer_with(200, json!({ "id": "1", "name": "Autumn" }));
    let schema = session.envelope("find_tools", json!({ "query": "create_lead_list", "limit": 1 })).await;
    assert!(schema["tools"][0]["input_schema"]["properties"]["confirm_token"].is_object(), "{schema}");
    let inner = |arguments: Value| json!({ "tool": "create_lead_list", "arguments": arguments });
    let asked = session.envelope("call_write_tool", inner(json!({ "name": "Autumn" }))).await;
    assert_eq!(asked["error_kind"], "confirmation_required", "{asked}");
    assert!(vendor.requests().is_empty());
    let token = asked["confirm_token"].clone();
    let agreed = session.envelope("call_write_tool", inner(json!({ "name": "Autumn", "confirm_token": token }))).await;
    assert_eq!(agreed["success"], true, "{agreed}");
    assert_eq!(vendor.requests().len(), 1);
}

#[tokio::test]
async fn metrics_and_log_know_the_tool_that_is_called() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "items": [] }));
    let serving = Serving::start(lean(with_account(&vendor.url())), &[]).await;
    let client = crate::support::http_client();
    let call = json!({
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {
            "name": "call_read_tool", "arguments": { "tool": "list_lead_lists" },
            "_meta": crate::support::program::modern_meta(),
        },
    });
    let request = client
        .post(serving.url("/mcp"))
        .header("Accept", "application/json, text/event-stream")
        .header("MCP-Protocol-Version", "2026-07-28")
        .header("Mcp-Method", "tools/call")
        .header("Mcp-Name", "call_read_tool");
    let answer = request.header("Content-Type", "application/json").body(call.to_string()).send().await.unwrap();
    let text = answer.text().await.unwrap();
    assert!(text.contains("lead_lists"), "{text}");
    let metrics = client.get(serving.url("/metrics")).send().await.unwrap().text().await.unwrap();
    assert!(metrics.contains(r#"{vendor="instantly",tool="list_lead_lists",outcome="ok"} 1"#), "{metrics}");
    assert!(!metrics.contains("call_read_tool"), "{metrics}");
}

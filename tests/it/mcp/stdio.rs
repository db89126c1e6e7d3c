//! MCP over standard input and output.

use std::collections::BTreeSet;

use rmcp::{ServiceExt, model::CallToolRequestParams, transport::TokioChildProcess};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use crate::support::{
    catalogue::{HELPERS, OUTREACH, all_everywhere, listed_at, listed_everywhere, names, vendors},
    mock_vendor::{MockVendor, reply, unending_answer},
    program::{KEY, StdioSession, command, modern_meta, with_account, with_all_vendors},
};

fn check_failure(result: &Value, kind: &str) {
    assert_eq!(result["isError"], true, "{result}");
    let envelope = &result["structuredContent"];
    assert_eq!(envelope["success"], false);
    assert_eq!(envelope["error_kind"], kind, "{result}");
    let text: Value = serde_json::from_str(result["content"][0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(&text, envelope, "the text is the same JSON");
}

#[tokio::test]
async fn clients_of_every_version_with_initialize_list_and_call() {
    let vendor = MockVendor::start().await;
    for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] {
        let mut session = StdioSession::start(with_account(&vendor.url()));
        let answer = session.request("initialize", crate::support::program::initialize(version)).await;
        assert_eq!(answer["result"]["protocolVersion"], version);
        session.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;
        let listed = session.request("tools/list", json!({})).await["result"].clone();
        assert_eq!(
            names(&listed),
            listed_at("instantly"),
            "{version}: Instantly's actions and the server's own tool, sorted"
        );
        let result = session.call("list_leads", json!({ "limit": 3 })).await;
        assert_eq!(result["structuredContent"], json!({ "success": true, "leads": [], "count": 0, "has_more": false }));
        assert_eq!(result["content"][0]["text"], r#"{"success":true,"leads":[],"count":0,"has_more":false}"#);
        assert_eq!(result["isError"], false);
        assert!(result.get("resultType").is_none(), "an older client knows no resultType");
        assert_eq!(session.end().await.0, 0);
    }
}

#[tokio::test]
async fn clients_of_the_version_without_initialize_list_and_call() {
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::start(with_account(&vendor.url()));
    let found = session.request("server/discover", json!({ "_meta": modern_meta() })).await;
    assert!(found["result"]["supportedVersions"].as_array().unwrap().contains(&json!("2026-07-28")), "{found}");
    let tools = session.request("tools/list", json!({ "_meta": modern_meta() })).await;
    assert_eq!(
        names(&tools["result"]),
        listed_at("instantly"),
        "Instantly's actions and the server's own tool, sorted"
    );
    assert_eq!(tools["result"]["resultType"], "complete");
    assert!(tools["result"]["ttlMs"].as_u64().unwrap() > 0);
    let call = json!({ "name": "list_leads", "arguments": {}, "_meta": modern_meta() });
    let result = session.request("tools/call", call).await["result"].clone();
    assert_eq!(result["structuredContent"]["success"], true, "{result}");
    assert_eq!(session.end().await.0, 0);
}

#[tokio::test]
async fn an_unknown_version_is_answered_with_a_known_one() {
    let mut session = StdioSession::start(command());
    let answer = session.request("initialize", crate::support::program::initialize("2099-01-01")).await;
    assert_eq!(answer["result"]["protocolVersion"], "2025-11-25");
}

#[tokio::test]
async fn every_listed_tool_has_title_annotations_and_schemas() {
    let mut session = StdioSession::initialized(command(), "2025-11-25").await;
    let tools = session.request("tools/list", json!({})).await["result"]["tools"].clone();
    for tool in tools.as_array().unwrap() {
        let name = tool["name"].as_str().unwrap();
        let qualified = name == "resolve_outcome"
            || HELPERS.contains(&name)
            || OUTREACH.contains(&name)
            || vendors().iter().any(|vendor| name.starts_with(&format!("{vendor}_")));
        assert!(qualified, "{name}: with nothing set up, names are qualified");
        for field in ["title", "description"] {
            assert!(!tool[field].as_str().unwrap().is_empty(), "{name}");
        }
        for hint in ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] {
            assert!(tool["annotations"][hint].is_boolean(), "{name}: {hint}");
        }
        assert_eq!(tool["inputSchema"]["type"], "object", "{name}");
        assert_eq!(tool["outputSchema"]["required"], json!(["success"]), "{name}");
    }
}

#[tokio::test]
async fn invalid_arguments_are_results_with_is_error() {
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(with_account(&vendor.url()), "2025-11-25").await;
    for arguments in [
        json!({ "limit": "many" }),
        json!({ "limit": 0 }),
        json!({ "limt": 3 }),
        json!([1]),
        json!("no json"),
        json!(7),
    ] {
        check_failure(&session.call("list_leads", arguments).await, "invalid_input");
    }
    check_failure(&session.call("get_lead", json!({})).await, "invalid_input");
    assert!(vendor.requests().is_empty(), "nothing was sent");
    for arguments in [json!(null), json!({}), json!("{\"limit\": 2}")] {
        assert_eq!(session.call("list_leads", arguments).await["isError"], false);
    }
    let missing = session.request("tools/call", json!({ "name": "list_leads" })).await;
    assert_eq!(missing["result"]["isError"], false, "{missing}");
}

#[tokio::test]
async fn only_an_invalid_request_is_a_protocol_error() {
    let mut session = StdioSession::initialized(command(), "2025-11-25").await;
    let unknown = session.request("tools/call", json!({ "name": "instantly_list_lead", "arguments": {} })).await;
    assert_eq!(unknown["error"]["code"], -32602);
    assert!(unknown["error"]["message"].as_str().unwrap().contains("instantly_list_leads"), "{unknown}");
    let far = session.request("tools/call", json!({ "name": "instantly_dance", "arguments": {} })).await;
    assert_eq!(far["error"]["message"], "Unknown tool `instantly_dance`", "no name is near it");
    let shared = session.request("tools/call", json!({ "name": "list_leads", "arguments": {} })).await;
    let words = "Unknown tool `list_leads`, did you mean `instantly_list_leads` or `overloop_list_leads`?";
    assert_eq!(shared["error"]["message"], words);
    // Names of calls that the vendor has and this server has not.
    for name in ["snov_create_warmup", "create_warmup"] {
        let not_served = session.request("tools/call", json!({ "name": name, "arguments": {} })).await;
        let message = not_served["error"]["message"].as_str().unwrap();
        let words = format!("Unknown tool `{name}`: Snov.io has such a call, and this server leaves it out");
        assert!(message.starts_with(&words), "{message}");
    }
    let elsewhere = session.request("tools/call", json!({ "name": "overloop_create_warmup", "arguments": {} })).await;
    assert!(!elsewhere["error"]["message"].as_str().unwrap().contains("has such a call"), "{elsewhere}");
    let nameless = session.request("tools/call", json!({ "arguments": {} })).await;
    assert_eq!(nameless["error"]["code"], -32602);
    let method = session.request("tools/dance", json!({})).await;
    assert_eq!(method["error"]["code"], -32601);
    // The session still works.
    assert_eq!(session.request("ping", json!({})).await["result"], json!({}));
}

#[tokio::test]
async fn a_call_of_an_unconfigured_vendor_names_the_variable_to_set() {
    let mut session = StdioSession::initialized(command(), "2025-11-25").await;
    let result = session.call("instantly_list_leads", json!({})).await;
    check_failure(&result, "not_configured");
    assert!(result["structuredContent"]["error"].as_str().unwrap().contains("INSTANTLY_API_KEY"));
}

#[tokio::test]
async fn several_vendors_work_in_one_server() {
    let (instantly, overloop, snov) = (MockVendor::start().await, MockVendor::start().await, MockVendor::start().await);
    overloop.answer_with(200, json!({ "data": [] }));
    let mut command = with_account(&instantly.url());
    command.env("OVERLOOP_API_KEY", "another-key-0123456789").env("OVERLOOP_BASE_URL", overloop.url());
    command.env("SNOV_CLIENT_ID", "an-id-0123456789").env("SNOV_CLIENT_SECRET", "a-secret-0123456789");
    command.env("SNOV_BASE_URL", snov.url());
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    let listed = session.request("tools/list", json!({})).await["result"].clone();
    assert_eq!(names(&listed), listed_everywhere(), "every vendor's actions and the server's own tool, sorted");
    // A bare name works where only one vendor has it.
    for tool in ["instantly_list_leads", "list_emails", "overloop_list_leads", "list_prospects"] {
        assert_eq!(session.call(tool, json!({})).await["isError"], false, "{tool}");
    }
    let both = session.request("tools/call", json!({ "name": "list_leads", "arguments": {} })).await;
    let message = both["error"]["message"].as_str().unwrap();
    assert!(message.contains("`instantly_list_leads`") && message.contains("`overloop_list_leads`"), "{message}");
    let key = |vendor: &MockVendor| {
        vendor.requests().iter().map(|seen| seen.header("authorization").unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(key(&instantly), [format!("Bearer {KEY}"), format!("Bearer {KEY}")]);
    assert_eq!(key(&overloop), ["another-key-0123456789", "another-key-0123456789"]);
}

#[tokio::test]
async fn a_call_is_accepted_under_either_name() {
    let vendor = MockVendor::start().await;
    for names in ["auto", "qualified", "bare"] {
        let mut command = with_account(&vendor.url());
        command.args(["--tool-names", names]);
        let mut session = StdioSession::initialized(command, "2025-11-25").await;
        let tools = session.request("tools/list", json!({})).await["result"]["tools"].clone();
        let listed = tools.as_array().unwrap().iter().any(|tool| tool["name"] == "list_leads");
        assert_eq!(listed, names != "qualified", "{names}");
        for name in ["list_leads", "instantly_list_leads"] {
            assert_eq!(session.call(name, json!({})).await["isError"], false, "{name} with {names}");
        }
    }
}

#[tokio::test]
async fn prompts_templates_and_completions_are_answered_where_there_are_none() {
    let mut program = command();
    program.args(["--toolsets", "snov.webhooks"]);
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    assert_eq!(session.request("prompts/list", json!({})).await["result"]["prompts"], json!([]));
    assert_eq!(session.request("resources/templates/list", json!({})).await["result"]["resourceTemplates"], json!([]));
    let completion = json!({ "ref": { "type": "ref/prompt", "name": "x" }, "argument": { "name": "a", "value": "b" } });
    let completed = session.request("completion/complete", completion).await;
    assert_eq!(completed["result"]["completion"]["values"], json!([]));
}

#[tokio::test]
async fn an_unknown_prompt_or_resource_is_a_protocol_error() {
    let mut session = StdioSession::initialized(command(), "2025-11-25").await;
    let prompt = session.request("prompts/get", json!({ "name": "none" })).await;
    assert_eq!(prompt["error"]["code"], -32602, "{prompt}");
    let resource = session.request("resources/read", json!({ "uri": "outreach://none" })).await;
    assert_eq!(resource["error"]["code"], -32002, "{resource}");
}

#[tokio::test]
async fn a_client_that_sets_a_log_level_is_notified_of_failures() {
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(with_account(&vendor.url()), "2025-06-18").await;
    let id = session.begin("tools/call", json!({ "name": "get_lead", "arguments": {} })).await;
    assert_eq!(session.receive().await["id"], id, "no notification before a level is set");
    assert_eq!(session.request("logging/setLevel", json!({ "level": "warning" })).await["result"], json!({}));
    let id = session.begin("tools/call", json!({ "name": "get_lead", "arguments": {} })).await;
    let heard = session.receive().await;
    assert_eq!(heard["method"], "notifications/message", "{heard}");
    assert_eq!(heard["params"]["level"], "warning");
    assert_eq!(heard["params"]["data"]["error_kind"], "invalid_input");
    session.answer(id).await;
    session.request("logging/setLevel", json!({ "level": "error" })).await;
    let id = session.begin("tools/call", json!({ "name": "get_lead", "arguments": {} })).await;
    assert_eq!(session.receive().await["id"], id, "a warning is below the level");
}

#[tokio::test]
async fn malformed_input_does_not_end_the_process() {
    let mut session = StdioSession::start(command());
    for slip in [
        "\n",
        "not json\n",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n",
        "{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}\n",
        "[]\n",
        "{\"jsonrpc\":\"2.0\",\"id\":1000,\"method\":\"tools/list\"}\n",
        "{\"half\": \n",
    ] {
        session.send_raw(slip).await;
    }
    session.send_raw(&format!("{}\n", "x".repeat(2_000_000))).await;
    let answer = session.request("initialize", crate::support::program::initialize("2025-06-18")).await;
    assert_eq!(answer["result"]["serverInfo"]["name"], "outreach-mcp");
    session.send_raw("not json\n").await;
    assert_eq!(session.request("ping", json!({})).await["result"], json!({}));
    assert_eq!(session.end().await.0, 0);
}

#[tokio::test]
async fn what_is_no_message_is_answered_and_the_session_goes_on() {
    let mut session = StdioSession::initialized(command(), "2025-11-25").await;
    let half = "x".repeat(9_000_000);
    let table: [(&[u8], i64, Value, &str); 11] = [
        (b"not json", -32700, json!(null), "JSON"),
        (b"{\"half\": ", -32700, json!(null), "JSON"),
        (b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xFF\"}", -32700, json!(null), "UTF-8"),
        (b"[]", -32600, json!(null), "batch"),
        (br#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32600, json!(null), "batch"),
        (b"7", -32600, json!(null), "object"),
        (br#"{"id":5,"method":"ping"}"#, -32600, json!(5), "`jsonrpc`"),
        (br#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600, json!(null), "`id`"),
        (br#"{"jsonrpc":"2.0","id":"a","method":7}"#, -32600, json!("a"), "`method`"),
        (
            format!(r#"{{"jsonrpc":"2.0","id":9,"method":"ping","params":{{"a":"{half}{half}"}}}}"#).leak().as_bytes(),
            -32600,
            json!(9),
            "16 MB",
        ),
        (format!("{{\"half\": \"{half}").leak().as_bytes(), -32700, json!(null), "JSON"),
    ];
    for (line, code, id, names) in table {
        let stdin = session.stdin.as_mut().unwrap();
        stdin.write_all(line).await.unwrap();
        stdin.write_all(b"\n").await.unwrap();
        let answer = session.receive().await;
        let start = line.get(..60).unwrap_or(line).escape_ascii();
        assert_eq!((&answer["error"]["code"], &answer["id"]), (&json!(code), &id), "{start}: {answer}");
        assert!(answer["error"]["message"].as_str().unwrap().contains(names), "{start}: {answer}");
        assert_eq!(session.request("ping", json!({})).await["result"], json!({}), "{start}");
    }
    // Nobody waits for an answer to these.
    for slip in
        [r#"{"jsonrpc":"2.0","id":1,"result":7}"#, r#"{"jsonrpc":"2.0","method":"notifications/none","params":[]}"#]
    {
        session.send_raw(&format!("{slip}\n")).await;
        let id = session.begin("ping", json!({})).await;
        assert_eq!(session.receive().await["id"], id, "{slip}");
    }
    assert_eq!(session.end().await.0, 0);
}

#[tokio::test]
async fn a_line_of_100_mb_takes_no_memory_and_is_answered() {
    let mut session = StdioSession::initialized(command(), "2025-11-25").await;
    let part = "x".repeat(1_000_000);
    session.send_raw(r#"{"jsonrpc":"2.0","id":77,"method":"tools/call","params":{"name":""#).await;
    for _ in 0..100 {
        session.send_raw(&part).await;
    }
    session.send_raw("\"}}\n").await;
    let answer = session.receive().await;
    assert_eq!((&answer["error"]["code"], &answer["id"]), (&json!(-32600), &json!(77)), "{answer}");
    assert_eq!(session.request("ping", json!({})).await["result"], json!({}));
    #[cfg(target_os = "linux")]
    {
        let status = std::fs::read_to_string(format!("/proc/{}/status", session.child.id().unwrap())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let kilobytes: u64 = peak.split_whitespace().next().unwrap().parse().unwrap();
        assert!(kilobytes < 80_000, "{kilobytes} kB");
    }
}

#[tokio::test]
async fn the_last_message_needs_no_line_break() {
    let mut session = StdioSession::initialized(command(), "2025-11-25").await;
    session.send_raw(r#"{"jsonrpc":"2.0","id":900,"method":"ping"}"#).await;
    drop(session.stdin.take());
    assert_eq!(session.receive().await["id"], 900);
}

#[tokio::test]
async fn a_cancelled_call_stops_and_the_session_goes_on() {
    let vendor = MockVendor::start().await;
    vendor.answer_next(unending_answer);
    let mut session = StdioSession::initialized(with_account(&vendor.url()), "2025-11-25").await;
    let id = session.begin("tools/call", json!({ "name": "list_leads", "arguments": {} })).await;
    vendor.wait_for_requests(1).await;
    session
        .send(&json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": id } }))
        .await;
    let result = session.call("list_leads", json!({})).await;
    assert_eq!(result["isError"], false);
    // The process ends at once: the cancelled call does not keep it.
    assert_eq!(session.end().await.0, 0);
}

#[tokio::test]
async fn a_thousand_calls_at_once_are_all_answered() {
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(with_account(&vendor.url()), "2025-11-25").await;
    const CALLS: usize = 1000;
    let mut open = std::collections::HashSet::new();
    for at in 0..CALLS {
        let call =
            json!({ "name": "get_lead", "arguments": { "lead_id": format!("00000000-0000-4000-8000-{at:012}") } });
        open.insert(session.begin("tools/call", call).await);
    }
    while !open.is_empty() {
        let message = session.receive().await;
        assert_eq!(message["result"]["isError"], false, "{message}");
        assert!(open.remove(&message["id"].as_i64().unwrap()), "one answer for each id: {message}");
    }
    assert_eq!(vendor.requests().len(), CALLS, "each was sent once");
}

#[tokio::test]
async fn the_process_ends_when_its_client_is_gone() {
    let vendor = MockVendor::start().await;
    vendor.answer_next(unending_answer);
    let mut command = with_account(&vendor.url());
    command.args(["--call-timeout", "2s"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    session.begin("tools/call", json!({ "name": "list_leads", "arguments": {} })).await;
    vendor.wait_for_requests(1).await;
    let (code, log) = session.end().await;
    assert_eq!(code, 0, "{log}");
    assert!(!log.contains(KEY) && !log.contains("panicked"), "{log}");
}

#[tokio::test]
async fn a_caller_with_a_progress_token_is_told_of_waits() {
    let vendor = MockVendor::start().await;
    vendor.answer_next(|| {
        let mut answer = reply(429, "application/json", r#"{"message":"Rate limit exceeded"}"#);
        answer.headers_mut().insert("retry-after", "1".parse().unwrap());
        answer
    });
    let mut session = StdioSession::initialized(with_account(&vendor.url()), "2025-11-25").await;
    let call = json!({ "name": "list_leads", "arguments": {}, "_meta": { "progressToken": "p1" } });
    let id = session.begin("tools/call", call).await;
    let progress = session.receive().await;
    assert_eq!(progress["method"], "notifications/progress", "{progress}");
    assert_eq!(progress["params"]["progressToken"], "p1");
    assert!(progress["params"]["progress"].as_f64().unwrap() > 0.0);
    assert_eq!(session.answer(id).await["result"]["isError"], false);
    assert_eq!(vendor.requests().len(), 2);
}

#[tokio::test]
async fn the_rust_sdks_client_works() {
    let vendor = MockVendor::start().await;
    let transport = TokioChildProcess::new(with_account(&vendor.url())).unwrap();
    let client = ().serve(transport).await.unwrap();
    let tools = client.list_all_tools().await.unwrap();
    let names: Vec<&str> = tools.iter().map(|tool| tool.name.as_ref()).collect();
    assert_eq!(names, listed_at("instantly"), "Instantly's actions and the server's own tool");
    let call =
        CallToolRequestParams::new("list_campaigns").with_arguments(json!({ "limit": 2 }).as_object().unwrap().clone());
    let result = client.call_tool(call).await.unwrap();
    assert_eq!(result.structured_content.unwrap()["success"], true);
    client.cancel().await.unwrap();
}

#[tokio::test]
async fn a_long_tool_list_comes_in_pages_that_clients_can_read() {
    let mut session = {
        let mut program = with_all_vendors("http://127.0.0.1:9");
        program.args(["--toolsets", "all"]);
        StdioSession::initialized(program, "2025-11-25").await
    };
    let (mut names, mut cursor, mut pages) = (BTreeSet::new(), None::<Value>, 0);
    loop {
        let params = cursor.map_or_else(|| json!({}), |cursor| json!({ "cursor": cursor }));
        let id = session.begin("tools/list", params).await;
        let result = session.answer(id).await["result"].clone();
        assert!(result.to_string().len() < 720_000, "a page of {} bytes", result.to_string().len());
        pages += 1;
        for tool in result["tools"].as_array().unwrap() {
            assert!(names.insert(tool["name"].as_str().unwrap().to_owned()), "{} comes once", tool["name"]);
        }
        cursor = result.get("nextCursor").cloned();
        if cursor.is_none() {
            break;
        }
    }
    assert!(pages > 1, "{pages} pages");
    assert_eq!(names.into_iter().collect::<Vec<_>>(), all_everywhere());
    for wrong in ["x", ""] {
        let id = session.begin("tools/list", json!({ "cursor": wrong })).await;
        let error = session.answer(id).await["error"].clone();
        assert_eq!(error["code"], -32602, "{error}");
    }
    let mut session = StdioSession::initialized(with_all_vendors("http://127.0.0.1:9"), "2025-11-25").await;
    let id = session.begin("tools/list", json!({})).await;
    let result = session.answer(id).await["result"].clone();
    assert_eq!(result.get("nextCursor"), None, "the default list is one page");
}

/// One of the two values would be dropped without a word.
#[tokio::test]
async fn a_key_that_is_given_twice_is_refused_and_a_long_id_is_not_repeated() {
    let mut session = StdioSession::initialized(with_account("http://127.0.0.1:9"), "2025-11-25").await;
    let call = |arguments: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{{"name":"list_leads","arguments":{arguments}}}}}"#
        )
    };
    for (arguments, key) in [
        (r#"{"search":"a","search":"b"}"#, "arguments.search"),
        (r#"{"ids":[],"nested":{"a":1,"b":[{"x":1,"x":2}]}}"#, "arguments.nested.b[0].x"),
    ] {
        session.send_raw(&format!("{}\n", call(arguments))).await;
        let answer = session.answer(7).await;
        assert_eq!(answer["error"]["code"], -32602, "{answer}");
        let message = answer["error"]["message"].as_str().unwrap();
        assert!(message.contains(&format!("`{key}`")) && message.contains("Nothing was done"), "{message}");
    }
    let long = "i".repeat(1_000_000);
    session.send_raw(&format!("{}\n", json!({ "jsonrpc": "2.0", "id": long, "method": "ping" }))).await;
    let answer = session.receive().await;
    assert!(answer.to_string().len() < 1000 && answer["error"]["code"] == -32600, "{} bytes", answer.to_string().len());
    session.send_raw(&format!("{}\n", json!({ "jsonrpc": "2.0", "id": "short", "method": "ping" }))).await;
    assert_eq!(session.receive().await["id"], "short", "the session goes on");
}

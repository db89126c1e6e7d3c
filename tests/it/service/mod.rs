//! Dispatch: panics become envelopes, deadlines hold, queued calls are paced.

use std::time::{Duration, Instant};

use outreach_mcp::{
    accounts::Accounts,
    action::{About, Action, Effect},
    call::redact::Redactor,
    catalogue::VENDORS,
    dispatch::Dispatch,
    entry::Entry,
    failure::Failure,
    request::Request,
    toolbox::{Tool, ToolNames, Toolbox},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::support::{
    mock_vendor::MockVendor,
    program::{KEY, StdioSession, with_account, with_overloop},
};

#[derive(Deserialize, Serialize, JsonSchema)]
struct Inputs {
    /// When to panic
    when: String,
}

#[derive(Deserialize, Serialize, JsonSchema)]
struct Nothing {}

/// An action that panics where its input says.
struct Panics;

impl Action for Panics {
    type Answer = Value;
    type Inputs = Inputs;
    type Outputs = Nothing;

    const ABOUT: About = About {
        name: "panic",
        title: "Panic",
        description: "Panics.",
        effect: Effect::Create,
        pages: None,
        price: None,
        verify: Some("Look."),
        docs: "https://example.com",
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        assert!(inputs.when != "asked", "a defect that knows {KEY}");
        Request::get(["leads"])
    }

    fn outputs(inputs: Inputs, _: Value) -> Nothing {
        assert!(inputs.when != "answered", "a defect");
        Nothing {}
    }
}

#[tokio::test]
async fn a_panic_in_an_action_is_answered_as_internal() {
    let vendor = MockVendor::start().await;
    let mut accounts = Accounts::default();
    let redactor = Redactor::default();
    accounts.add(VENDORS[0], &vendor.url(), &[KEY.to_owned().into()], 0.0, &redactor);
    let mut dispatch =
        Dispatch::new(Toolbox::new(VENDORS, ToolNames::Auto), accounts, Duration::from_secs(5), redactor);
    dispatch.guard.duplicate_window = Duration::ZERO;
    let entry: &'static Entry = Box::leak(Box::new(Entry::of::<Panics>()));
    let tool = Tool {
        vendor: VENDORS[0],
        toolset: &VENDORS[0].toolsets[0],
        entry,
        name: "panic".to_owned(),
        effect: Effect::Create,
        input_schema: Default::default(),
        check_schema: (entry.input_schema)().as_object().unwrap().clone(),
        output_schema: Default::default(),
        strangers: Default::default(),
    };
    for (when, kind) in [("asked", Some("internal")), ("answered", Some("internal")), ("never", None)] {
        let inputs = json!({ "when": when }).as_object().unwrap().clone();
        let envelope = dispatch.call(&tool, inputs, CancellationToken::new(), None).await;
        assert_eq!(envelope.object.get("error_kind").and_then(Value::as_str), kind, "{when}");
        assert!(!envelope.text.contains(KEY));
    }
    tokio::time::timeout(Duration::from_secs(5), dispatch.idle()).await.expect("a panic leaves no call running");
}

#[tokio::test]
async fn a_call_that_would_wait_past_its_deadline_fails_at_once() {
    let vendor = MockVendor::start().await;
    let mut command = with_account(&vendor.url());
    // A burst of 5, then one in 4 s: a call that would wait longer than 2 s fails.
    command.env("OUTREACH_PACE", "1").args(["--call-timeout", "2s"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    const CALLS: usize = 30;
    let mut ids = Vec::new();
    for _ in 0..CALLS {
        ids.push(session.begin("tools/call", json!({ "name": "list_emails", "arguments": {} })).await);
    }
    let mut refused = 0;
    for _ in ids {
        let envelope = session.receive().await["result"]["structuredContent"].clone();
        if envelope["success"] == false {
            assert_eq!(envelope["error_kind"], "rate_limited", "{envelope}");
            assert_eq!(envelope["retryable"], true);
            assert!(envelope["retry_after_s"].as_u64().unwrap() >= 3, "{envelope}");
            refused += 1;
        }
    }
    assert_eq!((refused, vendor.requests().len()), (CALLS - 5, 5));
    // Other paths have a limit of their own.
    assert_eq!(session.call("list_leads", json!({})).await["isError"], false);
}

#[tokio::test]
async fn queued_calls_are_sent_at_the_paced_rate() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "data": [] }));
    let mut command = with_overloop(&vendor.url());
    // Overloop's 600 a minute: a quarter at once, then one in 2/15 s.
    const CALLS: usize = 165;
    command.env("OUTREACH_PACE", "1").args(["--call-timeout", "10s"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    let start = Instant::now();
    for _ in 0..CALLS {
        session.begin_call("list_users", json!({})).await;
    }
    let envelopes = session.envelopes(CALLS).await;
    let succeeded = envelopes.iter().filter(|envelope| envelope["success"] == true).count();
    assert_eq!((succeeded, vendor.requests().len()), (CALLS, CALLS));
    let took = start.elapsed();
    assert!(took >= Duration::from_millis(1900), "15 calls beyond the burst take 2 s, not {took:?}");
}

//! The guarded way from a call to its envelope: panics, deadlines, pacing.

use std::time::Duration;

use outreach_mcp::{
    client::accounts::Accounts,
    guard::{
        Guard,
        confirm::{Approver, Confirm},
    },
    service::{
        caller::Caller,
        dispatch::{Call, Dispatch, Reply},
        registry::Tool,
        tool::ToolDefinition,
    },
};
use outreach_model::{
    about::{About, Repeat},
    effect::Effect,
    endpoint::{self, Answer, Endpoint},
    error::Failure,
    redact::Redactor,
    registered::RegisteredAction,
    request::Request,
    untrusted::Marking,
    vendor::CatalogueEntry,
};
use outreach_vendors::catalogue::VENDORS;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::support::{
    mock_vendor::MockVendor,
    program::{KEY, StdioSession, with_account},
};

/// An action with a defect.
#[derive(Deserialize, Serialize, JsonSchema)]
struct Panics {
    /// When to panic
    when: String,
}

#[derive(Deserialize, Serialize, JsonSchema)]
struct Nothing {}

impl Endpoint for Panics {
    type Answer = Nothing;

    const ABOUT: About = About {
        name: "panic",
        title: "Panic",
        description: "Panics.",
        ..About::write("https://example.com", Effect::Create, Repeat::Doubles, "Look.")
    };
    const CALL: endpoint::Call = endpoint::Call::post("/leads");

    fn request(&self) -> Result<Request, Failure> {
        assert!(self.when != "asked", "a defect that knows {KEY}");
        Request::get(["leads"])
    }
}

impl Answer<Panics> for Nothing {
    type Output = Self;

    fn output(self, inputs: Panics) -> Self {
        assert!(inputs.when != "answered", "a defect");
        self
    }
}

#[tokio::test]
async fn a_panic_in_an_action_is_answered_as_internal() {
    let vendor = MockVendor::start().await;
    let mut accounts = Accounts::default();
    let redactor = Redactor::default();
    accounts.add(VENDORS[0], &vendor.url(), &[KEY.to_owned().into()], 0.0, &redactor).await;
    let mut guard = Guard::unrestricted(redactor.clone());
    guard.duplicate_window = Duration::ZERO;
    let dispatch = Dispatch::new(guard, Duration::from_secs(5), Marking::List, redactor);
    let caller = Caller { accounts, ..Caller::default() };
    let action: &'static RegisteredAction = Box::leak(Box::new(RegisteredAction::of::<Panics>()));
    let entry = CatalogueEntry { vendor: VENDORS[0], toolset: &VENDORS[0].toolsets[0], action };
    let tool = Tool::new(ToolDefinition::Action(entry), "panic".to_owned(), Effect::Create, Confirm::default());
    for (when, kind) in [("asked", Some("internal")), ("answered", Some("internal")), ("never", None)] {
        let call = Call {
            caller: &caller,
            tool: &tool,
            arguments: json!({ "when": when }).as_object().unwrap().clone(),
            cancel: CancellationToken::new(),
            progress: None,
            approver: &Approver::Nobody,
        };
        let Reply::Envelope(envelope) = dispatch.call(call).await else { panic!("nobody is to be asked") };
        assert_eq!(envelope.object.get("error_kind").and_then(Value::as_str), kind, "{when}");
        assert!(!envelope.text.contains(KEY));
    }
    tokio::time::timeout(Duration::from_secs(5), dispatch.idle()).await.expect("a panic leaves no call running");
}

#[tokio::test]
async fn a_call_that_would_wait_past_its_deadline_fails_at_once() {
    let vendor = MockVendor::start().await;
    let mut command = with_account(&vendor.url());
    // A burst of 5, then one in 4 s: what does not fit into 2 s is told so.
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
    // The other paths have a limit of their own.
    assert_eq!(session.call("list_leads", json!({})).await["isError"], false);
}

#[tokio::test]
async fn queued_calls_are_sent_at_the_paced_rate() {
    let vendor = MockVendor::start().await;
    let mut command = with_account(&vendor.url());
    command.env("OUTREACH_PACE", "1").args(["--call-timeout", "10s"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    for _ in 0..7 {
        session.begin("tools/call", json!({ "name": "list_emails", "arguments": {} })).await;
    }
    let mut succeeded = 0;
    for _ in 0..7 {
        let envelope = session.receive().await["result"]["structuredContent"].clone();
        succeeded += usize::from(envelope["success"] == true);
    }
    // 5 at once, the sixth after 4 s, the seventh after 8 s.
    assert_eq!((succeeded, vendor.requests().len()), (7, 7));
}

//! Dispatch: a panic in an action becomes an envelope.

use std::time::Duration;

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

use crate::support::{mock_vendor::MockVendor, program::KEY};

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

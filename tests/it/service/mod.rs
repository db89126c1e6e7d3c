//! Dispatch: a panic in an action becomes an envelope; tools that are not listed are found and called; what is read of an answer.

mod finder;
mod helpers;
mod jobs;
mod not_offered;
mod reading;
mod tokens;

mod mentions;

use std::time::Duration;

use outreach_mcp::{
    client::accounts::{AccountOptions, Accounts},
    guard::{
        Guard,
        confirm::{Approver, Confirm},
    },
    service::{
        caller::Caller,
        dispatch::{Call, Dispatch, Reply},
        registry::{Tool, ToolRegistry},
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

use crate::support::{mock_vendor::MockVendor, program::KEY};

/// An action that panics where its input says.
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
        why: "it panics",
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
    let options = AccountOptions { pace: 0.0, has_identity: true, generation: None, origin: None };
    accounts.add(VENDORS[0], &vendor.url(), &[KEY.to_owned().into()], options, &redactor);
    let mut guard = Guard::unrestricted(redactor.clone());
    guard.duplicate_window = Duration::ZERO;
    let dispatch = Dispatch::new(guard, Duration::from_secs(5), Marking::List, redactor);
    let caller = Caller { accounts, ..Caller::default() };
    let view = ToolRegistry::default().view(&caller);
    let action: &'static RegisteredAction = Box::leak(Box::new(RegisteredAction::of::<Panics>()));
    let entry = CatalogueEntry { vendor: VENDORS[0], toolset: &VENDORS[0].toolsets[0], action };
    let tool = Tool::new(ToolDefinition::Action(entry), "panic".to_owned(), Effect::Create, Confirm::default());
    for (when, kind) in [("asked", Some("internal")), ("answered", Some("internal")), ("never", None)] {
        let call = Call {
            caller: &caller,
            view: &view,
            tool: &tool,
            arguments: json!({ "when": when }).as_object().unwrap().clone(),
            cancel: CancellationToken::new(),
            progress: None,
            room: Default::default(),
            approver: &Approver::Nobody,
        };
        let Reply::Envelope(envelope) = dispatch.call(call).await else { panic!("nobody is to be asked") };
        assert_eq!(envelope.object.get("error_kind").and_then(Value::as_str), kind, "{when}");
        assert!(!envelope.text.contains(KEY));
    }
    tokio::time::timeout(Duration::from_secs(5), dispatch.idle()).await.expect("a panic leaves no call running");
}

//! Everything that holds for a call holds for one through `call_read_tool` or `call_write_tool`, over stdio and over HTTP: the user is
//! asked, waits are reported, a call can be cancelled, limits, dry runs and the journal know the tool that is called.

use std::sync::{Arc, Mutex};

use rmcp::{
    ClientHandler, ErrorData, RoleClient, ServiceExt,
    model::{
        CallToolRequestParams, ClientCapabilities, ClientConfig, ElicitRequestParams, ElicitResult, ElicitationAction,
        Implementation, ProgressNotificationParam, ProtocolVersion,
    },
    service::{NotificationContext, RequestContext, RunningService},
    transport::{StreamableHttpClientTransport, TokioChildProcess},
};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    http_client,
    journal::{Journal, replies, reply_answer, reply_inputs},
    mock_vendor::{MockVendor, reply, unending_answer},
    program::{Serving, TIMEOUT},
};

/// A client whose user gives the same answer to every question, or cannot be asked.
#[derive(Clone)]
struct User {
    answer: Option<ElicitationAction>,
    version: ProtocolVersion,
    questions: Arc<Mutex<Vec<String>>>,
    waits: Arc<Mutex<Vec<String>>>,
}

impl ClientHandler for User {
    fn get_info(&self) -> ClientConfig {
        let capabilities = match self.answer {
            Some(_) => ClientCapabilities::builder().enable_elicitation().build(),
            None => ClientCapabilities::default(),
        };
        ClientConfig::new(capabilities, Implementation::new("test", "1")).with_protocol_version(self.version.clone())
    }

    async fn create_elicitation(
        &self,
        request: ElicitRequestParams,
        _: RequestContext<RoleClient>,
    ) -> Result<ElicitResult, ErrorData> {
        let ElicitRequestParams::FormElicitationParams { message, .. } = request else { panic!("a form") };
        self.questions.lock().unwrap().push(message);
        Ok(ElicitResult::new(self.answer.clone().unwrap()).with_content(json!({})))
    }

    async fn on_progress(&self, progress: ProgressNotificationParam, _: NotificationContext<RoleClient>) {
        self.waits.lock().unwrap().push(progress.message.unwrap_or_default());
    }
}

/// How a client reaches the program.
#[derive(Clone, Debug)]
struct Way {
    is_http: bool,
    version: ProtocolVersion,
}

/// Standard input and output and HTTP, each with and without sessions.
fn ways() -> Vec<Way> {
    let versions = [ProtocolVersion::V_2025_11_25, ProtocolVersion::V_2026_07_28];
    let of = |is_http: bool| versions.clone().map(|version| Way { is_http, version });
    of(false).into_iter().chain(of(true)).collect()
}

/// A client of the program in lean mode.
struct Client {
    service: RunningService<RoleClient, User>,
    _serving: Option<Serving>,
}

impl Client {
    async fn connect(way: &Way, mut program: Command, answer: Option<ElicitationAction>) -> Self {
        program.args(["--tools-mode", "lean"]);
        let user = User { answer, version: way.version.clone(), questions: Arc::default(), waits: Arc::default() };
        if way.is_http {
            let serving = Serving::start(program, &[]).await;
            http_client();
            let transport = StreamableHttpClientTransport::from_uri(serving.url("/mcp"));
            return Self { service: user.serve(transport).await.unwrap(), _serving: Some(serving) };
        }
        Self { service: user.serve(TokioChildProcess::new(program).unwrap()).await.unwrap(), _serving: None }
    }

    /// The envelope of a call of a tool through one of the two.
    async fn call(&self, through: &'static str, tool: &str, arguments: &Value) -> Value {
        let given = json!({ "tool": tool, "arguments": arguments }).as_object().unwrap().clone();
        let params = CallToolRequestParams::new(through).with_arguments(given);
        let result = tokio::time::timeout(TIMEOUT, self.service.call_tool(params)).await.expect("an answer in time");
        result.unwrap().structured_content.unwrap()
    }

    fn user(&self) -> &User {
        self.service.service()
    }
}

const READ: &str = "call_read_tool";
const WRITE: &str = "call_write_tool";
const REPLY: &str = "reply_to_email";

/// A vendor that sends replies, with a journal.
async fn vendor() -> (MockVendor, Journal) {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, reply_answer("sent"));
    (vendor, Journal::new())
}

fn with(mut program: Command, arguments: &[&str]) -> Command {
    program.args(arguments);
    program
}

#[tokio::test]
async fn the_user_is_asked_about_the_tool_that_is_called() {
    for way in ways() {
        for (answer, outcome) in [
            (ElicitationAction::Accept, "ok"),
            (ElicitationAction::Decline, "refused"),
            (ElicitationAction::Cancel, "refused"),
        ] {
            let (vendor, journal) = vendor().await;
            let program = with(journal.command(&vendor), &["--confirm", "send"]);
            let client = Client::connect(&way, program, Some(answer)).await;
            let envelope = client.call(WRITE, REPLY, &reply_inputs("mail")).await;
            let questions = client.user().questions.lock().unwrap().clone();
            let what = format!("{way:?} {outcome}: {questions:?} {envelope}");
            assert_eq!(questions.len(), 1, "{what}");
            assert!(questions[0].contains("body_text: \"mail\"") && questions[0].contains("Do you agree?"), "{what}");
            assert!(questions[0].contains("Reply to an email at Instantly"), "the tool itself: {what}");
            assert_eq!(envelope["success"], outcome == "ok", "{what}");
            if outcome == "ok" {
                assert_eq!(replies(&vendor), ["mail"], "{what}");
            } else {
                assert_eq!(envelope["error_kind"], "denied_by_policy", "{what}");
                assert!(replies(&vendor).is_empty(), "{what}");
            }
            journal.wait_for_outcomes(&[outcome]).await;
            assert_eq!(journal.column("tool").await, [REPLY], "{what}");
        }
    }
}

#[tokio::test]
async fn a_user_who_cannot_be_asked_confirms_with_a_token() {
    for way in ways() {
        let (vendor, journal) = vendor().await;
        let program = with(journal.command(&vendor), &["--confirm", "send"]);
        let client = Client::connect(&way, program, None).await;
        let asked = client.call(WRITE, REPLY, &reply_inputs("mail")).await;
        assert_eq!(asked["error_kind"], "confirmation_required", "{way:?}: {asked}");
        let error = asked["error"].as_str().unwrap();
        assert!(error.contains("confirm_token"), "{way:?}: {error}");
        let mut inputs = reply_inputs("mail");
        inputs["confirm_token"] = asked["confirm_token"].clone();
        let sent = client.call(WRITE, REPLY, &inputs).await;
        assert_eq!(sent["success"], true, "{way:?}: {sent}");
        assert_eq!(replies(&vendor), ["mail"], "{way:?}");
        journal.wait_for_outcomes(&["ok"]).await;
    }
}

#[tokio::test]
async fn waits_are_reported() {
    for way in ways() {
        let (vendor, journal) = vendor().await;
        let client = Client::connect(&way, journal.command(&vendor), None).await;
        for (through, tool, inputs) in [(READ, "list_leads", json!({})), (WRITE, REPLY, reply_inputs("mail"))] {
            vendor.answer_next(|| {
                let mut answer = reply(429, "application/json", r#"{"message":"Rate limit exceeded"}"#);
                answer.headers_mut().insert("retry-after", "1".parse().unwrap());
                answer
            });
            if through == READ {
                vendor.answer_next_json(&json!({ "items": [] }));
            }
            let envelope = client.call(through, tool, &inputs).await;
            let waits = std::mem::take(&mut *client.user().waits.lock().unwrap());
            assert_eq!(envelope["success"], true, "{way:?} {tool}: {envelope}");
            assert!(!waits.is_empty() && waits.iter().all(|wait| !wait.is_empty()), "{way:?} {tool}: {waits:?}");
        }
    }
}

#[tokio::test]
async fn a_cancelled_call_stops_and_is_journalled() {
    for way in ways() {
        let (vendor, journal) = vendor().await;
        let client = Client::connect(&way, journal.command(&vendor), None).await;
        for (number, (through, tool, inputs)) in
            [(READ, "list_leads", json!({})), (WRITE, REPLY, reply_inputs("mail"))].into_iter().enumerate()
        {
            vendor.answer_next(unending_answer);
            // A call that is dropped is cancelled.
            tokio::select! {
                envelope = client.call(through, tool, &inputs) => panic!("{way:?} {tool}: {envelope}"),
                () = vendor.wait_for_requests(number + 1) => {}
            }
        }
        journal.wait_for_outcomes(&["unknown"]).await;
        assert_eq!(journal.column("tool").await, [REPLY], "{way:?}");
        let again = client.call(WRITE, REPLY, &reply_inputs("mail")).await;
        assert_eq!(again["error_kind"], "duplicate", "{way:?}: {again}");
        assert_eq!(vendor.requests().len(), 2, "{way:?}");
    }
}

#[tokio::test]
async fn limits_dry_runs_and_replays_are_those_of_the_tool_that_is_called() {
    for way in ways() {
        let (vendor, journal) = vendor().await;
        let program = with(journal.command(&vendor), &["--limit", "send=1/day"]);
        let client = Client::connect(&way, program, None).await;
        assert_eq!(client.call(WRITE, REPLY, &reply_inputs("mail")).await["success"], true, "{way:?}");
        let replayed = client.call(WRITE, REPLY, &reply_inputs("mail")).await;
        assert_eq!(replayed["replayed"], true, "{way:?}: {replayed}");
        let limited = client.call(WRITE, REPLY, &reply_inputs("another mail")).await;
        assert_eq!(limited["success"], false, "{way:?}: {limited}");
        assert!(limited["error"].as_str().unwrap().contains("send=1/day"), "{way:?}: {limited}");
        assert_eq!(replies(&vendor), ["mail"], "{way:?}");
        journal.wait_for_outcomes(&["ok", "replayed", "refused"]).await;
        assert!(journal.column("tool").await.iter().all(|tool| tool == REPLY), "{way:?}");

        let other_journal = Journal::new();
        let program = with(other_journal.command(&vendor), &["--dry-run"]);
        let client = Client::connect(&way, program, None).await;
        let dry = client.call(WRITE, REPLY, &reply_inputs("a third mail")).await;
        assert_eq!(dry["error_kind"], "denied_by_policy", "{way:?}: {dry}");
        assert!(dry["preview"].as_str().unwrap().contains("a third mail"), "{way:?}: {dry}");
        assert!(dry["error"].as_str().unwrap().contains("--dry-run"), "{way:?}: {dry}");
        assert_eq!(replies(&vendor), ["mail"], "{way:?}");
    }
}

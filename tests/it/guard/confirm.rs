//! Confirmation by a person: with a token, by elicitation, or between two calls of protocol 2026-07-28.

use rmcp::{
    ClientHandler, ErrorData, RoleClient, ServiceExt,
    model::{
        CallToolRequestParams, ClientCapabilities, ClientConfig, ElicitRequestParams, ElicitResult, ElicitationAction,
        Implementation, ProtocolVersion,
    },
    service::RequestContext,
    transport::TokioChildProcess,
};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    journal::{Journal, replies, reply_answer, reply_inputs},
    mock_vendor::MockVendor,
    program::{StdioSession, initialize, modern_meta},
};

const REPLY: &str = "instantly_reply_to_email";
const DELETE: &str = "instantly_delete_leads";

async fn vendor() -> MockVendor {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, reply_answer("sent"));
    vendor
}

/// How many writes the vendor has received. The message that a reply answers is read for the preview.
fn writes(vendor: &MockVendor) -> usize {
    vendor.requests().iter().filter(|request| request.method != "GET").count()
}

fn with_confirm(journal: &Journal, vendor: &MockVendor) -> Command {
    let mut command = journal.command(vendor);
    command.args(["--confirm", "send,delete"]);
    command
}

async fn session(journal: &Journal, vendor: &MockVendor) -> StdioSession {
    StdioSession::initialized(with_confirm(journal, vendor), "2025-11-25").await
}

fn delete_inputs() -> Value {
    let id = "f9cc070d-8dba-4341-b847-f083c358e460";
    json!({ "list_id": id, "ids": [id] })
}

fn with_token(inputs: &Value, token: &str) -> Value {
    let mut inputs = inputs.clone();
    inputs["confirm_token"] = token.into();
    inputs
}

/// The token of a call that has to be confirmed.
fn token(envelope: &Value) -> String {
    assert_eq!(
        (&envelope["success"], &envelope["error_kind"]),
        (&json!(false), &json!("confirmation_required")),
        "{envelope}"
    );
    assert!(!envelope["preview"].as_str().unwrap().is_empty(), "{envelope}");
    envelope["confirm_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_confirmation_token_runs_its_call_once() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut session = session(&journal, &vendor).await;
    let asked = session.envelope(REPLY, reply_inputs("mail")).await;
    assert_eq!(asked["request"]["method"], "POST", "{asked}");
    assert!(asked["request"]["url"].as_str().unwrap().ends_with("/emails/reply"), "{asked}");
    assert_eq!(asked["request"]["body"]["body"]["text"], "mail", "{asked}");
    let token_of_reply = token(&asked);
    assert_eq!(writes(&vendor), 0);
    let sent = session.envelope(REPLY, with_token(&reply_inputs("mail"), &token_of_reply)).await;
    assert_eq!((&sent["success"], sent.get("replayed")), (&json!(true), None), "{sent}");
    let again = session.envelope(REPLY, with_token(&reply_inputs("mail"), &token_of_reply)).await;
    assert_eq!((&again["success"], &again["replayed"]), (&json!(true), &json!(true)), "{again}");
    assert_eq!(replies(&vendor), ["mail"]);

    // A deletion is carried out each time, so each needs a new token.
    let token_of_delete = token(&session.envelope(DELETE, delete_inputs()).await);
    assert_eq!(session.envelope(DELETE, with_token(&delete_inputs(), &token_of_delete)).await["success"], true);
    for spelling in [token_of_delete.clone(), format!(" {token_of_delete} "), format!("{token_of_delete}\n")] {
        let used = session.envelope(DELETE, with_token(&delete_inputs(), &spelling)).await;
        assert_ne!(token(&used), token_of_delete, "each refusal gives a new token");
        assert!(used["error"].as_str().unwrap().contains("used already"), "{used}");
    }
    assert_eq!(writes(&vendor), 2);
}

#[tokio::test]
async fn any_change_of_token_inputs_or_account_needs_a_new_token() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut one = session(&journal, &vendor).await;
    let inputs = reply_inputs("mail");
    let good = token(&one.envelope(REPLY, inputs.clone()).await);
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for at in 0..good.len() {
        let digit = ALPHABET.iter().position(|known| *known == good.as_bytes()[at]).unwrap();
        // Another digit by its lowest bit, by its highest, and no digit at all, at every place: the last digit has unused bits.
        for changed in [ALPHABET[digit ^ 1], ALPHABET[digit ^ 32], b'!'] {
            let mut bytes = good.clone().into_bytes();
            bytes[at] = changed;
            let changed = String::from_utf8(bytes).unwrap();
            token(&one.envelope(REPLY, with_token(&inputs, &changed)).await);
        }
        token(&one.envelope(REPLY, with_token(&inputs, &format!("{}{}", &good[..at], &good[at + 1..]))).await);
    }
    for longer in [format!("{good}A"), format!("A{good}"), format!("{good}="), good.repeat(2)] {
        token(&one.envelope(REPLY, with_token(&inputs, &longer)).await);
    }
    for (field, value) in [
        ("body_text", "mail "),
        ("body_text", "maiL"),
        ("subject", "Re:"),
        ("eaccount", "joe@ours.example"),
        ("cc_address_email_list", "joe@theirs.example"),
        ("idempotency_key", "key"),
    ] {
        let mut changed = with_token(&inputs, &good);
        changed[field] = value.into();
        token(&one.envelope(REPLY, changed).await);
    }
    let lead = json!({ "email": "joe@theirs.example", "campaign": "f9cc070d-8dba-4341-b847-f083c358e460" });
    token(&one.envelope("instantly_create_lead", with_token(&lead, &good)).await);
    let mut command = with_confirm(&journal, &vendor);
    command.env("INSTANTLY_API_KEY", "another-key-0123456789");
    let mut other_account = StdioSession::initialized(command, "2025-11-25").await;
    token(&other_account.envelope(REPLY, with_token(&inputs, &good)).await);
    let mut other_journal = session(&Journal::new(), &vendor).await;
    token(&other_journal.envelope(REPLY, with_token(&inputs, &good)).await);
    assert_eq!(writes(&vendor), 0, "none of them was sent");
    assert_eq!(
        one.envelope(REPLY, with_token(&inputs, &good)).await["success"],
        true,
        "the unchanged token is still valid"
    );
}

#[tokio::test]
async fn processes_on_one_journal_share_tokens_and_their_use() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let (mut one, mut other) = (session(&journal, &vendor).await, session(&journal, &vendor).await);
    let shared = token(&one.envelope(DELETE, delete_inputs()).await);
    for _ in 0..5 {
        one.begin_call(DELETE, with_token(&delete_inputs(), &shared)).await;
        other.begin_call(DELETE, with_token(&delete_inputs(), &shared)).await;
    }
    let mut envelopes = one.envelopes(5).await;
    envelopes.extend(other.envelopes(5).await);
    assert_eq!(envelopes.iter().filter(|envelope| envelope["success"] == true).count(), 1, "{envelopes:?}");
    assert_eq!(writes(&vendor), 1);
    let after_a_restart = token(&other.envelope(DELETE, delete_inputs()).await);
    drop((one, other));
    let mut later = session(&journal, &vendor).await;
    token(&later.envelope(DELETE, with_token(&delete_inputs(), &shared)).await);
    assert_eq!(later.envelope(DELETE, with_token(&delete_inputs(), &after_a_restart)).await["success"], true);
    assert_eq!(writes(&vendor), 2);
}

#[tokio::test]
async fn effects_that_need_no_confirmation_are_carried_out() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut session = session(&journal, &vendor).await;
    let created = session.envelope("instantly_create_lead", json!({ "email": "joe@theirs.example" })).await;
    assert_eq!(created["success"], true, "a lead without a campaign needs no confirmation: {created}");
    assert_eq!(writes(&vendor), 1);
}

/// A client whose user gives the same answer to every elicitation.
#[derive(Clone)]
struct User(ElicitationAction);

impl ClientHandler for User {
    fn get_info(&self) -> ClientConfig {
        let capabilities = ClientCapabilities::builder().enable_elicitation().build();
        ClientConfig::new(capabilities, Implementation::new("test", "1"))
            .with_protocol_version(ProtocolVersion::V_2025_11_25)
    }

    async fn create_elicitation(
        &self,
        request: ElicitRequestParams,
        _: RequestContext<RoleClient>,
    ) -> Result<ElicitResult, ErrorData> {
        let ElicitRequestParams::FormElicitationParams { message, .. } = request else { panic!("a form") };
        assert!(message.contains("mail") && message.contains("Do you agree?"), "{message}");
        Ok(ElicitResult::new(self.0.clone()).with_content(json!({})))
    }
}

#[tokio::test]
async fn a_client_with_elicitation_asks_its_user() {
    for (action, success) in
        [(ElicitationAction::Accept, true), (ElicitationAction::Decline, false), (ElicitationAction::Cancel, false)]
    {
        let (vendor, journal) = (vendor().await, Journal::new());
        let transport = TokioChildProcess::new(with_confirm(&journal, &vendor)).unwrap();
        let client = User(action).serve(transport).await.unwrap();
        let inputs = reply_inputs("mail").as_object().unwrap().clone();
        let result = client.call_tool(CallToolRequestParams::new(REPLY).with_arguments(inputs)).await.unwrap();
        let envelope = result.structured_content.unwrap();
        assert_eq!(envelope["success"], success, "{envelope}");
        if success {
            assert_eq!(replies(&vendor), ["mail"]);
        } else {
            assert_eq!(envelope["error_kind"], "denied_by_policy", "{envelope}");
            assert!(envelope.get("confirm_token").is_none(), "the caller gets no token: {envelope}");
            assert_eq!(writes(&vendor), 0);
            journal.wait_for_outcomes(&["refused"]).await;
        }
        client.cancel().await.unwrap();
    }
}

/// A call of protocol 2026-07-28 from a client that can ask its user, with what it brings back.
async fn call_of_protocol_2026_07_28(
    session: &mut StdioSession,
    tool: &str,
    inputs: &Value,
    back: Option<(&str, &str)>,
) -> Value {
    let mut meta = modern_meta();
    meta["io.modelcontextprotocol/clientCapabilities"] = json!({ "elicitation": { "form": {} } });
    let mut params = json!({ "name": tool, "arguments": inputs, "_meta": meta });
    if let Some((action, state)) = back {
        params["inputResponses"] = json!({ "confirm": { "action": action, "content": {} } });
        params["requestState"] = state.into();
    }
    session.request("tools/call", params).await["result"].clone()
}

fn state(result: &Value) -> String {
    assert_eq!(result["resultType"], "input_required", "{result}");
    let request = &result["inputRequests"]["confirm"];
    assert_eq!(request["method"], "elicitation/create", "{result}");
    assert!(request["params"]["message"].as_str().unwrap().contains("Do you agree?"), "{result}");
    result["requestState"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_client_of_protocol_2026_07_28_asks_its_user_between_two_calls() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut session = StdioSession::start(with_confirm(&journal, &vendor));
    let mail = reply_inputs("mail");
    let declined = state(&call_of_protocol_2026_07_28(&mut session, REPLY, &mail, None).await);
    for action in ["decline", "cancel"] {
        let result = call_of_protocol_2026_07_28(&mut session, REPLY, &mail, Some((action, &declined))).await;
        assert_eq!(result["structuredContent"]["error_kind"], "denied_by_policy", "{result}");
    }
    let good = state(&call_of_protocol_2026_07_28(&mut session, REPLY, &mail, None).await);
    // For another call, or with a forged state, the user is asked again.
    state(
        &call_of_protocol_2026_07_28(&mut session, REPLY, &reply_inputs("other mail"), Some(("accept", &good))).await,
    );
    state(&call_of_protocol_2026_07_28(&mut session, DELETE, &delete_inputs(), Some(("accept", &good))).await);
    state(&call_of_protocol_2026_07_28(&mut session, REPLY, &mail, Some(("accept", "made up"))).await);
    assert_eq!(writes(&vendor), 0);
    let sent = call_of_protocol_2026_07_28(&mut session, REPLY, &mail, Some(("accept", &good))).await;
    assert_eq!(sent["structuredContent"]["success"], true, "{sent}");
    assert_eq!(replies(&vendor), ["mail"]);

    // A confirmation is for one deletion, however its state is spelled when it is sent again.
    let good = state(&call_of_protocol_2026_07_28(&mut session, DELETE, &delete_inputs(), None).await);
    assert_eq!(
        call_of_protocol_2026_07_28(&mut session, DELETE, &delete_inputs(), Some(("accept", &good))).await["structuredContent"]
            ["success"],
        true
    );
    for spelling in [good.clone(), format!("{good} "), format!("\n{good}")] {
        let used =
            call_of_protocol_2026_07_28(&mut session, DELETE, &delete_inputs(), Some(("accept", &spelling))).await;
        assert_ne!(used["structuredContent"]["success"], true, "{used}");
    }
    assert_eq!(writes(&vendor), 2);
}

/// A session of a client that can ask its user.
async fn asking_session(journal: &Journal, vendor: &MockVendor) -> StdioSession {
    let mut session = StdioSession::start(with_confirm(journal, vendor));
    let mut params = initialize("2025-11-25");
    params["capabilities"] = json!({ "elicitation": {} });
    session.request("initialize", params).await;
    session.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;
    session
}

/// Makes a call, answers the server's question with this result or error, and gives the call's envelope and the question.
async fn call_and_answer(session: &mut StdioSession, inputs: Value, answer: Value) -> (Value, String) {
    let call = session.begin_call(REPLY, inputs).await;
    let asked = loop {
        let message = session.receive().await;
        assert_ne!(message["id"], call, "the user is asked: {message}");
        if message["method"] == "elicitation/create" {
            break message;
        }
    };
    let mut reply = json!({ "jsonrpc": "2.0", "id": asked["id"] });
    reply.as_object_mut().unwrap().extend(answer.as_object().unwrap().clone());
    session.send(&reply).await;
    let envelope = session.answer(call).await["result"]["structuredContent"].clone();
    (envelope, asked["params"]["message"].as_str().unwrap().to_owned())
}

fn check_no_token(envelope: &Value) {
    assert_eq!(
        (&envelope["success"], &envelope["error_kind"]),
        (&json!(false), &json!("confirmation_required")),
        "{envelope}"
    );
    assert!(!envelope.to_string().contains("confirm_token"), "the model gets no token: {envelope}");
    assert!(envelope["error"].as_str().unwrap().contains("Nothing was sent"), "{envelope}");
}

#[tokio::test]
async fn a_client_that_can_ask_and_brings_no_answer_gets_no_token() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut session = asking_session(&journal, &vendor).await;
    for answer in [
        json!({ "error": { "code": -32603, "message": "no window" } }),
        json!({ "error": { "code": -32601, "message": "Method not found" } }),
        json!({ "result": { "action": "maybe", "content": {} } }),
        json!({ "result": { "action": "ACCEPT", "content": {} } }),
        json!({ "result": { "action": true } }),
        json!({ "result": {} }),
        json!({ "result": { "content": { "action": "accept" } } }),
    ] {
        let (envelope, question) = call_and_answer(&mut session, reply_inputs("mail"), answer).await;
        check_no_token(&envelope);
        assert!(question.contains("- body_text: \"mail\"") && question.ends_with("\nDo you agree?"), "{question}");
    }
    // A token from elsewhere does not stand in for the user.
    let mut elsewhere = self::session(&journal, &vendor).await;
    let token = token(&elsewhere.envelope(REPLY, reply_inputs("mail")).await);
    let declined = json!({ "result": { "action": "decline" } });
    let (envelope, _) = call_and_answer(&mut session, with_token(&reply_inputs("mail"), &token), declined).await;
    assert_eq!(envelope["error_kind"], "denied_by_policy", "{envelope}");
    assert!(replies(&vendor).is_empty());
    let (sent, _) =
        call_and_answer(&mut session, reply_inputs("mail"), json!({ "result": { "action": "accept", "content": {} } }))
            .await;
    assert_eq!(sent["success"], true, "{sent}");
    assert_eq!(replies(&vendor), ["mail"]);
    journal
        .wait_for_outcomes(&[
            "refused", "refused", "refused", "refused", "refused", "refused", "refused", "refused", "ok",
        ])
        .await;
}

#[tokio::test]
async fn an_answered_question_cannot_be_answered_again() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut session = StdioSession::start(with_confirm(&journal, &vendor));
    let mail = reply_inputs("mail");
    for action in ["decline", "cancel", "maybe"] {
        let asked = state(&call_of_protocol_2026_07_28(&mut session, REPLY, &mail, None).await);
        let first = call_of_protocol_2026_07_28(&mut session, REPLY, &mail, Some((action, &asked))).await;
        let kind = if action == "maybe" { "confirmation_required" } else { "denied_by_policy" };
        assert_eq!(first["structuredContent"]["error_kind"], kind, "{first}");
        let second = call_of_protocol_2026_07_28(&mut session, REPLY, &mail, Some(("accept", &asked))).await;
        check_no_token(&second["structuredContent"]);
    }
    // The client's state is no token for the model, and the model's token is no state.
    let asked = state(&call_of_protocol_2026_07_28(&mut session, REPLY, &mail, None).await);
    let mut without_elicitation = self::session(&journal, &vendor).await;
    let given = token(&without_elicitation.envelope(REPLY, with_token(&mail, &asked)).await);
    state(&call_of_protocol_2026_07_28(&mut session, REPLY, &mail, Some(("accept", &given))).await);
    assert!(replies(&vendor).is_empty());
    let sent = call_of_protocol_2026_07_28(&mut session, REPLY, &mail, Some(("accept", &asked))).await;
    assert_eq!(sent["structuredContent"]["success"], true, "{sent}");
    assert_eq!(replies(&vendor), ["mail"]);
}

#[tokio::test]
async fn a_person_sees_whom_a_reply_reaches() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut session = session(&journal, &vendor).await;
    let read = json!({
        "id": "1", "eaccount": "jane@ours.example", "from_address_email": "joe@theirs.example", "lead": "joe@theirs.example",
        "to_address_email_list": "jane@ours.example", "cc_address_email_list": "\"Boss, The\" <boss@theirs.example>, x@theirs.example",
        "bcc_address_email_list": "nobody@theirs.example", "reply_to": "\u{202e}x@theirs.example",
    });
    vendor.answer_first_reads_with(200, &read);
    let asked = session.envelope(REPLY, reply_inputs("mail")).await;
    let preview = asked["preview"].as_str().unwrap();
    let line = r#"Named by the message that it answers (4): "joe@theirs.example", "\u{202e}x@theirs.example", "boss@theirs.example", "x@theirs.example""#;
    assert!(preview.lines().any(|shown| shown == line), "{preview}");
    let [seen] = &vendor.first_reads()[..] else { panic!("one read: {:?}", vendor.first_reads()) };
    assert_eq!(vendor.requests().len(), 0);
    let answered = reply_inputs("mail")["reply_to_uuid"].as_str().unwrap().to_owned();
    assert_eq!((seen.method.as_str(), seen.target.as_str()), ("GET", format!("/api/v2/emails/{answered}").as_str()));
    vendor.answer_first_reads_with(404, "{}");
    // Without the flag a mail that cannot be read is not answered at all.
    let refused = session.envelope(REPLY, reply_inputs("mail")).await;
    assert_eq!((&refused["error_kind"], refused.get("confirm_token")), (&json!("not_found"), None), "{refused}");
    let mut inputs = reply_inputs("mail");
    inputs["allow_reply_to_self"] = json!(true);
    let unread = session.envelope(REPLY, inputs).await;
    assert!(unread["preview"].as_str().unwrap().contains("It is not known whom it reaches"), "{unread}");
    token(&unread);
}

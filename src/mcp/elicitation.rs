//! Asks the user of a client to confirm a call (elicitation).
//!
//! Before protocol version 2026-07-28 the server asks while the call waits. Since then the call returns a question, and the
//! client repeats the call with the answer.

use std::{collections::BTreeMap, sync::Arc};

use futures_util::FutureExt;
use rmcp::{
    RoleServer,
    model::{
        CallToolResponse, ElicitRequest, ElicitRequestParams, ElicitationAction, ElicitationSchema, InputRequest,
        InputRequiredResult, InputResponses, ProtocolVersion,
    },
    service::RequestContext,
};
use serde_json::Value;

use crate::guard::confirm::{Approver, EXPIRY, Question, Returned};

/// The id of the question in an input-required result.
const CONFIRM: &str = "confirm";

/// How the client's user can be asked during this request. `answers` and `state` are what the client sent back from an
/// earlier question.
pub(super) fn approver(
    context: &RequestContext<RoleServer>,
    answers: Option<InputResponses>,
    state: Option<String>,
) -> Approver {
    let elicitation = context.client_capabilities().and_then(|capabilities| capabilities.elicitation);
    // A client that names no mode supports forms.
    if !elicitation.is_some_and(|modes| modes.form.is_some() || modes.url.is_none()) {
        return Approver::Nobody;
    }
    if context.protocol_version().is_some_and(|version| version >= ProtocolVersion::V_2026_07_28) {
        let action =
            answers.as_ref().and_then(|answers| answers.get(CONFIRM)?.get("action")?.as_str().map(str::to_owned));
        let returned = action.zip(state).map(|(action, state)| Returned { state, agreed: action == "accept" });
        return Approver::Retry(returned);
    }
    let peer = context.peer.clone();
    Approver::Elicit(Arc::new(move |preview| {
        let peer = peer.clone();
        async move {
            let asked = peer.create_elicitation_with_timeout(form(preview), Some(EXPIRY)).await;
            asked.ok().map(|answer| matches!(answer.action, ElicitationAction::Accept))
        }
        .boxed()
    }))
}

/// The result that asks the client's user and has the client repeat the call.
pub(super) fn ask(question: Question) -> CallToolResponse {
    let Question { preview, state } = question;
    let request = InputRequest::Elicitation(ElicitRequest::new(form(preview)));
    let requests = BTreeMap::from([(CONFIRM.to_owned(), request)]);
    InputRequiredResult::new(Some(requests), Some(state)).into()
}

/// A form without fields: the user only accepts or declines.
fn form(preview: String) -> ElicitRequestParams {
    ElicitRequestParams::FormElicitationParams {
        meta: None,
        message: format!("An agent wants to do this. {preview} Do you agree?"),
        requested_schema: ElicitationSchema::new(BTreeMap::new()),
    }
}

/// The answers and the state in the parameters of a request that the SDK has not parsed.
pub(super) fn answers_in(params: &Value) -> (Option<InputResponses>, Option<String>) {
    let answers = params.get("inputResponses").and_then(|answers| serde_json::from_value(answers.clone()).ok());
    (answers, params.get("requestState").and_then(Value::as_str).map(str::to_owned))
}

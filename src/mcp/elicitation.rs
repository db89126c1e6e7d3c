//! The person at the client, where the client can ask them: while a call waits, or, since protocol 2026-07-28, before the
//! client makes the call again.

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

/// The question's name among those that a client may be asked.
const CONFIRM: &str = "confirm";

/// Who can be asked in this request, with what the client has brought back.
pub fn of(context: &RequestContext<RoleServer>, answers: Option<InputResponses>, state: Option<String>) -> Approver {
    let elicitation = context.client_capabilities().and_then(|capabilities| capabilities.elicitation);
    // One that names no mode knows forms.
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

/// What tells the client to ask its user and to make the call again.
pub fn ask(question: Question) -> CallToolResponse {
    let Question { preview, state } = question;
    let request = InputRequest::Elicitation(ElicitRequest::new(form(preview)));
    let requests = BTreeMap::from([(CONFIRM.to_owned(), request)]);
    InputRequiredResult::new(Some(requests), Some(state)).into()
}

/// A question that is answered by agreeing to it or not.
fn form(preview: String) -> ElicitRequestParams {
    ElicitRequestParams::FormElicitationParams {
        meta: None,
        message: format!("An agent wants to do this. {preview} Do you agree?"),
        requested_schema: ElicitationSchema::new(BTreeMap::new()),
    }
}

/// The answers that a request brings, where its parameters are read by hand.
pub fn answers_in(params: &Value) -> (Option<InputResponses>, Option<String>) {
    let answers = params.get("inputResponses").and_then(|answers| serde_json::from_value(answers.clone()).ok());
    (answers, params.get("requestState").and_then(Value::as_str).map(str::to_owned))
}

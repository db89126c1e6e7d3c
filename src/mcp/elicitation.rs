//! Asks the user of a client to confirm a call (elicitation).
//!
//! Before protocol version 2026-07-28 the server asks while the call waits. Since then the call returns a question, and the
//! client repeats the call with the answer.

use std::{collections::BTreeMap, sync::Arc};

use futures_util::FutureExt;
use rmcp::{
    RoleServer,
    model::{
        CallToolResponse, ElicitRequest, ElicitRequestParams, ElicitResult, ElicitationAction, ElicitationSchema,
        InputRequest, InputRequiredResult, InputResponses, ProtocolVersion,
    },
    service::{RequestContext, ServiceError},
};
use serde_json::Value;

use super::accept;
use crate::guard::confirm::{Answer, Approver, EXPIRY, Question, Returned};

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
        let given = answers.as_ref().and_then(|answers| answers.get(CONFIRM));
        let answer = given.map(|given| answer(given.get("action").and_then(|action| action.as_str())));
        return Approver::Retry(answer.zip(state).map(|(answer, state)| Returned { state, answer }));
    }
    // There is no stream for the question.
    if accept::has_one_answer(context) {
        return Approver::Nobody;
    }
    let peer = context.peer.clone();
    Approver::Elicit(Arc::new(move |preview| {
        let peer = peer.clone();
        async move { outcome(peer.create_elicitation_with_timeout(form(preview), Some(EXPIRY)).await) }.boxed()
    }))
}

/// The answer in the client's answer to an elicitation.
fn outcome(asked: Result<ElicitResult, ServiceError>) -> Answer {
    match asked.map(|result| result.action) {
        Ok(ElicitationAction::Accept) => Answer::Agreed,
        Ok(ElicitationAction::Decline | ElicitationAction::Cancel) => Answer::Declined,
        Err(ServiceError::Timeout { .. }) => Answer::Missing("the user did not answer within ten minutes"),
        Err(_) => Answer::Missing(NO_ANSWER),
        Ok(_) => Answer::Missing(NO_ANSWER),
    }
}

/// The answer with this action.
fn answer(action: Option<&str>) -> Answer {
    match action {
        Some("accept") => Answer::Agreed,
        Some("decline" | "cancel") => Answer::Declined,
        _ => Answer::Missing(NO_ANSWER),
    }
}

const NO_ANSWER: &str = "the client did not bring an answer of its user's (`accept`, `decline` or `cancel`)";

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
        message: format!("An agent wants to do this. {preview}\nDo you agree?"),
        requested_schema: ElicitationSchema::new(BTreeMap::new()),
    }
}

/// The answers and the state in the parameters of a request that the SDK has not parsed.
pub(super) fn answers_in(params: &Value) -> (Option<InputResponses>, Option<String>) {
    let answers = params.get("inputResponses").and_then(|answers| serde_json::from_value(answers.clone()).ok());
    (answers, params.get("requestState").and_then(Value::as_str).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use rmcp::{
        model::{ElicitResult, ElicitationAction},
        service::ServiceError,
    };

    use super::{EXPIRY, answer, outcome};
    use crate::guard::confirm::Answer;

    #[test]
    fn only_accept_is_agreement_and_silence_is_no_answer() {
        assert_eq!(outcome(Ok(ElicitResult::new(ElicitationAction::Accept))), Answer::Agreed);
        assert_eq!(outcome(Ok(ElicitResult::new(ElicitationAction::Decline))), Answer::Declined);
        let silence = outcome(Err(ServiceError::Timeout { timeout: EXPIRY }));
        assert_eq!(silence, Answer::Missing("the user did not answer within ten minutes"));
        assert!(matches!(outcome(Err(ServiceError::UnexpectedResponse)), Answer::Missing(_)));
        assert_eq!(answer(Some("accept")), Answer::Agreed);
        for other in [None, Some("Accept"), Some(""), Some("yes")] {
            assert!(matches!(answer(other), Answer::Missing(_)), "{other:?}");
        }
    }
}

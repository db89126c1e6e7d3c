//! The finder's and the verifier's calls of v2 under the tools of v1: a task that one call starts and another reads.

use outreach_model::{
    about::Poll,
    endpoint::{Call, Endpoint},
    error::{ErrorKind, Failure},
    ids::Id,
    request::Request,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::{
    Many, State,
    task::{Task, Wait},
    v2_tasks::{Row, Rows},
};

/// A task of v2, as the tools of v1 speak of it.
#[derive(Debug, Deserialize)]
#[serde(transparent, bound = "R: DeserializeOwned")]
pub(crate) struct Work<R>(Task<Rows<R>>);

/// The words for how it stands that v1 has for its own.
const RUNS: &str = "in_progress";
const ENDED: &str = "complete";

/// Which call reads the result of a task, by its `task_hash`.
pub(crate) const RESULT_OF_NAMES: Call = Call::get("/v2/emails-by-domain-by-name/result");
pub(crate) const RESULT_OF_VERIFICATION: Call = Call::get("/v2/email-verification/result");
pub(crate) const RESULT_OF_PROFILES: Call = Call::get("/v2/li-profiles-by-urls/result");

/// The request for the result of a task; where the caller has no hash and no start is known, `lacking` says why that is needed, `start`
/// how to start one.
pub(crate) fn result_of<K>(
    call: &Call,
    task_hash: Option<&Id<K>>,
    lacking: &str,
    start: &str,
) -> Result<Request, Failure> {
    match task_hash {
        Some(hash) => call.request(&json!({ "task_hash": hash.0 })),
        None => Err(Failure::new(
            ErrorKind::NotFound,
            format!("{lacking} No start of it is known here. Nothing was started. {start}"),
        )),
    }
}

/// The texts that an input lists, or the one that it is; for the things that a start is about.
pub(crate) fn listed(inputs: &Value, name: &str) -> Vec<Value> {
    match inputs.get(name) {
        Some(Value::Array(items)) => items.clone(),
        Some(item @ Value::String(_)) => vec![item.clone()],
        _ => Vec::new(),
    }
}

impl<R: Row> Work<R> {
    /// What a start asks next. `E` is the tool that reads the result by the call `result`.
    pub(crate) fn go_on<E: Endpoint>(
        &mut self,
        before: Option<&Self>,
        result: &Call,
        wait: Option<Wait>,
    ) -> Result<Option<Poll>, String> {
        let known = before.and_then(|before| before.0.task_hash()).map(str::to_owned);
        let next = self.0.go_on(known, result, E::ABOUT.name, wait)?;
        Ok(next.map(|next| {
            let outputs = [
                ("sent", json!(true)),
                ("status", json!({ "identifier": RUNS })),
                ("task_hash", json!(self.0.task_hash())),
            ];
            Poll { outputs: outputs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), ..next }
        }))
    }

    /// Takes up an earlier start with these outputs, where its task ran on.
    pub(crate) fn resume(outputs: &Map<String, Value>) -> Option<Self> {
        let runs = outputs.get("status")?.get("identifier")?.as_str() == Some(RUNS);
        let hash = outputs.get("task_hash")?.as_str().filter(|_| runs)?;
        Some(Self(Task::running(hash.to_owned())))
    }

    pub(crate) fn is_completed(&self) -> bool {
        self.0.is_completed()
    }

    pub(crate) fn task_hash(&self) -> Option<String> {
        self.0.task_hash().map(str::to_owned)
    }

    /// How it stands.
    pub(crate) fn state(&self) -> State {
        State::of(if self.is_completed() { ENDED } else { RUNS })
    }

    /// What the task was asked for, row by row, where the answer repeats it.
    pub(crate) fn asked(&self) -> &[Value] {
        self.0.repeated()
    }

    /// The rows so far.
    pub(crate) fn rows(&self) -> &[R] {
        self.0.found().map(|Rows(Many(rows))| rows.as_slice()).unwrap_or_default()
    }

    /// The same, taken out.
    pub(crate) fn into_rows(self) -> Vec<R> {
        self.0.into_found().map(|Rows(Many(rows))| rows).unwrap_or_default()
    }
}

//! A search as a task at the vendor: one action starts it, another asks for its result by the task's hash. Both wait for its
//! end by polling.

use std::{marker::PhantomData, time::Duration};

use outreach_model::{
    about::Poll,
    endpoint::{Answer, Call, Endpoint},
    ids::{Id, Kind},
    lenient::{Int, Text},
    remarks::Remarks,
    response,
    schema::JsonSchema,
};
use percent_encoding::percent_decode_str;
#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize, Serializer, de::DeserializeOwned};
use serde_json::{Map, Value, json};

/// Seconds that a search is waited for where the caller does not say.
const DEFAULT_WAIT_S: u64 = 25;

/// How to find out whether a search was started.
pub(crate) const VERIFY_BY_BALANCE: &str =
    "Compare snov_get_balance with what it was: a search that was started has cost its credit.";

/// An action that starts a search or asks for its result.
pub(crate) trait Search {
    /// The action that asks for the result; its path takes `task_hash`.
    type Result: Endpoint;

    /// The hash that the caller has, where the action asks for a result.
    fn task_hash(&self) -> Option<&str> {
        None
    }

    /// How long the caller waits for the end.
    fn wait(&self) -> Option<Wait>;
}

/// An action that starts a search.
pub(crate) trait Started: 'static {
    /// The kind of the search's `task_hash`.
    type Id: Kind;
}

/// `search!(Start, Result, Id)`: the action `Start` starts a search, the action `Result` asks for what it found by
/// the id of the kind `Id`.
macro_rules! search {
    ($start:ty, $result:ty, $id:ty) => {
        impl Search for $start {
            type Result = $result;

            fn wait(&self) -> Option<Wait> {
                self.wait_seconds
            }
        }

        impl Started for $start {
            type Id = $id;
        }
    };
}

pub(crate) use search;

/// Seconds that a call waits for the end of a search. It is not sent to the vendor.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Wait(u64);

impl Serialize for Wait {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_none()
    }
}

#[cfg(debug_assertions)]
impl JsonSchema for Wait {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Wait".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "integer",
            "maximum": 50,
            "minimum": 0,
            "default": DEFAULT_WAIT_S,
            "description": "Seconds to wait for the result; the status of a search that runs longer is in_progress",
        })
    }
}

/// The action that asks for the result of a search that `S` starts.
#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(bound = "")]
#[schemars(bound = "", rename = "ResultOf")]
pub(crate) struct ResultOf<S: Started> {
    /// `task_hash` that the start returned, unchanged; no other search's
    task_hash: Id<S::Id>,
    wait_seconds: Option<Wait>,
    #[serde(skip)]
    start: PhantomData<fn() -> S>,
}

impl<S: Started> Search for ResultOf<S>
where
    Self: Endpoint,
{
    type Result = Self;

    fn task_hash(&self) -> Option<&str> {
        Some(&self.task_hash.0)
    }

    fn wait(&self) -> Option<Wait> {
        self.wait_seconds
    }
}

/// How a search stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Status {
    InProgress,
    Completed,
}

/// What these inputs ask for row by row, else what the answer repeats of it.
fn asked_by(inputs: &impl Serialize, repeated: Vec<Value>) -> Vec<Value> {
    let asked = serde_json::to_value(inputs).map(|inputs| asked_in(&inputs)).unwrap_or_default();
    if asked.is_empty() { repeated } else { asked }
}

/// What the vendor answers to a search that finds `F`.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Raw", bound = "F: DeserializeOwned")]
pub(crate) struct Task<F> {
    /// `None` while the search runs, and where it found nothing.
    found: Option<F>,
    meta: Meta,
    next: Option<url::Url>,
    status: Status,
    task_hash: Option<String>,
}

/// The `meta` of a search.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Meta {
    task_hash: Option<Text>,
    pub(super) page: Option<Int>,
    pub(super) next: Option<Text>,
    pub(super) total_count: Option<Int>,
    pub(super) prospects_count: Option<Int>,
    pub(super) emails_count: Option<Int>,
    pub(super) generic_contacts_count: Option<Int>,
    /// What was asked for, one value for each row, where a search is asked for several at once.
    #[serde(skip)]
    pub(super) asked: Vec<Value>,
}

/// Under these names inputs have what is asked for row by row, and the `meta` of an answer repeats it.
const ASKED: [&str; 4] = ["rows", "emails", "urls", "names"];

/// What these inputs, or this `meta`, ask for row by row; nothing where they ask for one thing.
fn asked_in(inputs: &Value) -> Vec<Value> {
    let asked = ASKED.into_iter().find_map(|name| inputs.get(name)?.as_array());
    asked.cloned().unwrap_or_default()
}

/// What a search finds, and what the tool returns of it.
pub(crate) trait Findings: DeserializeOwned + Default + Send + Sync {
    type Outputs: Serialize + JsonSchema;

    /// Whether it is an empty list.
    fn has_nothing(&self) -> bool {
        false
    }

    /// `found` is `None` while the search runs; `next` is the vendor's link to the next page.
    fn outputs(found: Option<Self>, meta: Meta, next: Option<url::Url>) -> Self::Outputs;
}

impl<F: Findings> Task<F> {
    /// The note on a page of a search that has nothing, where `page` leads beyond the first.
    pub(crate) fn past_the_end(&self, page: &str) -> Remarks {
        let has_nothing = self.found.as_ref().is_none_or(F::has_nothing);
        if self.status == Status::InProgress || !has_nothing {
            return Remarks::default();
        }
        Remarks::note(format!("The search found nothing at this `{page}`: it lies past the last result."))
    }

    /// What a search that has ended found, and what it was asked for by these inputs; `None` while it runs.
    pub(super) fn ended(&self, inputs: &impl Serialize) -> Option<(Option<&F>, Vec<Value>)> {
        let asked = || asked_by(inputs, self.meta.asked.clone());
        (self.status == Status::Completed).then(|| (self.found.as_ref(), asked()))
    }

    /// A search of this hash that runs.
    pub(super) fn running(task_hash: String) -> Self {
        let meta = Meta::default();
        Self { found: None, meta, next: None, status: Status::InProgress, task_hash: Some(task_hash) }
    }

    pub(super) fn is_completed(&self) -> bool {
        self.status == Status::Completed
    }

    pub(super) fn task_hash(&self) -> Option<&str> {
        self.task_hash.as_deref()
    }

    pub(super) const fn found(&self) -> Option<&F> {
        self.found.as_ref()
    }

    pub(super) fn into_found(self) -> Option<F> {
        self.found
    }

    /// What the answer repeats of what was asked for, row by row.
    pub(super) fn repeated(&self) -> &[Value] {
        &self.meta.asked
    }

    /// What to ask next while it runs: `result` is the call that answers its result by the `task_hash`, `read` the tool that does. A
    /// hash that is known is kept, whatever hash an answer brings.
    pub(super) fn go_on(
        &mut self,
        known: Option<String>,
        result: &Call,
        read: &str,
        wait: Option<Wait>,
    ) -> Result<Option<Poll>, String> {
        self.task_hash = known.or(self.task_hash.take());
        if self.status == Status::Completed {
            return Ok(None);
        }
        let Some(hash) = self.task_hash.as_deref() else { return Err("it holds no task_hash".to_owned()) };
        let request = result.request(&json!({ "task_hash": hash })).map_err(|failure| failure.message)?;
        Ok(Some(Poll {
            request,
            within: Duration::from_secs(wait.map_or(DEFAULT_WAIT_S, |Wait(seconds)| seconds)),
            state: "the search is under way".into(),
            resume: format!(
                "The search was started: its `task_hash` is `{hash}`. Read its result with snov_{read} and that `task_hash`, which costs \
                 nothing more; do not start it again."
            ),
            outputs: Map::from_iter([
                ("status".to_owned(), "in_progress".into()),
                ("task_hash".to_owned(), hash.into()),
            ]),
        }))
    }

    /// The page that the vendor answered.
    pub(crate) fn page(&self) -> Option<i64> {
        self.meta.page.map(|Int(page)| page)
    }
}

/// What the tool returns of a search.
#[derive(Serialize, JsonSchema)]
pub(crate) struct TaskOutputs<O> {
    /// completed: the result is here; in_progress: go on with `task_hash`
    status: Status,
    /// For the tool that gives the result of this search
    task_hash: Option<String>,
    #[serde(flatten)]
    found: O,
}

#[derive(Deserialize)]
struct Raw {
    #[serde(default)]
    data: Value,
    #[serde(default)]
    meta: Value,
    #[serde(default)]
    links: Value,
    status: Option<Text>,
    task_hash: Option<Text>,
}

impl<F: DeserializeOwned> TryFrom<Raw> for Task<F> {
    type Error = String;

    fn try_from(raw: Raw) -> Result<Self, String> {
        let Raw { data, meta, links, status, task_hash: at_top } = raw;
        // The vendor writes an empty object as a list.
        let asked = asked_in(&meta);
        let meta: Meta = if meta.is_object() { part("meta", &meta)? } else { Meta::default() };
        let meta = Meta { asked, ..meta };
        let link = |key: &str| link(links.get(key)?.as_str()?);
        let in_data = data.get("task_hash").and_then(Value::as_str).filter(|hash| !hash.is_empty()).map(str::to_owned);
        let task_hash = link("result")
            .and_then(|link| hash_in(&link))
            .or_else(|| meta.task_hash.as_ref().map(|Text(hash)| hash.clone()).filter(|hash| !hash.is_empty()))
            .or_else(|| in_data.clone())
            .or_else(|| at_top.map(|Text(hash)| hash).filter(|hash| !hash.is_empty()));
        let none = data.is_null()
            || data.as_array().is_some_and(Vec::is_empty)
            || data.as_object().is_some_and(serde_json::Map::is_empty);
        let said = status.map(|Text(status)| status.trim().to_ascii_lowercase());
        let status = match said.as_deref() {
            Some("completed" | "complete" | "done" | "finished" | "success") => Status::Completed,
            None | Some("") if !none && in_data.is_none() => Status::Completed,
            // `in progress`, `in_progress`, and words that are not documented.
            _ => Status::InProgress,
        };
        let found = if none || status == Status::InProgress { None } else { Some(part("data", &data)?) };
        Ok(Self { found, meta, next: link("next"), status, task_hash })
    }
}

fn part<T: DeserializeOwned>(name: &str, value: &Value) -> Result<T, String> {
    response::decode_value(value).map_err(|error| format!("in `{name}`, {error}"))
}

/// A link of the vendor's, with or without its host.
pub(super) fn link(text: &str) -> Option<url::Url> {
    let text = Some(text.trim()).filter(|text| !text.is_empty())?;
    url::Url::parse("https://api.snov.io/").ok()?.join(text).ok()
}

/// The hash of a task or of a prospect: the last segment of a link.
pub(super) fn hash_in(link: &url::Url) -> Option<String> {
    if let Some((_, hash)) = link.query_pairs().find(|(name, _)| name == "task_hash") {
        return Some(hash.into_owned()).filter(|hash| !hash.is_empty());
    }
    let last = link.path_segments()?.rfind(|segment| !segment.is_empty())?;
    Some(percent_decode_str(last).decode_utf8_lossy().into_owned())
}

impl<E: Search + Serialize, F: Findings> Answer<E> for Task<F> {
    type Output = TaskOutputs<F::Outputs>;

    fn poll(&mut self, inputs: &E, before: Option<&Self>) -> Result<Option<Poll>, String> {
        let known = before.and_then(|before| before.task_hash.clone());
        let known = known.or_else(|| inputs.task_hash().map(str::to_owned));
        self.go_on(known, &E::Result::CALL, E::Result::ABOUT.name, inputs.wait())
    }

    fn resume(outputs: &Map<String, Value>) -> Option<Self> {
        let text = |name: &str| outputs.get(name)?.as_str();
        text("task_hash").filter(|_| text("status") == Some("in_progress")).map(|hash| Self::running(hash.to_owned()))
    }

    fn output(self, inputs: E) -> Self::Output {
        let Self { found, meta, next, status, task_hash } = self;
        let meta = Meta { asked: asked_by(&inputs, meta.asked), ..meta };
        let found = (status == Status::Completed).then(|| found.unwrap_or_default());
        TaskOutputs { status, task_hash, found: F::outputs(found, meta, next) }
    }
}

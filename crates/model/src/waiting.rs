//! Work that runs on at the vendor after a call that is data alone: a background job. The call waits for its end by asking again, or
//! says how to read on.

use std::time::Duration;

#[cfg(debug_assertions)]
use serde_json::json;
use serde_json::{Map, Value};

use crate::{about::Poll, effect::Effect, endpoint::Call, remarks::Remarks, request::Request, schema};

/// The input that says how long a call waits, in seconds. It is this program's own.
pub const WAIT_SECONDS: &str = "wait_seconds";

/// Seconds that a call waits where the caller does not say.
const DEFAULT_WAIT_S: u64 = 25;

/// Where the outputs have the state of a job whose id alone the answer holds, and how much of it is done.
const HELD_STATUS: &str = "job_status";
const HELD_PROGRESS: &str = "job_progress";

/// How the end of what a call has started is waited for. The action then takes [`WAIT_SECONDS`].
#[derive(Clone, Copy, Debug)]
pub struct Waits {
    /// Where the answer has it.
    pub found: Found,
    /// What it is: "job".
    pub what: &'static str,
    /// The read that answers it; its path takes the id. A read whose answer it is asks for it again as it did first.
    pub read: Call,
    /// The field of it that holds its id.
    pub id: &'static str,
    /// The field of it that says how it stands.
    pub status: &'static str,
    /// The field of it that says how much is done, in percent.
    pub progress: Option<&'static str>,
    /// What a word in that field means.
    pub stand: fn(&str) -> Stand,
    /// The tool that answers it later, by its whole name, and the input of it that takes the id.
    pub later: (&'static str, &'static str),
}

/// Where an answer has what runs on.
#[derive(Clone, Copy, Debug)]
pub enum Found {
    /// It is the answer.
    Whole,
    /// The answer has its id in this field, if it has started anything. Its state becomes outputs: `job_status`, `job_progress`.
    ById(&'static str),
}

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It runs, or is in a state that is not known.
    Running,
    /// It is at its end.
    Done,
    /// It is over, and was not carried out, or not all of it.
    Failed,
}

/// Of one call: what it waits for, how long, and what is known of it.
pub(crate) struct Wait {
    waits: Waits,
    within: Duration,
    /// The request of a read whose answer it is.
    again: Option<Request>,
    is_read: bool,
    id: Option<String>,
    status: Option<String>,
    progress: Option<Value>,
}

impl Wait {
    /// Of a call with these inputs and this request.
    pub(crate) fn new(waits: Waits, inputs: &Map<String, Value>, effect: Effect, request: &Request) -> Self {
        let within = inputs.get(WAIT_SECONDS).and_then(Value::as_u64).unwrap_or(DEFAULT_WAIT_S);
        Self {
            waits,
            within: Duration::from_secs(within),
            again: (effect.is_read() && matches!(waits.found, Found::Whole)).then(|| request.clone()),
            is_read: effect.is_read(),
            id: None,
            status: None,
            progress: None,
        }
    }

    /// Notes how it stands, from the first answer.
    pub(crate) fn first(&mut self, answer: &Value) {
        match self.waits.found {
            Found::Whole => self.note(answer),
            Found::ById(field) => self.id = text(answer, field),
        }
    }

    /// Notes how it stands, from what a poll answered. What an answer does not repeat is kept.
    pub(crate) fn note(&mut self, work: &Value) {
        self.id = self.id.take().or_else(|| text(work, self.waits.id));
        self.status = text(work, self.waits.status).or(self.status.take());
        let progress = self.waits.progress.and_then(|field| work.get(field)).filter(|progress| progress.is_number());
        self.progress = progress.cloned().or(self.progress.take());
    }

    /// Whether a poll's answer becomes the outputs, or says something of those of the first answer.
    pub(crate) const fn is_whole(&self) -> bool {
        matches!(self.waits.found, Found::Whole)
    }

    /// Adds its state to outputs that do not have it.
    pub(crate) fn add_to(&self, outputs: &mut Map<String, Value>) {
        if self.is_whole() {
            return;
        }
        outputs.extend(self.status.clone().map(|status| (HELD_STATUS.to_owned(), status.into())));
        outputs.extend(self.progress.clone().map(|progress| (HELD_PROGRESS.to_owned(), progress)));
    }

    /// Takes up an earlier call with these outputs, of which `work` are the vendor's.
    pub(crate) fn resume(&mut self, outputs: &Map<String, Value>, work: &Value) {
        self.first(work);
        if !self.is_whole() {
            self.status = outputs.get(HELD_STATUS).and_then(Value::as_str).map(str::to_owned);
        }
    }

    fn stand(&self) -> Stand {
        let status = self.status.as_deref().map(|status| status.trim().to_ascii_lowercase());
        status.map_or(Stand::Running, |status| (self.waits.stand)(&status))
    }

    /// What to ask next; `None` where it is over, or nothing was started. `outputs` are those so far.
    ///
    /// # Errors
    ///
    /// Where its id cannot be asked for.
    pub(crate) fn poll(&self, outputs: &Map<String, Value>) -> Result<Option<Poll>, String> {
        let Some(id) = self.id.as_deref().filter(|_| self.stand() == Stand::Running) else { return Ok(None) };
        let input = self.waits.read.object().unwrap_or("id").to_owned();
        let request = match &self.again {
            Some(request) => Ok(request.clone()),
            None => self.waits.read.request_of(Map::from_iter([(input, id.into())])),
        };
        let request = request.map_err(|failure| failure.message)?;
        let what = self.waits.what;
        let started = if self.is_read {
            format!("The {what} `{id}` goes on.")
        } else {
            format!("The {what} `{id}` was started and goes on; do not make the call again.")
        };
        Ok(Some(Poll {
            request,
            within: self.within,
            state: format!("the {what} is {}", self.how_far()).into(),
            resume: format!("{started} {}", self.read_on(id)),
            outputs: outputs.clone(),
        }))
    }

    /// What is known of how it stands: "`in-progress`, 50 % done".
    fn how_far(&self) -> String {
        let status = self.status.as_deref().map_or_else(|| "under way".to_owned(), |status| format!("`{status}`"));
        match &self.progress {
            Some(progress) => format!("{status}, {progress} % done"),
            None => status,
        }
    }

    fn read_on(&self, id: &str) -> String {
        let (tool, input) = self.waits.later;
        format!("Read on with {tool}, `{input}` set to `{id}`, which waits as well.")
    }

    /// What to say of an answer before the end, and of an end that is none of success.
    pub(crate) fn remarks(&self) -> Remarks {
        let what = self.waits.what;
        match (self.stand(), &self.id) {
            (Stand::Running, Some(id)) => {
                let again = if self.is_read { "" } else { " Do not make the same call again." };
                Remarks::note(format!(
                    "The {what} is {} and goes on by itself. {}{again}",
                    self.how_far(),
                    self.read_on(id)
                ))
            }
            (Stand::Failed, _) => Remarks::warning(format!(
                "The {what} has ended without success: it is {}. Part of it may be done, and why it ended is not said: look at \
                 what it was to change before you start it again.",
                self.how_far()
            )),
            (Stand::Running | Stand::Done, _) => Remarks::default(),
        }
    }
}

/// The text or number at this field, as a text.
fn text(of: &Value, field: &str) -> Option<String> {
    crate::lookup::text(of, field)
}

/// The schema of [`WAIT_SECONDS`].
#[cfg(debug_assertions)]
pub(crate) fn input(waits: &Waits) -> Value {
    let mut schema = json!({
        "type": "integer",
        "minimum": 0,
        "maximum": 50,
        "default": DEFAULT_WAIT_S,
        "description": format!(
            "Seconds to wait for the end of the {what}; one that takes longer goes on, and {} reads it",
            waits.later.0,
            what = waits.what
        ),
    });
    if let Some(schema) = schema.as_object_mut() {
        schema.insert(crate::endpoint::UNSENT.to_owned(), true.into());
    }
    schema
}

/// The schemas of the outputs that it adds.
#[cfg(debug_assertions)]
pub(crate) fn outputs(waits: &Waits) -> Map<String, Value> {
    let Found::ById(_) = waits.found else { return Map::new() };
    let what = waits.what;
    let status =
        json!({ "type": "string", "description": format!("How the {what} stands; absent where it is not known") });
    let progress = json!({ "type": "number", "description": format!("How much of the {what} is done, in percent") });
    let progress = waits.progress.map(|_| (HELD_PROGRESS.to_owned(), progress));
    Map::from_iter([(HELD_STATUS.to_owned(), status)].into_iter().chain(progress))
}

/// The outputs of an earlier call without what was said of it.
pub(crate) fn without_remarks(outputs: &Map<String, Value>) -> Map<String, Value> {
    let kept = outputs.iter().filter(|(name, _)| !schema::is_common(name));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}

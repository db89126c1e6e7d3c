//! The form of an action that is data alone: a path, inputs that are sent as they are, an answer that is given as it is.
//!
//! Most of a vendor's calls are of this form. Their inputs and outputs are types as those of [`crate::endpoint::Endpoint`] are, but only
//! their schemas are used: a call is checked, sent and read by these ([`crate::arguments`], `shape.rs`). So such an
//! action adds its texts to the program and next to no code. What needs a look at the inputs is a function over JSON.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::{
    about::{About, Poll},
    arguments::Problems,
    effect::Effect,
    endpoint::{Call, UNSENT},
    error::Failure,
    ids::{self, GivenId},
    lookup::{
        Completes, Counted, Existing, ExistingAmong, FollowAll, FollowUp, KnownKeys, Lookup, Reaches, ReadFirst,
        SetsOff, Traces,
    },
    registered::{LARGE_BYTES, NO_ID, Names, PreparedCall, ResponseDecoder, lacks_id},
    remarks::{Received, Remark, Remarks},
    response,
    schema::{self, JsonSchema},
    schemas::Schemas,
    shape,
    undoing::{Changes, Made},
    units::Units,
    waiting::{self, Wait, Waits},
    without_nulls::WithoutNulls,
};

/// One documented call of one vendor that is data alone. The implementing type names its inputs.
pub trait Plain: JsonSchema + 'static {
    /// The object that the vendor answers, or each of those it lists.
    type Object: JsonSchema;

    /// Where the object stands in the outputs.
    const SHOWN: Shown;

    /// The facts.
    const ABOUT: About;

    /// The HTTP call.
    const CALL: Call;

    /// What of the inputs needs a look.
    const LOOK: Look = Look::NONE;

    /// For a call whose answer is, or holds, something that runs on at the vendor: how its end is waited for. The action then takes
    /// `wait_seconds`, and its answers can have a note and warnings on how that stands.
    const WAITS: Option<Waits> = None;

    /// As [`crate::endpoint::Endpoint::EFFECTS`].
    const EFFECTS: &'static [Effect] = Self::ABOUT.effect.alone();

    /// As [`crate::endpoint::Endpoint::LOOKUP`].
    const LOOKUP: Option<Lookup> = None;

    /// As [`crate::endpoint::Endpoint::READ_FIRST`].
    const READ_FIRST: Option<ReadFirst> = None;

    /// For a create that the vendor would carry out a second time: how to find what is there already.
    const EXISTING: Option<Existing> = None;

    /// The same for a create of many.
    const EXISTING_AMONG: Option<ExistingAmong> = None;

    /// For a write that takes things whose number its inputs need not say.
    const COUNTED: Option<Counted> = None;

    /// As [`crate::endpoint::Endpoint::REACHES`].
    const REACHES: Option<Reaches> = None;

    /// As [`crate::endpoint::Endpoint::TRACES`].
    const TRACES: Option<Traces> = None;

    /// For a write whose request follows from what [`Self::READ_FIRST`] reads, too: how.
    const COMPLETES: Option<Completes> = None;

    /// As [`crate::endpoint::Endpoint::SETS_OFF`].
    const SETS_OFF: Option<SetsOff> = None;

    /// As [`crate::endpoint::Endpoint::CHANGES`].
    const CHANGES: Option<Changes> = None;

    /// For a write whose answer has another id than that of the one thing it made or changed, such as that of a job, or has those of
    /// many: which they are.
    const MADE: Option<Made> = None;

    /// As [`crate::endpoint::Endpoint::UNITS`].
    const UNITS: Option<Units> = None;

    /// As [`crate::endpoint::Endpoint::BASE`].
    const BASE: Option<Effect> = Effect::base(Self::EFFECTS);

    /// As [`crate::endpoint::Endpoint::FOLLOW_UPS`].
    const FOLLOW_UPS: &'static [FollowUp] = &[];

    /// For a call after which several reads tell more.
    const FOLLOW_ALL: Option<FollowAll> = None;

    /// As [`crate::endpoint::Endpoint::REMARKS`].
    const REMARKS: &'static [Remark] = &[];

    /// As [`crate::endpoint::Endpoint::KNOWN_KEYS`].
    const KNOWN_KEYS: Option<KnownKeys> = None;
}

/// Where what the vendor answers stands in the outputs.
#[derive(Clone, Copy, Debug)]
pub enum Shown {
    /// Its fields are the outputs.
    Bare,
    /// Under this name, after some of its fields, which are asked for most: each with the field that it is.
    Under(&'static str, &'static [(&'static str, &'static str)]),
    /// A page of objects, under the names of [`About::pages`]. The vendor has the objects and the next page's cursor in these fields.
    Page(&'static str, &'static str),
    /// A page of objects that has a number, under the names of [`About::pages`] too. The objects are in this field; beside it, what
    /// [`Look::reads`] makes of the answer has the number of the next page under the name of its output, and under their own names
    /// the other [`NUMBERED`].
    Numbered(&'static str),
    /// Nothing, whatever the vendor answers; the object is [`Nothing`].
    Nothing,
    /// All objects, under this name, with their `count`. The vendor answers a list.
    All(&'static str),
    /// The same where the vendor has the list in this field of an object: the field, then the name.
    AllOf(&'static str, &'static str),
}

/// The outputs of a page that has a number, beside its rows, their count and the number of the next page.
pub const NUMBERED: [(&str, &str); 3] = [
    ("page", "Number of this page, from 1"),
    ("last_page", "Number of the last page, where the vendor says it"),
    ("total", "Rows on all pages, where the vendor says it"),
];

/// The object of an answer that says nothing.
#[derive(JsonSchema)]
pub struct Nothing {}

/// The effect of a call with these inputs.
pub type EffectOf = fn(&Map<String, Value>) -> Effect;

/// A further effect of a call with these inputs.
pub type AlsoOf = fn(&Map<String, Value>) -> Option<Effect>;

/// How many calls limits count a call with these inputs as.
pub type CountOf = fn(&Map<String, Value>) -> usize;

/// What is wrong with inputs that each are well-formed.
pub type ProblemsOf = fn(&Map<String, Value>) -> Vec<String>;

/// The remarks on a call with these inputs and outputs.
pub type RemarksOf = fn(&Map<String, Value>, &Map<String, Value>, Received) -> Remarks;

/// Where what is sent differs from these inputs: said to who confirms the call, and with its answer.
pub type SubstitutionsOf = fn(&Map<String, Value>) -> Remarks;

/// Changes the outputs of a call with these inputs: leaves out what was not asked for, adds what follows from the rest.
pub type Adjust = fn(&Map<String, Value>, &mut Map<String, Value>);

/// The vendor's answer in the form that [`Plain::SHOWN`] takes; else why it is none.
pub type Reads = fn(Value) -> Result<Value, String>;

/// What of a call's inputs needs a look. The inputs are as they are checked against their schema.
#[derive(Clone, Copy)]
pub struct Look {
    /// As [`crate::endpoint::Endpoint::effect`].
    pub effect: Option<EffectOf>,
    /// As [`crate::endpoint::Endpoint::also`].
    pub also: Option<AlsoOf>,
    /// How many calls limits count it as, where it does what several calls do: that many rows. At least one.
    pub counts: Option<CountOf>,
    /// As [`crate::endpoint::Endpoint::problems`].
    pub problems: Option<ProblemsOf>,
    /// As [`crate::endpoint::Endpoint::substitutions`].
    pub substitutions: Option<SubstitutionsOf>,
    /// As [`crate::endpoint::Endpoint::remarks`], from the inputs and the outputs.
    pub remarks: Option<RemarksOf>,
    /// What is done with the outputs before the remarks on them are made.
    pub adjust: Option<Adjust>,
    /// What is done with the vendor's answer before it is read.
    pub reads: Option<Reads>,
}

impl Look {
    /// Nothing.
    pub const NONE: Self = Self {
        effect: None,
        also: None,
        counts: None,
        problems: None,
        substitutions: None,
        remarks: None,
        adjust: None,
        reads: None,
    };

    /// Whether it looks at outputs.
    const fn reads_outputs(&self) -> bool {
        self.remarks.is_some() || self.adjust.is_some() || self.substitutions.is_some()
    }
}

/// What a plain action adds to what every action has.
#[derive(Clone, Copy)]
pub(crate) struct PlainCall {
    pub(crate) shown: Shown,
    pub(crate) look: Look,
    pub(crate) waits: &'static Option<Waits>,
    pub(crate) base: Option<Effect>,
}

impl PlainCall {
    /// The call that these checked arguments make.
    pub(crate) fn prepare(
        self,
        about: &About,
        call: &Call,
        is_kept: bool,
        schemas: &Schemas,
        arguments: Value,
        mut problems: Problems,
    ) -> Result<PreparedCall, Failure> {
        let inputs = arguments.as_object().cloned().unwrap_or_default();
        let found = self.look.problems.map(|look| look(&inputs)).unwrap_or_default();
        found.into_iter().for_each(|problem| problems.add(problem));
        problems.ranges(&schemas.input, &arguments);
        let repeated = problems.take_repeated();
        if let Some(failure) = problems.failure() {
            return Err(failure);
        }
        let names = Names::of(&schemas.input, &arguments, about.pages.and_then(|pages| pages.size));
        let request = call.request_of(sent(&schemas.input, inputs.clone()))?;
        let decoder = PlainDecoder {
            shown: self.shown,
            about: *about,
            output: schemas.output.clone(),
            page: about.pages.and_then(|pages| inputs.get(pages.cursor)).cloned(),
            ids: if about.pages.is_some() { ids::given(&schemas.input, &arguments) } else { Vec::new() },
            look: self.look,
            wait: self.waits.map(|waits| Wait::new(waits, &inputs, about.effect, &request)),
            inputs: if self.look.reads_outputs() { inputs.clone() } else { Map::new() },
            outputs: None,
            received: Received::default(),
        };
        let effect = self.look.effect.map_or(about.effect, |effect| effect(&inputs));
        Ok(PreparedCall {
            effect,
            also: effect.others([self.base, self.look.also.and_then(|also| also(&inputs))]),
            counts: self.look.counts.map_or(1, |counts| u32::try_from(counts(&inputs)).unwrap_or(u32::MAX).max(1)),
            suppresses: about.suppresses,
            request,
            successor: None,
            substitutions: self.look.substitutions.map(|look| look(&inputs).sentences()).unwrap_or_default(),
            repeated,
            arguments: if is_kept { arguments } else { Value::Null },
            secrets: Vec::new(),
            names,
            decoder: Box::new(decoder),
        })
    }
}

/// The inputs without those that are the program's own.
fn sent(schema: &Map<String, Value>, mut inputs: Map<String, Value>) -> Map<String, Value> {
    let properties = schema.get("properties");
    inputs.retain(|name, _| properties.and_then(|known| known.get(name)?.get(UNSENT)).is_none());
    inputs
}

/// Decodes by the schema of the outputs.
struct PlainDecoder {
    shown: Shown,
    about: About,
    output: Arc<Map<String, Value>>,
    /// Where the page of a list starts that is asked for.
    page: Option<Value>,
    /// The ids that select what a list answers.
    ids: Vec<GivenId>,
    look: Look,
    /// The inputs, where the look at the outputs needs them.
    inputs: Map<String, Value>,
    /// What runs on.
    wait: Option<Wait>,
    outputs: Option<Map<String, Value>>,
    received: Received,
}

impl PlainDecoder {
    /// The schema of an output.
    fn output(&self, name: &str) -> Option<&Map<String, Value>> {
        self.output.get("properties")?.get(name)?.as_object()
    }

    fn rows(&self, name: &str, of: &str, rows: Vec<Value>) -> Result<Value, String> {
        let Some(schema) = self.output(name).and_then(|list| list.get("items")?.as_object()) else {
            return Ok(Value::Array(rows));
        };
        let rows = rows.into_iter().enumerate();
        let rows = rows.map(|(at, row)| match row {
            Value::Null => Err(format!("at `{of}[{at}]`: invalid type: null, expected a map")),
            row => shape::read(schema, row).map_err(|misfit| misfit.in_item(at, of).into()),
        });
        rows.collect()
    }

    fn shown(&self, answer: Value) -> Result<Map<String, Value>, String> {
        let answer = match self.look.reads {
            Some(reads) => reads(answer)?,
            None => answer,
        };
        let mut outputs = Map::new();
        match (self.shown, answer) {
            (Shown::Bare, Value::Object(mut object)) => {
                // These are the program's own.
                object.retain(|name, _| !schema::is_common(name));
                outputs = shape::read_object(&self.output, object)?;
            }
            (Shown::Under(name, first), Value::Object(object)) => {
                let empty = Map::new();
                let object = shape::read_object(self.output(name).unwrap_or(&empty), object)?;
                for (output, field) in first {
                    outputs.extend(object.get(*field).map(|value| ((*output).to_owned(), value.clone())));
                }
                outputs.insert(name.to_owned(), Value::Object(object));
            }
            (Shown::Page(items, cursor), Value::Object(mut object)) => {
                let Some(pages) = self.about.pages else { return Err("it is no page".to_owned()) };
                let rows = match object.get_mut(items).map(Value::take) {
                    // An answer with nothing but a message is not a page.
                    None => return Err(format!("missing field `{items}`")),
                    Some(Value::Null) => Vec::new(),
                    Some(Value::Array(rows)) => rows,
                    Some(_) => return Err(format!("at `{items}`: expected a sequence")),
                };
                let count = rows.len();
                outputs.insert(pages.items.to_owned(), self.rows(pages.items, items, rows)?);
                outputs.insert("count".to_owned(), count.into());
                let next = match object.get_mut(cursor).map(Value::take) {
                    None | Some(Value::Null) => None,
                    Some(Value::String(next)) => Some(next).filter(|next| !next.is_empty()),
                    Some(other @ (Value::Number(_) | Value::Bool(_))) => Some(other.to_string()),
                    Some(_) => return Err(format!("at `{cursor}`: expected a text")),
                };
                outputs.extend(next.map(|next| (pages.next.to_owned(), next.into())));
            }
            (Shown::Numbered(items), Value::Object(mut object)) => {
                let Some(pages) = self.about.pages else { return Err("it is no page".to_owned()) };
                let rows = match object.get_mut(items).map(Value::take) {
                    None => return Err(format!("missing field `{items}`")),
                    Some(Value::Null) => Vec::new(),
                    Some(Value::Array(rows)) => rows,
                    Some(_) => return Err(format!("at `{items}`: expected a sequence")),
                };
                let count = rows.len();
                outputs.insert(pages.items.to_owned(), self.rows(pages.items, items, rows)?);
                outputs.insert("count".to_owned(), count.into());
                for name in NUMBERED.map(|(name, _)| name).into_iter().chain([pages.next]) {
                    let number = object.get_mut(name).map(Value::take).filter(|number| !number.is_null());
                    outputs.extend(number.map(|number| (name.to_owned(), number)));
                }
            }
            (Shown::All(name), Value::Array(rows)) => {
                let count = rows.len();
                outputs.insert(name.to_owned(), self.rows(name, "", rows)?);
                outputs.insert("count".to_owned(), count.into());
            }
            (Shown::AllOf(field, name), Value::Object(mut object)) => {
                let rows = match object.get_mut(field).map(Value::take) {
                    None => return Err(format!("missing field `{field}`")),
                    Some(Value::Null) => Vec::new(),
                    Some(Value::Array(rows)) => rows,
                    Some(_) => return Err(format!("at `{field}`: expected a sequence")),
                };
                let count = rows.len();
                outputs.insert(name.to_owned(), self.rows(name, field, rows)?);
                outputs.insert("count".to_owned(), count.into());
            }
            (Shown::Nothing, _) => {}
            (Shown::All(_), _) => return Err("it is no list".to_owned()),
            (_, _) => return Err("it is no object".to_owned()),
        }
        Ok(outputs)
    }
}

impl PlainDecoder {
    /// Takes an answer to a call that is waited for: the first, or what a poll came to. Says what to ask next.
    fn waited(&mut self, wait: &mut Wait, answer: Value) -> Result<Option<Poll>, String> {
        let outputs = match self.outputs.as_ref().filter(|_| !wait.is_whole()) {
            None => {
                let work = answer.clone();
                let mut outputs = self.shown(answer)?;
                if self.outputs.is_none() {
                    wait.first(&work);
                } else {
                    wait.note(&work);
                }
                wait.add_to(&mut outputs);
                outputs
            }
            Some(first) => {
                let mut outputs = first.clone();
                wait.note(&answer);
                wait.add_to(&mut outputs);
                outputs
            }
        };
        let mut so_far = outputs.clone();
        schema::insert_price(self.about.price, &mut so_far);
        let next = wait.poll(&so_far);
        self.outputs = Some(outputs);
        next
    }
}

impl ResponseDecoder for PlainDecoder {
    fn decode(&mut self, body: &[u8], received: Received) -> Result<Option<Poll>, String> {
        let answer = match body.len() {
            LARGE_BYTES.. => response::decode::<WithoutNulls>(body)?.0,
            _ => response::decode(body)?,
        };
        let Some(mut wait) = self.wait.take() else {
            self.outputs = Some(self.shown(answer)?);
            self.received = received;
            return Ok(None);
        };
        let next = self.waited(&mut wait, answer);
        self.wait = Some(wait);
        self.received = received;
        next
    }

    fn successor(self: Box<Self>) -> Box<dyn ResponseDecoder> {
        self
    }

    fn resume(&mut self, outputs: &Map<String, Value>) -> Result<Option<Poll>, String> {
        let Some(wait) = &mut self.wait else { return Ok(None) };
        let own = waiting::without_remarks(outputs);
        match self.shown {
            Shown::Under(name, _) => wait.resume(outputs, own.get(name).unwrap_or(&Value::Null)),
            _ => wait.resume(outputs, &Value::Object(own.clone())),
        }
        let next = wait.poll(&own);
        self.outputs = Some(own);
        next
    }

    fn outputs(self: Box<Self>) -> Result<Map<String, Value>, String> {
        let mut outputs = self.outputs.ok_or("nothing was answered")?;
        if let Some(adjust) = self.look.adjust {
            adjust(&self.inputs, &mut outputs);
        }
        if lacks_id(&self.about, &self.output, &outputs) {
            return Err(NO_ID.to_owned());
        }
        let remarks = self.look.remarks.map(|remarks| remarks(&self.inputs, &outputs, self.received));
        let substitutions = self.look.substitutions.map(|look| look(&self.inputs)).unwrap_or_default();
        let mut remarks = substitutions.and(remarks.unwrap_or_default());
        remarks = remarks.and(self.wait.map(|wait| wait.remarks()).unwrap_or_default());
        if let Some(pages) = self.about.pages {
            remarks = remarks.and(Remarks::of_list(&pages, self.page.as_ref(), &self.ids, &outputs));
        }
        remarks.add_to(&mut outputs);
        schema::insert_price(self.about.price, &mut outputs);
        Ok(outputs)
    }
}

// A release makes no schemas.
#[cfg(debug_assertions)]
#[cfg(test)]
mod tests;

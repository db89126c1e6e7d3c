//! An action without its types: what the catalogue holds, and what a call makes of it.

use std::sync::Arc;

use secrecy::SecretString;
use serde_json::{Map, Value};

use crate::{
    about::{About, Poll, Repeat},
    arguments::{self, Problems},
    effect::Effect,
    endpoint::{Answer, Call, Endpoint},
    error::Failure,
    generation::{Generation, PreparedSuccessor, SuccessorFacts},
    ids::{self, GivenId},
    lookup::{
        Completes, Completion, Counted, Existing, ExistingAmong, Explains, FollowAll, FollowUp, KnownKeys, Lookup,
        Reaches, ReadFirst, RepliesTo, SetsOff, ShownFirst, Traces,
    },
    plain::{Plain, PlainCall},
    ranges,
    remarks::{Received, Remarks},
    request::{Body, Request},
    response, schema,
    schemas::{Schemas, TypeSchemas},
    secrets,
    tool::Listing,
    type_schemas,
    undoing::{Changes, Made},
    units::Units,
    without_nulls,
};

/// An action in the catalogue, whatever its types.
#[derive(Clone, Copy)]
pub struct RegisteredAction {
    /// Its facts.
    pub about: About,
    /// Whether it is listed where nobody asks for it.
    pub listing: Listing,
    /// The effects that calls can have, mildest first.
    pub effects: &'static [Effect],
    /// The HTTP call.
    pub call: Call,
    /// How to find out whether a call was carried out.
    pub lookup: Option<Lookup>,
    /// What is read before a write is sent.
    pub read_first: Option<ReadFirst>,
    /// What of that a person who is to agree is shown.
    pub shown_first: Option<ShownFirst>,
    /// How to find what a create would make where it is there already.
    pub existing: Option<Existing>,
    /// The same of a create of many.
    pub existing_among: Option<ExistingAmong>,
    /// How to find out how many things a write takes.
    pub counted: Option<Counted>,
    /// How to find out whom a write reaches that names no address.
    pub reaches: Option<Reaches>,
    /// The same by several reads.
    pub traces: Option<Traces>,
    /// How the request of a write is completed by what is read first.
    pub completes: Option<Completes>,
    /// What of that read explains a refusal of the vendor.
    pub explains: Option<Explains>,
    /// For a write that answers a message: how to find out whom it reaches.
    pub replies_to: Option<RepliesTo>,
    /// What a write can set off that its inputs do not say.
    pub sets_off: Option<SetsOff>,
    /// For a write that can change or remove things: how its inputs and outputs say what it changed.
    pub changes: Option<Changes>,
    /// For a write whose answer has another id than that of the thing it made: how its inputs and outputs say what that is.
    pub made: Option<Made>,
    /// For a write that doubles: what it does, subject by subject.
    pub units: Option<Units>,
    /// The effect that every call has.
    pub base: Option<Effect>,
    /// What is read after a call.
    pub follow_ups: &'static [FollowUp],
    /// What is read after a call, all at once.
    pub follow_all: Option<FollowAll>,
    /// For a write with an input whose keys the account has chosen: the read that lists them.
    pub known_keys: Option<KnownKeys>,
    /// How it is asked in the next generation of the vendor's API.
    pub successor: Option<SuccessorFacts>,
    /// Its schemas, where they can be made.
    pub types: TypeSchemas,
    prepare: Prepare,
}

/// How checked arguments become a call.
#[derive(Clone, Copy)]
enum Prepare {
    /// By the code of an [`Endpoint`].
    Typed(PrepareTyped),
    /// By the facts alone.
    Plain(PlainCall),
}

/// Makes a call of the arguments: from the schemas, the arguments and what is wrong with them.
type PrepareTyped = fn(&Schemas, Value, Problems) -> Result<PreparedCall, Failure>;

/// A call that is ready to be sent.
pub struct PreparedCall {
    /// The worst that this call can do.
    pub effect: Effect,
    /// What it does or can do besides, the worst first. Every rule on effects is applied to each of them.
    pub also: Vec<Effect>,
    /// How many calls limits count it as.
    pub counts: u32,
    /// Whether it only stops mail: it reaches nobody, and neither rules on recipients nor limits hold it up.
    pub suppresses: bool,
    /// What is to be sent; where the vendor's API has two generations, to the first.
    pub request: Request,
    /// How it is asked in the next generation.
    pub successor: Option<PreparedSuccessor>,
    /// Where the request differs from what was asked for, in sentences.
    pub substitutions: Vec<String>,
    /// What the arguments had more than once and is sent once, in sentences.
    pub repeated: Vec<String>,
    /// The arguments after coercion; null for a read without follow-ups and of one generation, of which nothing is kept.
    pub arguments: Value,
    /// What of the arguments is shown nowhere.
    pub secrets: Vec<SecretString>,
    /// What the arguments name, for the hints of errors.
    pub names: Names,
    /// Decodes the answers.
    pub decoder: Box<dyn ResponseDecoder>,
}

impl PreparedCall {
    /// Completes the request.
    pub fn complete(&mut self, Completion { body, changes }: Completion) {
        self.request.body = Body::Json(body);
        self.substitutions.extend(changes);
    }

    /// Adds what else the call can do, where that is not known from its inputs; `why` is a sentence for who confirms it.
    pub fn can_also(&mut self, effect: Effect, why: String) {
        let mut effects: Vec<Effect> = self.effects().chain([effect]).collect();
        effects.sort_unstable_by(|one, other| other.cmp(one));
        effects.dedup();
        self.effect = effects.remove(0);
        self.also = effects;
        self.substitutions.push(why);
    }

    /// All that it does or can do, the worst first.
    pub fn effects(&self) -> impl Iterator<Item = Effect> + Clone + '_ {
        [self.effect].into_iter().chain(self.also.iter().copied())
    }
}

/// What the arguments of a call name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names {
    /// Objects by their ids, in these inputs.
    Ids(Vec<String>),
    /// Something, and no id.
    Other,
    /// There are none.
    Nothing,
}

impl Names {
    /// Of these arguments; the `size` of a page names nothing. `schema` is the one of the call's inputs.
    pub(crate) fn of(schema: &Map<String, Value>, arguments: &Value, size: Option<&str>) -> Self {
        let names = arguments.as_object().into_iter().flat_map(Map::keys);
        let names: Vec<&String> = names.filter(|name| Some(name.as_str()) != size).collect();
        if names.is_empty() {
            return Self::Nothing;
        }
        let is_id = |name: &str| {
            ["id", "ids", "uuid", "hash"]
                .into_iter()
                .any(|kind| name.strip_suffix(kind).is_some_and(|before| before.is_empty() || before.ends_with('_')))
        };
        // Instantly calls the id of a campaign `campaign` in some calls, and that of a mailbox `email`.
        let takes_id = |name: &str| {
            let input = schema.get("properties").and_then(|inputs| inputs.get(name)?.as_object());
            input.is_some_and(|input| ids::identifies(input).is_some())
        };
        let ids: Vec<String> = names.into_iter().filter(|name| is_id(name) || takes_id(name)).cloned().collect();
        if ids.is_empty() { Self::Other } else { Self::Ids(ids) }
    }
}

/// Decodes the answers to one call, one after the other.
pub trait ResponseDecoder: Send + Sync {
    /// Decodes the body of an answer: what to ask next, where it is not the end.
    ///
    /// # Errors
    ///
    /// Why it cannot be decoded; what was decoded before is kept.
    fn decode(&mut self, body: &[u8], received: Received) -> Result<Option<Poll>, String>;

    /// Takes up an earlier call that has these outputs: what to ask next, where it was not at its end.
    ///
    /// # Errors
    ///
    /// Why the outputs make no sense.
    fn resume(&mut self, outputs: &Map<String, Value>) -> Result<Option<Poll>, String>;

    /// The decoder of the answers of the next generation, where the call can be asked there.
    fn successor(self: Box<Self>) -> Box<dyn ResponseDecoder>;

    /// The outputs for the last answer that was decoded.
    ///
    /// # Errors
    ///
    /// Where there are none (a defect of the action).
    fn outputs(self: Box<Self>) -> Result<Map<String, Value>, String>;
}

impl RegisteredAction {
    /// Registers an action. What it must say and does not is a compile error.
    pub const fn of<E: Endpoint>() -> Self {
        const {
            assert_complete(&E::ABOUT);
            assert!(
                E::REPLIES_TO.is_none() || E::READ_FIRST.is_some(),
                "a write that answers a message reads it first"
            );
            assert!(E::SHOWN_FIRST.is_none() || E::READ_FIRST.is_some(), "what is shown first is read first");
        }
        Self {
            about: E::ABOUT,
            listing: Listing::More,
            effects: E::EFFECTS,
            call: E::CALL,
            lookup: E::LOOKUP,
            read_first: E::READ_FIRST,
            shown_first: E::SHOWN_FIRST,
            existing: E::EXISTING,
            existing_among: None,
            counted: None,
            reaches: E::REACHES,
            traces: E::TRACES,
            completes: None,
            explains: E::EXPLAINS,
            replies_to: E::REPLIES_TO,
            sets_off: E::SETS_OFF,
            changes: E::CHANGES,
            made: None,
            units: E::UNITS,
            base: E::BASE,
            follow_ups: E::FOLLOW_UPS,
            follow_all: None,
            known_keys: E::KNOWN_KEYS,
            successor: match &E::SUCCESSOR {
                Some(successor) => Some(successor.facts),
                None => None,
            },
            types: type_schemas!(
                schema::inputs_of_endpoint::<E>(),
                schema::told_of(schema::inputs_of_endpoint::<E>(), &E::ABOUT, &E::CALL, E::REMARKS, |remarks| {
                    schema::outputs_of::<<E::Answer as Answer<E>>::Output>(&E::ABOUT, remarks)
                }),
            ),
            prepare: Prepare::Typed(prepare::<E>),
        }
    }

    /// Registers an action that is data alone.
    pub const fn plain<P: Plain>() -> Self {
        const {
            assert_complete(&P::ABOUT);
            assert!(P::COMPLETES.is_none() || P::READ_FIRST.is_some(), "what completes a request is read first");
        }
        Self {
            about: P::ABOUT,
            listing: Listing::More,
            effects: P::EFFECTS,
            call: P::CALL,
            lookup: P::LOOKUP,
            read_first: P::READ_FIRST,
            shown_first: None,
            existing: P::EXISTING,
            existing_among: P::EXISTING_AMONG,
            counted: P::COUNTED,
            reaches: P::REACHES,
            traces: P::TRACES,
            completes: P::COMPLETES,
            explains: None,
            replies_to: None,
            sets_off: P::SETS_OFF,
            changes: P::CHANGES,
            made: P::MADE,
            units: P::UNITS,
            base: P::BASE,
            follow_ups: P::FOLLOW_UPS,
            follow_all: P::FOLLOW_ALL,
            known_keys: P::KNOWN_KEYS,
            successor: None,
            types: type_schemas!(
                schema::waiting_inputs_of::<P>(&P::ABOUT, P::WAITS.as_ref()),
                schema::told_of(
                    schema::waiting_inputs_of::<P>(&P::ABOUT, P::WAITS.as_ref()),
                    &P::ABOUT,
                    &P::CALL,
                    P::REMARKS,
                    |remarks| schema::shown_outputs_of::<P::Object>(P::SHOWN, &P::ABOUT, remarks, P::WAITS.as_ref())
                ),
            ),
            prepare: Prepare::Plain(PlainCall {
                shown: P::SHOWN,
                look: P::LOOK,
                waits: const { &P::WAITS },
                base: P::BASE,
            }),
        }
    }

    /// The same action, listed by default.
    #[must_use]
    pub const fn core(self) -> Self {
        Self { listing: Listing::Core, ..self }
    }

    /// Checks the arguments of a call and makes its request.
    ///
    /// # Errors
    ///
    /// [`crate::error::ErrorKind::InvalidInput`], naming each field, what is wrong and what is allowed.
    pub fn prepare(&self, schemas: &Schemas, arguments: Map<String, Value>) -> Result<PreparedCall, Failure> {
        let (arguments, problems) = arguments::check(&schemas.input, arguments);
        let secrets = secrets::of(&schemas.input, &arguments);
        let prepared = match self.prepare {
            Prepare::Typed(prepare) => prepare(schemas, arguments, problems),
            Prepare::Plain(plain) => {
                let is_kept = !self.about.effect.is_read() || !self.follow_ups.is_empty() || self.follow_all.is_some();
                plain.prepare(&self.about, &self.call, is_kept, schemas, arguments, problems)
            }
        };
        prepared.map(|prepared| PreparedCall { secrets, ..prepared })
    }

    /// Whether repeating a call would double what it does, so that the same call is answered from the journal.
    pub const fn doubles(&self) -> bool {
        matches!(self.about.repeat, Repeat::Doubles)
    }

    /// Whether repeating a call goes on where it ended, so that it must be meant.
    pub const fn goes_on(&self) -> bool {
        matches!(self.about.repeat, Repeat::GoesOn)
    }

    /// Whether repeating a call does more than the call alone, so that a caller may name its intent.
    pub const fn takes_key(&self) -> bool {
        self.doubles() || self.goes_on()
    }

    /// Whether a call can undo or overwrite what an earlier write did. What only adds cannot.
    pub const fn can_undo(&self) -> bool {
        !self.about.effect.is_read() && (!self.doubles() || self.about.overwrites)
    }

    /// Whether something can be lost or sent for good by a call whose worst effect is this (MCP's `destructiveHint`).
    pub fn is_destructive(&self, effect: Effect) -> bool {
        let milder = || self.effects.iter().any(|milder| *milder < effect && milder.is_destructive());
        effect.is_destructive() || self.about.irreversible || milder()
    }
}

const fn assert_complete(about: &About) {
    assert!(!about.name.is_empty() && !about.title.is_empty(), "an action needs a name and a title");
    assert!(!about.description.is_empty(), "an action needs a description");
    assert!(!about.docs.is_empty(), "an action needs a link to the vendor's page");
    assert!(about.effect.is_read() || about.verify.is_some(), "a write says how to verify it");
    assert!(about.effect.is_read() || !about.why.is_empty(), "a write says why its effect is the worst");
}

/// What of the arguments is needed beside the inputs that they are decoded into.
struct Beside {
    kept: Value,
    names: Names,
    page: Option<Value>,
    ids: Vec<GivenId>,
    /// What is wrong with ranges, with the inputs of each.
    ranges: Vec<(Vec<String>, String)>,
}

impl Beside {
    /// Apart from [`prepare`], which is compiled for every action.
    fn of(about: &About, is_kept: bool, schemas: &Schemas, arguments: &Value) -> Self {
        let pages = about.pages;
        Self {
            kept: if is_kept { arguments.clone() } else { Value::Null },
            names: Names::of(&schemas.input, arguments, pages.and_then(|pages| pages.size)),
            page: pages.and_then(|pages| arguments.get(pages.cursor)).cloned(),
            ids: if pages.is_some() { ids::given(&schemas.input, arguments) } else { Vec::new() },
            ranges: ranges::problems(&schemas.input, arguments),
        }
    }

    /// What the arguments had more than once.
    ///
    /// # Errors
    ///
    /// All that is wrong with them.
    fn settle(&mut self, mut problems: Problems, of_inputs: Vec<String>) -> Result<Vec<String>, Failure> {
        of_inputs.into_iter().for_each(|problem| problems.add(problem));
        for (names, problem) in std::mem::take(&mut self.ranges) {
            problems.add_unless_named(&names, problem);
        }
        let repeated = problems.take_repeated();
        problems.failure().map_or(Ok(repeated), Err)
    }
}

fn prepare<E: Endpoint>(schemas: &Schemas, arguments: Value, problems: Problems) -> Result<PreparedCall, Failure> {
    let is_kept = !E::ABOUT.effect.is_read() || !E::FOLLOW_UPS.is_empty() || E::SUCCESSOR.is_some();
    let mut beside = Beside::of(&E::ABOUT, is_kept, schemas, &arguments);
    let inputs: E = match arguments::decode::<E>(arguments) {
        Ok(inputs) => inputs,
        // What cannot be decoded was found wrong before, unless its type is stricter than the schema.
        Err(failure) => return Err(problems.failure().unwrap_or(failure)),
    };
    let repeated = beside.settle(problems, inputs.problems())?;
    let Beside { kept, names, page, ids, .. } = beside;
    let (effect, suppresses) = (inputs.effect(), inputs.suppresses());
    let also = effect.others([E::BASE, inputs.also()]);
    let counts = inputs.counts().max(1);
    let (request, substitutions) = (inputs.request()?, inputs.substitutions().sentences());
    let successor = E::SUCCESSOR.map(|successor| {
        let is_alone = (successor.is_alone)(&inputs);
        let request = (successor.request)(&inputs);
        PreparedSuccessor { facts: successor.facts, request, is_alone, is_of_object: is_alone }
    });
    let decoder = Typed::<E, E::Answer> {
        inputs,
        page,
        ids,
        output: schemas.output.clone(),
        price: price_in::<E>(Generation::First),
        answer: None,
        is_large: false,
        received: Received::default(),
        remarks: E::remarks,
    };
    Ok(PreparedCall {
        effect,
        also,
        counts,
        suppresses,
        request,
        successor,
        substitutions,
        repeated,
        arguments: kept,
        secrets: Vec::new(),
        names,
        decoder: Box::new(decoder),
    })
}

/// Of an answer of this size the outputs are made in a way that takes longer and less memory.
pub(crate) const LARGE_BYTES: usize = 256 * 1024;

/// What a call costs in a generation.
fn price_in<E: Endpoint>(generation: Generation) -> Option<&'static str> {
    match (E::SUCCESSOR.and_then(|successor| successor.facts.prices), generation) {
        (None, _) => E::ABOUT.price,
        (Some([first, _]), Generation::First) => Some(first),
        (Some([_, next]), Generation::Next) => Some(next),
    }
}

/// Decodes into the answer type `A` of an endpoint.
pub(crate) struct Typed<E, A> {
    inputs: E,
    /// Where the page of a list starts that is asked for.
    page: Option<Value>,
    /// The ids that select what a list answers.
    ids: Vec<GivenId>,
    /// The schema of the outputs.
    output: Arc<Map<String, Value>>,
    /// What the call costs in the generation that is asked.
    price: Option<&'static str>,
    answer: Option<A>,
    is_large: bool,
    /// What is known of that answer.
    received: Received,
    /// How it differs from what was asked for.
    remarks: fn(&E, &A, Received) -> Remarks,
}

impl<E: Endpoint, A> Typed<E, A> {
    /// The same with another answer type.
    pub(crate) fn answered_by<B: Answer<E>>(self) -> Typed<E, B> {
        let Self { inputs, page, ids, output, .. } = self;
        let remarks = |inputs: &E, answer: &B, received| answer.remarks(inputs, received);
        let price = price_in::<E>(Generation::Next);
        Typed {
            inputs,
            page,
            ids,
            output,
            price,
            answer: None,
            is_large: false,
            received: Received::default(),
            remarks,
        }
    }
}

impl<E, A> ResponseDecoder for Typed<E, A>
where
    E: Endpoint,
    A: Answer<E, Output = <E::Answer as Answer<E>>::Output> + 'static,
{
    fn decode(&mut self, body: &[u8], received: Received) -> Result<Option<Poll>, String> {
        let mut answer: A = response::decode(body)?;
        let mut next = answer.poll(&self.inputs, self.answer.as_ref())?;
        if let Some(next) = &mut next {
            schema::insert_price(self.price, &mut next.outputs);
        }
        self.answer = Some(answer);
        self.is_large = body.len() >= LARGE_BYTES;
        self.received = received;
        Ok(next)
    }

    fn resume(&mut self, outputs: &Map<String, Value>) -> Result<Option<Poll>, String> {
        let Some(mut answer) = A::resume(outputs) else { return Ok(None) };
        let next = answer.poll(&self.inputs, None)?;
        self.answer = Some(answer);
        Ok(next)
    }

    fn successor(self: Box<Self>) -> Box<dyn ResponseDecoder> {
        match E::SUCCESSOR {
            Some(successor) => (successor.decoder)(self.answered_by()),
            None => self,
        }
    }

    fn outputs(self: Box<Self>) -> Result<Map<String, Value>, String> {
        let answer = self.answer.ok_or("nothing was answered")?;
        let remarks = self.inputs.substitutions().and((self.remarks)(&self.inputs, &answer, self.received));
        let outputs = answer.output(self.inputs);
        let outputs = if self.is_large { without_nulls::to_value(outputs) } else { serde_json::to_value(outputs) };
        completed(outputs, remarks, &E::ABOUT, self.price, &self.output, self.page.as_ref(), &self.ids)
    }
}

/// The outputs with what is told of them. Apart from [`Typed`], which is compiled for every action.
fn completed(
    outputs: serde_json::Result<Value>,
    mut remarks: Remarks,
    about: &About,
    price: Option<&'static str>,
    schema: &Map<String, Value>,
    page: Option<&Value>,
    ids: &[GivenId],
) -> Result<Map<String, Value>, String> {
    let mut outputs = match outputs {
        Ok(Value::Object(outputs)) => outputs,
        Ok(_) => return Err("the outputs are not an object".to_owned()),
        Err(error) => return Err(error.to_string()),
    };
    if lacks_id(about, schema, &outputs) {
        return Err(NO_ID.to_owned());
    }
    if let Some(pages) = about.pages {
        remarks = remarks.and(Remarks::of_list(&pages, page, ids, &outputs));
    }
    remarks.add_to(&mut outputs);
    schema::insert_price(price, &mut outputs);
    Ok(outputs)
}

/// Why the answer to a write is none: see [`lacks_id`].
pub(crate) const NO_ID: &str = "it has no `id`, which every answer has where the call was carried out";

/// Whether the outputs of a write lack the id of what it is about, where their schema has one. A vendor that does not tell it has not
/// said that it did anything.
pub(crate) fn lacks_id(about: &About, schema: &Map<String, Value>, outputs: &Map<String, Value>) -> bool {
    let has_id = || schema.get("properties").and_then(|properties| properties.get("id")).is_some();
    !about.effect.is_read() && outputs.get("id").is_none_or(Value::is_null) && has_id()
}

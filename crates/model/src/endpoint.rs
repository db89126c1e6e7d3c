//! The form of an action: one type per documented call of a vendor.
//!
//! The type holds the call's inputs; its facts are constants; its outputs follow from the type of the vendor's answer. An
//! endpoint performs no I/O: it turns inputs into a [`Request`] and an answer into outputs, so that a preview, a hash in the
//! journal, a test and a benchmark all use the same request. Credentials, retries, rate limits, annotations and the envelope
//! are handled in other layers, from the facts in [`About`].

use std::{borrow::Cow, marker::PhantomData};

use http::Method;
#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator};
use serde::{Deserialize, Serialize, Serializer, de::DeserializeOwned, ser::SerializeMap};
#[cfg(debug_assertions)]
use serde_json::json;
use serde_json::{Map, Value};

use crate::{
    about::{About, Poll},
    effect::Effect,
    error::{ErrorKind, Failure},
    generation::Successor,
    lookup::{
        Existing, Explains, FollowUp, KnownKeys, Lookup, Reaches, ReadFirst, RepliesTo, SetsOff, ShownFirst, Traces,
    },
    remarks::{Received, Remark, Remarks},
    request::{Body, Request},
    schema::JsonSchema,
    undoing::Changes,
    units::Units,
};

/// One documented call of one vendor. The implementing type holds its inputs.
pub trait Endpoint: DeserializeOwned + Serialize + JsonSchema + Send + Sync + Sized + 'static {
    /// What the vendor answers. The tool's output follows from it.
    type Answer: Answer<Self>;

    /// The facts.
    const ABOUT: About;

    /// The HTTP call.
    const CALL: Call;

    /// The effects that calls can have, mildest first; several where the inputs decide. The last is [`About::effect`].
    const EFFECTS: &'static [Effect] = Self::ABOUT.effect.alone();

    /// For writes: the read that shows whether a call without an answer was carried out. `None` where no read shows it.
    const LOOKUP: Option<Lookup> = None;

    /// For a write that what a read shows can forbid: that read.
    const READ_FIRST: Option<ReadFirst> = None;

    /// For a write with such a read: what of it a person who is to agree is shown, who gets the answer not.
    const SHOWN_FIRST: Option<ShownFirst> = None;

    /// For a write whose thing may be there already, or in the state that it brings about: how to find that out. Then nothing is sent.
    const EXISTING: Option<Existing> = None;

    /// For a write that the vendor may refuse without saying what is wrong, where [`Self::READ_FIRST`] shows it: how.
    const EXPLAINS: Option<Explains> = None;

    /// For a write that answers a message, which [`Self::READ_FIRST`] reads: where it says whom the answer will reach.
    const REPLIES_TO: Option<RepliesTo> = None;

    /// For a write that reaches somebody whom its inputs need not name.
    const REACHES: Option<Reaches> = None;

    /// The same where that takes several reads.
    const TRACES: Option<Traces> = None;

    /// For a write that adds to a place where something runs by itself on what is added: how to find that out.
    const SETS_OFF: Option<SetsOff> = None;

    /// For a write that can change or remove things: whether a call of it has changed what an earlier write of the resource made.
    /// `None` where the path names the one object that a call changes.
    const CHANGES: Option<Changes> = None;

    /// For a write that doubles: what it does, subject by subject, where another call can do a part of the same.
    const UNITS: Option<Units> = None;

    /// The effect that every call has, whatever else it does. Where effects depend on the inputs, the mildest: what creates something
    /// and lets mail be sent does both. `None` where the effects exclude each other.
    const BASE: Option<Effect> = Effect::base(Self::EFFECTS);

    /// Reads after a call that say more about its answer.
    const FOLLOW_UPS: &'static [FollowUp] = &[];

    /// The kinds of remarks that answers can have; they become outputs. A list with pages has [`Remark::Note`] in any case.
    const REMARKS: &'static [Remark] = &[];

    /// For a write with an input whose keys the account has chosen: the read that lists them.
    const KNOWN_KEYS: Option<KnownKeys> = None;

    /// Where the vendor's API has two generations and the later one has another call for this: that call. [`Self::CALL`] is that of the
    /// first.
    const SUCCESSOR: Option<Successor<Self>> = None;

    /// The worst that a call with these inputs can do: one of [`Self::EFFECTS`].
    fn effect(&self) -> Effect {
        Self::ABOUT.effect
    }

    /// A further effect of a call with these inputs that [`Self::effect`] does not imply. It has to be permitted and confirmed too, and
    /// limits count it.
    fn also(&self) -> Option<Effect> {
        None
    }

    /// How many calls limits count a call with these inputs as, where it does what several calls do. At least one.
    fn counts(&self) -> u32 {
        1
    }

    /// Whether a call with these inputs only stops mail. It reaches nobody, so that no rule on recipients and no limit holds it up.
    fn suppresses(&self) -> bool {
        Self::ABOUT.suppresses
    }

    /// Where the request differs from what was asked for, in sentences. A person who confirms the call reads them, and so does
    /// who gets its answer; of the kinds of [`Self::REMARKS`].
    fn substitutions(&self) -> Remarks {
        Remarks::default()
    }

    /// What is wrong with inputs that each are well-formed: that they do not go together, or ask for what cannot be. All of it, each
    /// as a clause or a sentence; where there is something, no request is made.
    fn problems(&self) -> Vec<String> {
        Vec::new()
    }

    /// The request for these inputs, in which [`Self::problems`] finds nothing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`] where they cannot be written as a request.
    fn request(&self) -> Result<Request, Failure> {
        Self::CALL.request(self)
    }

    /// How an answer differs from what these inputs ask for; of the kinds of [`Self::REMARKS`].
    fn remarks(&self, _answer: &Self::Answer, _received: Received) -> Remarks {
        Remarks::default()
    }
}

/// The vendor's answer to an endpoint, and the outputs it becomes.
pub trait Answer<E>: DeserializeOwned + Send + Sync {
    /// What the tool returns.
    type Output: Serialize + JsonSchema;

    /// What to ask next, where this answer is not the end. It may take over from the answer `before` it what it does not
    /// repeat. When the caller's time is up, the outputs are those of the last answer.
    ///
    /// # Errors
    ///
    /// Why the answer makes no sense.
    fn poll(&mut self, _inputs: &E, _before: Option<&Self>) -> Result<Option<Poll>, String> {
        Ok(None)
    }

    /// The answer that these outputs of an earlier call stand for, where that call was not at its end: [`Self::poll`] then says
    /// what to ask next.
    fn resume(_outputs: &Map<String, Value>) -> Option<Self> {
        None
    }

    /// How an answer differs from what these inputs ask for. [`Endpoint::remarks`] says it of [`Endpoint::Answer`], this of the answer
    /// of a [`Successor`]; of the kinds of [`Endpoint::REMARKS`] too.
    fn remarks(&self, _inputs: &E, _received: Received) -> Remarks {
        Remarks::default()
    }

    /// The outputs.
    fn output(self, inputs: E) -> Self::Output;
}

/// An answer that is the output as it stands.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Verbatim<T>(pub T);

impl<E, T: DeserializeOwned + Serialize + JsonSchema + Send + Sync> Answer<E> for Verbatim<T> {
    type Output = T;

    fn output(self, _: E) -> T {
        self.0
    }
}

/// In a schema: the input is this program's own. It is not published.
pub(crate) const UNSENT: &str = "x-unsent";

/// An input that is this program's own: it is not sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Unsent<T>(pub T);

/// For `skip_serializing_if` on an input that is not sent, where the call sends nulls.
pub fn is_unsent<T>(_: &T) -> bool {
    true
}

impl<T> Serialize for Unsent<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_none()
    }
}

#[cfg(debug_assertions)]
impl<T: JsonSchema> JsonSchema for Unsent<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<T>();
        schema.insert(UNSENT.to_owned(), true.into());
        schema
    }
}

/// A method, a path, and where the inputs go that the path does not take.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    verb: Verb,
    path: &'static str,
    rest: Rest,
    nulls: bool,
}

#[derive(Clone, Copy, Debug)]
enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// Where the inputs go that are not in the path.
#[derive(Clone, Copy, Debug)]
enum Rest {
    Query,
    Json,
    Form,
    Nothing,
    By(Encode),
}

/// Writes inputs into a request where a vendor has a format of its own. Takes the call, its request with method and path
/// only, and the inputs that are not in the path, without nulls.
pub type Encode = fn(&Call, Request, Map<String, Value>) -> Result<Request, Failure>;

impl Call {
    /// `GET`. In `path`, `{name}` stands for the input of that name; the other inputs are the query.
    pub const fn get(path: &'static str) -> Self {
        Self { verb: Verb::Get, path, rest: Rest::Query, nulls: false }
    }

    /// `POST`; the other inputs are the JSON body.
    pub const fn post(path: &'static str) -> Self {
        Self { verb: Verb::Post, path, rest: Rest::Json, nulls: false }
    }

    /// `PUT`; the other inputs are the JSON body.
    pub const fn put(path: &'static str) -> Self {
        Self { verb: Verb::Put, path, rest: Rest::Json, nulls: false }
    }

    /// `PATCH`; the other inputs are the JSON body.
    pub const fn patch(path: &'static str) -> Self {
        Self { verb: Verb::Patch, path, rest: Rest::Json, nulls: false }
    }

    /// `DELETE`; the other inputs are the query.
    pub const fn delete(path: &'static str) -> Self {
        Self { verb: Verb::Delete, path, rest: Rest::Query, nulls: false }
    }

    /// The other inputs are the query instead.
    #[must_use]
    pub const fn query(self) -> Self {
        Self { rest: Rest::Query, ..self }
    }

    /// The other inputs are the JSON body instead.
    #[must_use]
    pub const fn json(self) -> Self {
        Self { rest: Rest::Json, ..self }
    }

    /// The other inputs are a form instead.
    #[must_use]
    pub const fn form(self) -> Self {
        Self { rest: Rest::Form, ..self }
    }

    /// Nothing is sent beside the path; other inputs are the program's own.
    #[must_use]
    pub const fn bare(self) -> Self {
        Self { rest: Rest::Nothing, ..self }
    }

    /// Inputs that are null are sent, for a call whose inputs are [`crate::clearable::Clearable`]. Those not given must not be
    /// serialized.
    #[must_use]
    pub const fn with_nulls(self) -> Self {
        Self { nulls: true, ..self }
    }

    /// `encode` writes the other inputs into the request.
    #[must_use]
    pub const fn encoded(self, encode: Encode) -> Self {
        Self { rest: Rest::By(encode), ..self }
    }

    /// The path template, with `{name}` for inputs.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The input that names the object in the path: the last `{name}`.
    pub fn object(&self) -> Option<&'static str> {
        self.path.rsplit('/').find_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
    }

    /// The method.
    pub fn method(&self) -> Method {
        match self.verb {
            Verb::Get => Method::GET,
            Verb::Post => Method::POST,
            Verb::Put => Method::PUT,
            Verb::Patch => Method::PATCH,
            Verb::Delete => Method::DELETE,
        }
    }

    /// The request for these inputs. Null inputs are left out, unless the call is [`Self::with_nulls`].
    ///
    /// # Errors
    ///
    /// Where an input in the path cannot be a path segment, and those of the call's own [`Encode`].
    pub fn request(&self, inputs: &impl Serialize) -> Result<Request, Failure> {
        match serde_json::to_value(inputs) {
            Ok(Value::Object(fields)) => self.request_of(fields),
            _ => Err(Failure::new(ErrorKind::Internal, "The inputs are not an object")),
        }
    }

    /// The same where the inputs are JSON already.
    ///
    /// # Errors
    ///
    /// As [`Self::request`].
    pub fn request_of(&self, mut fields: Map<String, Value>) -> Result<Request, Failure> {
        fields.retain(|_, value| self.nulls || !value.is_null());
        // A path that ends in a slash is another one than without it.
        let (path, end) = self.path.strip_suffix('/').map_or((self.path, ""), |path| (path, "/"));
        let segments = path.split('/').skip(1).map(|segment| {
            let name = segment.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
            match name.map(|name| fields.shift_remove(name)) {
                None => Cow::Borrowed(segment),
                Some(Some(Value::String(text))) => Cow::Owned(text),
                Some(Some(value @ Value::Number(_))) => Cow::Owned(value.to_string()),
                Some(_) => Cow::Borrowed(""),
            }
        });
        let segments: Vec<Cow<'_, str>> = segments.collect();
        let mut request = Request::new(self.method(), segments.iter().map(AsRef::as_ref))?;
        request.path.push_str(end);
        match self.rest {
            Rest::Query => request.with_query(&fields),
            Rest::Form => request.with_form(&fields),
            Rest::Json => Ok(Request { body: Body::Json(Value::Object(fields)), ..request }),
            Rest::Nothing => Ok(request),
            Rest::By(encode) => encode(self, request, fields),
        }
    }
}

/// One page of a list. Its items, their number and the cursor stand under the names that [`About::pages`] gives them.
pub struct Rows<E, T, N> {
    rows: Vec<T>,
    next: Option<N>,
    endpoint: PhantomData<fn() -> E>,
}

impl<E, T, N> Rows<E, T, N> {
    /// A page with these items; `next` is the cursor of the next one.
    pub fn new(rows: Vec<T>, next: Option<N>) -> Self {
        Self { rows, next, endpoint: PhantomData }
    }
}

impl<E: Endpoint, T: Serialize, N: Serialize> Serialize for Rows<E, T, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(pages) = E::ABOUT.pages {
            map.serialize_entry(pages.items, &self.rows)?;
            map.serialize_entry("count", &self.rows.len())?;
            map.serialize_entry(pages.next, &self.next)?;
        }
        map.end()
    }
}

#[cfg(debug_assertions)]
impl<E: Endpoint, T: JsonSchema, N: JsonSchema> JsonSchema for Rows<E, T, N> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Rows".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let rows = generator.subschema_for::<Vec<T>>();
        let (count, next) = (generator.subschema_for::<usize>(), generator.subschema_for::<N>());
        let properties =
            E::ABOUT.pages.map(|pages| crate::schema::page_properties(&pages, rows, count, next)).unwrap_or_default();
        Schema::from(match json!({ "type": "object", "properties": properties }) {
            Value::Object(schema) => schema,
            _ => Map::new(),
        })
    }
}

//! Inputs that take ids: the form of an id, the tool that gives it, and how a name that stands in its place is looked up.
//!
//! A vendor declares its [`IdKind`]s once; the type [`Id`] says which of them an input takes. The form is checked with the other
//! arguments, before anything is sent, since vendors answer an empty list to what is no id.

#[cfg(debug_assertions)]
use std::borrow::Cow;
use std::{fmt, marker::PhantomData};

#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
#[cfg(debug_assertions)]
use serde_json::json;
use serde_json::{Map, Value};

use crate::addresses;
#[cfg(debug_assertions)]
use crate::schema::JsonSchema;

/// In a schema: the id that an input takes. It is not published.
pub const ID: &str = "x-id";

/// In the id of a schema: it is compared after a write.
const COMPARED: &str = "compared";

/// Ids that the vendor takes without a word where they are of nothing: the one read that tells which there are.
#[derive(Clone, Copy, Debug)]
pub struct KnownIds {
    /// The kind, by its name.
    pub kind: &'static str,
    /// The path of the read, below the vendor's prefix, and its query. It answers the first page of a list.
    pub path: &'static [&'static str],
    pub query: &'static [(&'static str, &'static str)],
    /// The fields of the answer that hold the rows, and where the next page starts.
    pub rows: &'static str,
    pub next: &'static str,
    /// The field of a row that holds the id.
    pub id: &'static str,
    /// Outputs that hold such ids beside the inputs: the action, and a JSON pointer.
    pub answered: &'static [(&'static str, &'static str)],
}

/// What an id looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A UUID.
    Uuid,
    /// Several UUIDs in a text, parted by commas.
    Uuids,
    /// A whole number.
    Number,
    /// One word, without white space and `@`: the vendor documents no form.
    Word,
    /// A mail address, which stands for the mailbox that has it.
    Address,
}

/// A kind of id: of what, in which form, from which tool.
#[derive(Clone, Copy, Debug)]
pub struct IdKind {
    /// Its name, unique at its vendor.
    pub name: &'static str,
    /// What it identifies, with its article: "a campaign".
    pub of: &'static str,
    /// What it looks like.
    pub form: Form,
    /// The tool that gives it, with its vendor; `None` where no tool of this server does.
    pub from: Option<&'static str>,
    /// How that tool finds the id for a name.
    pub by_name: Option<ByName>,
    /// Whether the vendor takes an id of nothing without a word, so that what is written is compared with [`KnownIds`].
    pub is_compared: bool,
}

impl IdKind {
    /// A kind that no tool gives and that has no name to be found by.
    pub const fn new(name: &'static str, of: &'static str, form: Form) -> Self {
        Self { name, of, form, from: None, by_name: None, is_compared: false }
    }

    /// Given by the tool of this qualified name.
    #[must_use]
    pub const fn from(self, tool: &'static str) -> Self {
        Self { from: Some(tool), ..self }
    }

    /// The same tool finds it by a name.
    #[must_use]
    pub const fn by(self, by_name: ByName) -> Self {
        Self { by_name: Some(by_name), ..self }
    }

    /// Compared after a write, by [`KnownIds`] of the vendor.
    #[must_use]
    pub const fn compared(self) -> Self {
        Self { is_compared: true, ..self }
    }

    /// As an input's schema holds it.
    #[cfg(debug_assertions)]
    fn to_schema(self) -> Value {
        let form = match self.form {
            Form::Uuid => "uuid",
            Form::Uuids => "uuids",
            Form::Number => "number",
            Form::Word => "word",
            Form::Address => "address",
        };
        let mut schema = json!({ "kind": self.name, "of": self.of, "form": form, "from": self.from });
        if let (true, Some(schema)) = (self.is_compared, schema.as_object_mut()) {
            schema.insert(COMPARED.to_owned(), true.into());
        }
        schema
    }
}

/// How a list finds the id that belongs to a name.
#[derive(Clone, Copy, Debug)]
pub struct ByName {
    /// The list's inputs for a name; `None` where it cannot be the name of one.
    pub inputs: fn(&str) -> Option<Value>,
    /// The list's output that holds the rows; each has an `id`.
    pub items: &'static str,
    /// The fields of a row that hold its name.
    pub names: &'static [&'static str],
}

/// Chooses the [`IdKind`] of an [`Id`].
pub trait Kind: 'static {
    /// The kind.
    const KIND: IdKind;
}

/// An input that takes an id of the kind `K`, as the type `T`.
pub struct Id<K, T = String>(pub T, PhantomData<fn() -> K>);

impl<K, T> Id<K, T> {
    /// This id.
    pub fn new(id: T) -> Self {
        Self(id, PhantomData)
    }
}

impl<K, T: Clone> Clone for Id<K, T> {
    fn clone(&self) -> Self {
        Self::new(self.0.clone())
    }
}

impl<K, T: Copy> Copy for Id<K, T> {}

impl<K, T: fmt::Debug> fmt::Debug for Id<K, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K, T: fmt::Display> fmt::Display for Id<K, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K> AsRef<str> for Id<K> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de, K, T: Deserialize<'de>> Deserialize<'de> for Id<K, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}

impl<K, T: Serialize> Serialize for Id<K, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(debug_assertions)]
impl<K: Kind, T: JsonSchema> JsonSchema for Id<K, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Id_{}", K::KIND.name).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<T>();
        schema.insert(ID.to_owned(), K::KIND.to_schema());
        schema
    }
}

/// Declares kinds of ids, each as a type of its name, and a constant `IDS` that lists them all.
#[macro_export]
macro_rules! id_kinds {
    ($($(#[$doc:meta])* $type:ident = $kind:expr;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug)]
            pub(crate) struct $type;

            impl $crate::ids::Kind for $type {
                const KIND: $crate::ids::IdKind = $kind;
            }
        )*

        /// Every kind of id that inputs of this vendor's actions take.
        pub(crate) const IDS: &[$crate::ids::IdKind] = &[$(<$type as $crate::ids::Kind>::KIND),*];
    };
}

/// What the schema of an input says of the id that it takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    kind: &'a str,
    of: &'a str,
    form: &'a str,
    from: Option<&'a str>,
}

/// The id that an input with this schema takes.
pub(crate) fn wanted(schema: &Map<String, Value>) -> Option<Wanted<'_>> {
    let id = schema.get(ID)?;
    let text = |name: &str| id.get(name).and_then(Value::as_str);
    Some(Wanted { kind: text("kind")?, of: text("of")?, form: text("form")?, from: text("from") })
}

/// What the id that an input with this schema takes identifies, with its article; `None` where it takes none.
pub fn identifies(schema: &Map<String, Value>) -> Option<&str> {
    schema.get(ID)?.get("of")?.as_str()
}

/// The tool that gives the id which an input with this schema takes; `None` where it takes none, or no tool does.
pub fn given_by(schema: &Map<String, Value>) -> Option<&str> {
    schema.get(ID)?.get("from")?.as_str()
}

/// The ids among some inputs of a call, each with the tool that gives it and whether no other thing of any kind has the same.
pub fn named<'a>(schema: &'a Map<String, Value>, arguments: &'a Value, inputs: &[&str]) -> Vec<NamedId<'a>> {
    let mut found = Vec::new();
    for input in inputs {
        let property = schema.get("properties").and_then(|properties| properties.get(*input)?.as_object());
        let (Some(property), Some(value)) = (property, arguments.get(*input)) else { continue };
        let item = property.get("items").and_then(Value::as_object);
        let Some(wanted) = wanted(property).or_else(|| wanted(item?)) else { continue };
        let values = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
        found.extend(values.iter().filter_map(|id| {
            let id = id.as_str().map(|id| id.trim().to_owned()).or_else(|| id.is_number().then(|| id.to_string()))?;
            Some(NamedId { is_unique: wanted.form == "uuid", from: wanted.from, id })
        }));
    }
    found
}

/// An id that a call names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedId<'a> {
    /// The id.
    pub id: String,
    /// The tool that gives it, with its vendor.
    pub from: Option<&'a str>,
    /// Whether no thing of another kind has the same id.
    pub is_unique: bool,
}

impl Wanted<'_> {
    /// Whether it is several ids in a text.
    pub(crate) fn is_list(&self) -> bool {
        self.form == "uuids"
    }

    /// Whether a text, without white space around it, has the form of such an id.
    pub(crate) fn accepts(&self, text: &str) -> bool {
        match self.form {
            "uuid" => is_uuid(text),
            "uuids" => text.split(',').all(|id| is_uuid(id.trim())),
            "number" => (1..=19).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()),
            "address" => addresses::address(text).is_ok(),
            _ => !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@'),
        }
    }

    /// What the input must be, to follow its name; `got` is shown as it is.
    pub(crate) fn problem(&self, got: &str) -> String {
        let form = match self.form {
            "uuid" => "a UUID",
            "uuids" => "UUIDs parted by commas",
            "number" => "a whole number",
            "address" => "a mail address",
            _ => "one word",
        };
        let from = match self.from {
            Some(tool) => format!("{tool} gives it"),
            None => {
                "no tool of this server lists them, so take it from the vendor's own pages or leave it out".to_owned()
            }
        };
        format!("must be the id of {}, {form}, got {got}: {from}", self.of)
    }
}

/// An id that was given to select what a list answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenId {
    /// The input, with its path.
    pub input: String,
    /// What it identifies, with its article.
    pub of: String,
    /// The tool that gives such ids.
    pub from: Option<String>,
}

/// The inputs among these arguments, and within objects among them, that hold one id each. `schema` is the one of the call's
/// inputs.
pub(crate) fn given(schema: &Map<String, Value>, arguments: &Value) -> Vec<GivenId> {
    let mut found = Vec::new();
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    for (name, property) in properties {
        let (Some(property), Some(value)) = (property.as_object(), arguments.get(name)) else { continue };
        if value.is_object() {
            let within = given(property, value).into_iter();
            found.extend(within.map(|id| GivenId { input: format!("{name}.{}", id.input), ..id }));
        } else if let Some(id) = wanted(property).filter(|_| !value.is_array()) {
            let from = id.from.map(str::to_owned);
            found.push(GivenId { input: name.clone(), of: id.of.to_owned(), from });
        }
    }
    found
}

/// The ids among these arguments, and within what they hold, that are compared after a write: kind, input and id of each. `schema` is
/// the one of the call's inputs.
pub fn compared<'a>(schema: &'a Map<String, Value>, arguments: &'a Value) -> Vec<(&'a str, String, &'a str)> {
    let mut found = Vec::new();
    if let Some(arguments) = arguments.as_object() {
        add_compared_in_object(schema, arguments, "", &mut found);
    }
    found
}

fn add_compared_in_object<'a>(
    schema: &'a Map<String, Value>,
    fields: &'a Map<String, Value>,
    path: &str,
    found: &mut Vec<(&'a str, String, &'a str)>,
) {
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    for (name, property) in properties {
        if let (Some(property), Some(value)) = (property.as_object(), fields.get(name)) {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            add_compared(property, value, &path, found);
        }
    }
}

fn add_compared<'a>(
    schema: &'a Map<String, Value>,
    value: &'a Value,
    path: &str,
    found: &mut Vec<(&'a str, String, &'a str)>,
) {
    match value {
        Value::Object(fields) => add_compared_in_object(schema, fields, path, found),
        Value::Array(items) => {
            if let Some(schema) = schema.get("items").and_then(Value::as_object) {
                items.iter().for_each(|item| add_compared(schema, item, path, found));
            }
        }
        Value::String(id) => {
            if let Some(kind) = schema.get(ID).filter(|id| id.get(COMPARED).is_some())
                && let Some(kind) = kind.get("kind").and_then(Value::as_str)
            {
                found.push((kind, path.to_owned(), id));
            }
        }
        _ => {}
    }
}

/// Whether a call with inputs of this schema can be told something of its ids beside its outputs: that one is of nothing, or was given
/// twice.
#[cfg(debug_assertions)]
pub(crate) fn is_told_of(schema: &Map<String, Value>) -> bool {
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    properties.filter_map(|(_, property)| property.as_object()).any(|property| {
        let item = property.get("items").and_then(Value::as_object);
        let is_compared = property.get(ID).is_some_and(|id| id.get(COMPARED).is_some());
        is_compared
            || item
                .is_some_and(|item| item.contains_key(ID) || item.contains_key(crate::mail::MAIL) || is_told_of(item))
            || is_told_of(property)
    })
}

/// Whether a text is a UUID with its hyphens.
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// A text that was given where an id belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misnamed {
    /// The kind of the id, by its name at the vendor.
    pub kind: String,
    /// The text, without white space around it.
    pub given: String,
}

/// The texts among the arguments of a call that stand where an id belongs and are none; blank ones are left out. `schema` is
/// the one of the call's inputs.
pub fn misnamed(schema: &Map<String, Value>, arguments: &Map<String, Value>) -> Vec<Misnamed> {
    let mut found = Vec::new();
    in_object(schema, arguments, &mut found);
    found
}

fn in_object(schema: &Map<String, Value>, arguments: &Map<String, Value>, found: &mut Vec<Misnamed>) {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
    for (name, property) in properties {
        if let (Some(property), Some(value)) = (property.as_object(), arguments.get(name)) {
            in_value(property, value, found);
        }
    }
}

fn in_value(schema: &Map<String, Value>, value: &Value, found: &mut Vec<Misnamed>) {
    match value {
        Value::Object(fields) => in_object(schema, fields, found),
        Value::Array(items) => {
            if let Some(schema) = schema.get("items").and_then(Value::as_object) {
                items.iter().for_each(|item| in_value(schema, item, found));
            }
        }
        Value::String(text) => {
            let item = schema.get("items").and_then(Value::as_object);
            let (text, Some(wanted)) = (text.trim(), wanted(schema).or_else(|| wanted(item?))) else { return };
            // A list in a text is not a name, nor is an id of another form.
            let is_name = text.chars().any(char::is_alphabetic) && !text.starts_with(['[', '{']) && !is_uuid(text);
            if is_name && !wanted.accepts(text) {
                let misnamed = Misnamed { kind: wanted.kind.to_owned(), given: text.to_owned() };
                if !found.contains(&misnamed) {
                    found.push(misnamed);
                }
            }
        }
        _ => {}
    }
}

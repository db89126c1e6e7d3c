//! Makes schemas from types. Only a development build has this.

use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::Transform};
use serde_json::{Map, Value, json};

use super::{CREDITS_HINT, SCALAR};
use crate::{
    about::{About, Pages, Repeat},
    clearable::{FILTERS, NARROWED_BY, STRICT_NULLS},
    echo,
    endpoint::{Call, Endpoint},
    error::ErrorKind,
    plain::{NUMBERED, Shown},
    remarks::Remark,
    shape::{ENTRIES, MAYBE, OTHERS},
    waiting::{self, WAIT_SECONDS, Waits},
};

/// The input schema of these inputs of a call.
pub fn inputs_of<T: JsonSchema>(about: &About) -> Schema {
    let mut schema = portable::<T>(false);
    if let Some(root) = schema.as_object_mut() {
        // A null that were dropped from a change or a deletion would leave what it was to clear, or widen what is touched.
        if !about.effect.is_read() && about.repeat != Repeat::Doubles {
            root.insert(STRICT_NULLS.to_owned(), true.into());
        }
        if !about.narrowed_by.is_empty() {
            root.insert(NARROWED_BY.to_owned(), about.narrowed_by.into());
        }
        root.remove("description");
        let properties = root.entry("properties").or_insert_with(|| json!({}));
        if about.effect.is_read() {
            let names = properties.as_object().into_iter().flat_map(Map::keys);
            let filters: Vec<Value> =
                names.filter(|name| selects(about, name)).map(|name| name.clone().into()).collect();
            root.insert(FILTERS.to_owned(), filters.into());
        }
    }
    schema
}

/// The same for an endpoint. What it reads of what was started is named by one input or another, so that none of them is a filter.
pub fn inputs_of_endpoint<E: Endpoint>() -> Schema {
    let mut schema = inputs_of::<E>(&E::ABOUT);
    if E::SUCCESSOR.is_some_and(|successor| successor.facts.started_by.is_some()) {
        schema.remove(FILTERS);
    }
    schema
}

/// As [`inputs_of`], with how long the call waits where it waits for something.
pub fn waiting_inputs_of<T: JsonSchema>(about: &About, waits: Option<&Waits>) -> Schema {
    let mut schema = inputs_of::<T>(about);
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    if let (Some(properties), Some(waits)) = (properties, waits) {
        properties.insert(WAIT_SECONDS.to_owned(), waiting::input(waits));
    }
    schema
}

/// Inputs that say how an answer is read, and not of what.
const NO_FILTERS: [&str; 4] = ["sort", "include", "expand", WAIT_SECONDS];

/// Whether an input selects what is answered.
fn selects(about: &About, input: &str) -> bool {
    let of_page = |pages: Pages| pages.cursor == input || pages.size == Some(input);
    !NO_FILTERS.contains(&input) && !about.pages.is_some_and(of_page)
}

/// Adds words to the descriptions of properties: what an input says in this call and not in others that have it too.
pub fn add_words(schema: &mut Schema, words: &[(&str, &str)]) {
    for (name, more) in words {
        let property = schema.get_mut("properties").and_then(|properties| properties.get_mut(*name));
        if let Some(Value::String(text)) = property.and_then(|property| property.get_mut("description")) {
            text.push_str(more);
        }
    }
}

/// Names on the inputs of a call those that another tool takes as `T`, so that an error names the tool.
pub fn set_elsewhere<T: JsonSchema>(schema: &mut Schema, tool: &str) {
    let other = portable::<T>(false);
    let has = |name: &String| schema.get("properties").is_some_and(|own| own.get(name).is_some());
    let names = other.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name);
    let elsewhere: Map<String, Value> =
        names.filter(|name| !has(name)).map(|name| (name.clone(), tool.into())).collect();
    schema.insert(super::ELSEWHERE.to_owned(), elsewhere.into());
}

/// The output schema of these outputs, with those of the remarks: `success` and the failure's fields stand beside them, and only `success` is
/// required, so that a failure is valid too.
pub fn outputs_of<T: JsonSchema>(about: &About, remarks: &[Remark]) -> Schema {
    outputs_with(portable::<T>(true), about, remarks)
}

/// The output schema of an action that is data alone: of the object `T`, shown so.
pub fn shown_outputs_of<T: JsonSchema>(
    shown: Shown,
    about: &About,
    remarks: &[Remark],
    waits: Option<&Waits>,
) -> Schema {
    let mut remarks = remarks.to_vec();
    remarks.extend(waits.into_iter().flat_map(|_| [Remark::Warnings, Remark::Note]));
    let (remarks, waiting) = (remarks.as_slice(), waits.map(waiting::outputs).unwrap_or_default());
    let object = portable::<T>(true);
    let described = |mut schema: Schema, text: String| {
        schema.insert("description".to_owned(), text.into());
        schema
    };
    let list = |items: Schema| Schema::try_from(json!({ "type": "array", "items": items })).unwrap_or_default();
    let text = || Schema::try_from(json!({ "type": "string" })).unwrap_or_default();
    let count = || Schema::try_from(json!({ "type": "integer", "minimum": 0 })).unwrap_or_default();
    let properties = match shown {
        Shown::Nothing => return outputs_with(object, about, remarks),
        Shown::Bare => {
            let mut object = object;
            // Of a map every field is an output.
            if object.get("properties").is_none() {
                object.insert(OTHERS.to_owned(), true.into());
            } else if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
                properties.extend(waiting);
            }
            return outputs_with(object, about, remarks);
        }
        Shown::Under(name, first) => {
            let mut properties = Map::new();
            for (output, field) in first {
                let property = object.get("properties").and_then(|properties| properties.get(field));
                properties.extend(property.map(|property| ((*output).to_owned(), property.clone())));
            }
            let whole = described(object, format!("The whole {}", name.replace('_', " ")));
            properties.extend(waiting);
            properties.insert(name.to_owned(), whole.into());
            properties
        }
        Shown::Page(..) => {
            about.pages.map(|pages| page_properties(&pages, list(object), count(), text())).unwrap_or_default()
        }
        Shown::Numbered(_) => {
            let number = || Schema::try_from(json!({ "type": "integer", "minimum": 1 })).unwrap_or_default();
            let pages = about.pages.map(|pages| page_properties(&pages, list(object), count(), number()));
            let mut properties = pages.unwrap_or_default();
            let numbers = NUMBERED.map(|(name, words)| (name.to_owned(), described(count(), words.to_owned()).into()));
            properties.extend(numbers);
            properties
        }
        // The vendor answers a bare list, and is asked for rows by their number.
        Shown::All(_) | Shown::AllOf(..) if about.pages.is_some() => {
            about.pages.map(|pages| page_properties(&pages, list(object), count(), count())).unwrap_or_default()
        }
        Shown::All(name) | Shown::AllOf(_, name) => Map::from_iter([
            (name.to_owned(), described(list(object), format!("{} there are", title(name))).into()),
            ("count".to_owned(), described(count(), "How many there are".to_owned()).into()),
        ]),
    };
    let root = Map::from_iter([("properties".to_owned(), Value::Object(properties))]);
    outputs_with(root.into(), about, remarks)
}

/// The output schema that `outputs` makes of these remarks, with `warnings` where the answer repeats some of the inputs.
pub fn told_of(
    inputs: Schema,
    about: &About,
    call: &Call,
    remarks: &[Remark],
    outputs: impl Fn(&[Remark]) -> Schema,
) -> Schema {
    let schema = outputs(remarks);
    let is_told = remarks.contains(&Remark::Warnings);
    let repeats = |(inputs, outputs)| {
        !echo::repeated(about, call, inputs, outputs).is_empty()
            || (!about.effect.is_read() && crate::ids::is_told_of(inputs))
    };
    if is_told || !inputs.as_object().zip(schema.as_object()).is_some_and(repeats) {
        return schema;
    }
    outputs(&[remarks, &[Remark::Warnings]].concat())
}

/// The schemas of a page's outputs.
pub(crate) fn page_properties(pages: &Pages, rows: Schema, count: Schema, next: Schema) -> Map<String, Value> {
    let described = |mut schema: Schema, text: String| {
        schema.insert("description".to_owned(), text.into());
        Value::from(schema)
    };
    let rows = described(rows, format!("{} on this page", title(pages.items)));
    let count = described(count, "Rows in this answer; with count_only, of all pages".to_owned());
    let next = described(next, format!("Pass as `{}` for the next page; absent or null on the last", pages.cursor));
    Map::from_iter([(pages.items.to_owned(), rows), ("count".to_owned(), count), (pages.next.to_owned(), next)])
}

/// What the rows of an output are, as a text begins: `lead_lists` are lists.
pub(crate) fn title(output: &str) -> String {
    let mut title = output.rsplit('_').next().unwrap_or_default().to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    title
}

fn outputs_with(mut schema: Schema, about: &About, remarks: &[Remark]) -> Schema {
    if let Some(root) = schema.as_object_mut() {
        let others = root.remove(OTHERS);
        let mut properties = Map::new();
        properties.insert(
            "success".to_owned(),
            json!({ "type": "boolean", "description": "Whether it succeeded; if not, `error` says why" }),
        );
        if let Some(Value::Object(own)) = root.remove("properties") {
            properties.extend(own);
        }
        let is_made = |remark: &Remark| remarks.contains(remark) || (*remark == Remark::Note && about.pages.is_some());
        properties.extend(
            Remark::ALL.into_iter().filter(is_made).map(|remark| (remark.output().to_owned(), remark.schema())),
        );
        if about.price.is_some() {
            properties.insert(
                CREDITS_HINT.to_owned(),
                json!({ "type": "string", "description": "What the call cost, or may have cost, at the vendor" }),
            );
        }
        let kinds: Vec<&str> = ErrorKind::ALL.iter().map(|kind| kind.word()).collect();
        properties.insert(
            "error".to_owned(),
            json!({ "type": "string", "description": "On failure: what failed and what to do next" }),
        );
        properties.insert(
            "error_kind".to_owned(),
            json!({ "type": "string", "enum": kinds, "description": "On failure: its kind, to branch on" }),
        );
        properties.insert(
            "retryable".to_owned(),
            json!({ "type": "boolean", "description": "On failure: whether the same call may simply be made again" }),
        );
        properties.insert(
            "http_status".to_owned(),
            json!({ "type": "integer", "description": "On failure: the vendor's HTTP status, if it answered" }),
        );
        properties.insert(
            "retry_after_s".to_owned(),
            json!({ "type": "integer", "description": "On failure: seconds to wait before a retry, if known" }),
        );
        root.clear();
        root.insert("type".to_owned(), json!("object"));
        root.insert("properties".to_owned(), Value::Object(properties));
        root.insert("required".to_owned(), json!(["success"]));
        root.extend(others.map(|others| (OTHERS.to_owned(), others)));
    }
    schema
}

fn portable<T: JsonSchema>(outputs: bool) -> Schema {
    let mut settings = SchemaSettings::draft2020_12().with_transform(Portable { outputs });
    settings.inline_subschemas = true;
    settings.meta_schema = None;
    let settings = if outputs { settings.for_serialize() } else { settings };
    settings.into_generator().into_root_schema_for::<T>()
}

/// Turns a schema from schemars into one that every client accepts.
#[derive(Clone, Debug)]
pub struct Portable {
    /// For outputs: no required fields and no closed objects, since a vendor may leave anything out.
    pub outputs: bool,
}

impl Transform for Portable {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(object) = schema.as_object_mut() {
            self.clean_object(object);
        }
    }
}

impl Portable {
    fn clean(&self, schema: &mut Value) {
        if let Value::Object(object) = schema {
            self.clean_object(object);
        } else if schema.is_boolean() {
            *schema = json!({});
        }
    }

    fn clean_object(&self, schema: &mut Map<String, Value>) {
        for keyword in ["$schema", "$defs", "title", "readOnly", "writeOnly"] {
            schema.remove(keyword);
        }
        // A doc comment of several lines is one text.
        if let Some(Value::String(text)) = schema.get_mut("description")
            && text.contains('\n')
        {
            *text = text.replace('\n', " ");
        }
        if schema.get("default").is_some_and(Value::is_null) {
            schema.remove("default");
        }
        for union in ["anyOf", "oneOf"] {
            merge_union(schema, union);
        }
        if let Some(Value::Array(types)) = schema.get("type") {
            let kept = types.iter().find(|word| *word != "null").cloned();
            schema.insert("type".to_owned(), kept.unwrap_or_else(|| json!("object")));
        }
        if let Some(only) = schema.remove("const") {
            schema.insert("enum".to_owned(), json!([only]));
        }
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.retain(|value| !value.is_null());
        }
        if matches!(schema.get("type").and_then(Value::as_str), Some("integer" | "number")) {
            schema.remove("format");
        }
        if !self.outputs {
            schema.remove(MAYBE);
        } else if let Some(entries) = schema.remove("additionalProperties") {
            // What an answer is read by; outputs are published open.
            match entries {
                Value::Object(entry) if !entry.is_empty() => {
                    let mut entry = Value::Object(entry);
                    self.clean(&mut entry);
                    schema.insert(ENTRIES.to_owned(), entry);
                }
                Value::Bool(false) => {}
                _ if schema.contains_key("properties") => {
                    schema.insert(OTHERS.to_owned(), true.into());
                }
                _ => {}
            }
        }
        // Open objects are the default; some clients refuse boolean schemas.
        if schema.get("additionalProperties").is_some_and(|value| value == &json!(true) || value == &json!({})) {
            schema.remove("additionalProperties");
        }
        if self.outputs {
            schema.remove(SCALAR);
            schema.remove("required");
        }
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            for property in properties.values_mut() {
                self.clean(property);
            }
        }
        for key in ["items", "additionalProperties"] {
            if let Some(part) = schema.get_mut(key)
                && part.is_object()
            {
                self.clean(part);
            }
        }
    }
}

/// `X or null` becomes X; a list of named constants becomes one `enum`, their texts one description.
fn merge_union(schema: &mut Map<String, Value>, keyword: &str) {
    let Some(Value::Array(branches)) = schema.remove(keyword) else { return };
    let mut kept: Vec<Map<String, Value>> = branches
        .into_iter()
        .filter_map(|branch| match branch {
            Value::Object(branch) if branch.get("type") != Some(&json!("null")) => Some(branch),
            _ => None,
        })
        .collect();
    if kept.len() > 1 {
        let mut values = Vec::new();
        let mut texts = Vec::new();
        for branch in &kept {
            let options = branch.get("const").cloned().map(|only| vec![only]);
            let options = options.or_else(|| branch.get("enum").and_then(Value::as_array).cloned()).unwrap_or_default();
            if let (Some(text), Some(value)) = (branch.get("description").and_then(Value::as_str), options.first()) {
                texts.push(format!("{}: {text}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
            }
            values.extend(options);
        }
        let kind = kept.first().and_then(|branch| branch.get("type")).cloned();
        let mut merged = Map::new();
        if let Some(kind) = kind {
            merged.insert("type".to_owned(), kind);
        }
        merged.insert("enum".to_owned(), Value::Array(values));
        if !texts.is_empty() {
            merged.insert("description".to_owned(), Value::String(texts.join("; ")));
        }
        kept = vec![merged];
    }
    for (key, value) in kept.into_iter().flatten() {
        // The property's own description says more than that of its type.
        schema.entry(key).or_insert(value);
    }
}

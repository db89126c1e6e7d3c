//! What a caller reads of an answer: which fields, brief or full, how many rows, and from where on.
//!
//! The inputs for it are added to every read here and taken off its arguments before the action sees them; no action knows
//! of them. `list` reads rows over several of the vendor's pages, `cursor` names a place in a list, `cap` keeps every
//! answer under a size.

pub(super) mod cap;
pub(super) mod cursor;
pub(super) mod cut_texts;
pub(super) mod list;
pub(super) mod place;
mod schema;

use std::collections::BTreeSet;

use outreach_model::{
    about::Pages,
    arguments,
    brief::BriefRules,
    error::{ErrorKind, Failure},
    registered::RegisteredAction,
};
use serde::Deserialize;
use serde_json::{Map, Value};

/// How much an answer may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most rows that one call reads, whatever its `max_items`.
    pub max_items: usize,
    /// The most bytes that an answer has.
    pub max_result_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_items: 1000, max_result_bytes: 60_000 }
    }
}

/// How the answers of a read are read.
pub(crate) struct Reading {
    subject: Subject,
    /// The names of the fields that a row has.
    fields: Vec<String>,
    rules: BriefRules,
    list: Option<List>,
}

/// What of the outputs has the fields.
enum Subject {
    /// Each item of this output.
    Rows(String),
    /// This output.
    Object(String),
    /// The outputs themselves.
    Outputs,
}

/// A list, and how the vendor pages it.
struct List {
    /// The output that lists the rows.
    rows: &'static str,
    pages: Option<Pages>,
    paging: Paging,
}

/// What the vendor's cursor means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paging {
    /// There is none: the vendor answers the whole list.
    Whole,
    /// The vendor alone knows.
    Opaque,
    /// The number of a page, from 1.
    Numbered,
    /// How many rows come before.
    Offset,
}

/// How much of a row is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Detail {
    #[default]
    Brief,
    Full,
}

/// The inputs of a call that say what is read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    fields: Option<Vec<String>>,
    detail: Detail,
    body_preview_chars: Option<usize>,
    max_items: Option<usize>,
    cursor: Option<String>,
    count_only: bool,
}

/// The rows of a page where the caller does not say.
const PAGE: usize = 20;

/// The characters that stay of what is long in a brief list.
const PREVIEW_CHARS: usize = 300;

impl Reading {
    /// How the answers of an action are read; `None` for a write. The marks for brief answers are taken out of its output schema.
    pub(crate) fn of(action: &'static RegisteredAction, outputs: &mut Map<String, Value>) -> Option<Self> {
        let rules = BriefRules::take(outputs);
        if !action.about.effect.is_read() {
            return None;
        }
        let subject = subject(action, outputs);
        let fields = subject.schema(outputs).into_iter().flatten().map(|(name, _)| name.clone());
        let mut fields: Vec<String> = fields.collect();
        if matches!(subject, Subject::Outputs) {
            fields.retain(|name| !schema::is_common(name));
        }
        let list = match &subject {
            Subject::Rows(rows) if is_list(action) => Some(List::of(action, rows)),
            _ => None,
        };
        if let (Some(list), Some(Value::Object(properties))) = (&list, outputs.get_mut("properties"))
            && let (Some(rules), Some(rows)) = (rules.field(list.rows), properties.get_mut(list.rows))
        {
            rules.describe_rare(rows);
        }
        Some(Self { subject, fields, rules, list })
    }

    /// The list that the action reads, if it reads one.
    pub(crate) const fn is_list(&self) -> bool {
        self.list.is_some()
    }

    /// Takes its inputs off the arguments of a call. `full` is the schema of the action's inputs with these.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`], for any input of the call.
    pub(crate) fn take(
        &self,
        full: &Map<String, Value>,
        mut given: Map<String, Value>,
    ) -> Result<(Asked, Map<String, Value>), Failure> {
        if let Some(Value::Array(fields)) = given.get_mut("fields") {
            fields.iter_mut().for_each(|field| self.without_name(field));
        }
        let Value::Object(mut arguments) = arguments::coerce_and_validate(full, given)? else {
            return Ok((Asked::default(), Map::new()));
        };
        let asked: Map<String, Value> = schema::INPUTS
            .into_iter()
            .filter(|name| self.has_input(name))
            .filter_map(|name| Some((name.to_owned(), arguments.shift_remove(name)?)))
            .collect();
        let asked: Asked = arguments::decode(Value::Object(asked))?;
        if asked.fields.as_ref().is_some_and(Vec::is_empty) {
            return Err(Failure::invalid_input(
                "`fields` names none: leave it out for all fields. Nothing was sent; correct it and call again."
                    .to_owned(),
            ));
        }
        Ok((asked, arguments))
    }

    /// Where a field is named that holds the name of a number, the number: it is answered with its name.
    fn without_name(&self, field: &mut Value) {
        let Some(name) = field.as_str().filter(|name| !self.fields.iter().any(|known| known == name)) else { return };
        let number = name.strip_suffix("_name").or_else(|| name.strip_suffix("_names"));
        if let Some(number) = number.filter(|number| self.fields.iter().any(|known| known == number)) {
            *field = number.into();
        }
    }

    /// The outputs of a get as the caller asked for them: what is long stays whole.
    pub(crate) fn shape(&self, asked: &Asked, outputs: &mut Map<String, Value>) {
        match &self.subject {
            Subject::Rows(rows) => {
                if let Some(Value::Array(rows)) = outputs.get_mut(rows) {
                    rows.iter_mut().for_each(|row| select(asked, row));
                }
            }
            Subject::Object(name) => {
                let Some(mut object) = outputs.get_mut(name).map(Value::take) else { return };
                if asked.fields.is_some() {
                    remove_copies(outputs, &object);
                }
                select(asked, &mut object);
                outputs.insert(name.clone(), object);
            }
            Subject::Outputs => {
                if let Some(fields) = &asked.fields {
                    outputs.retain(|name, _| fields.contains(name) || !self.fields.contains(name));
                }
            }
        }
        if asked.detail == Detail::Brief {
            let mut brief = Value::Object(std::mem::take(outputs));
            self.rules.apply(&mut brief, None, "$", &mut BTreeSet::new());
            if let Value::Object(brief) = brief {
                *outputs = brief;
            }
        }
    }

    /// A row of a list as the caller asked for it; the paths of what was cut go to `cut`.
    fn shape_row(&self, asked: &Asked, rows: &str, row: &mut Value, cut: &mut BTreeSet<String>) {
        select(asked, row);
        let rules = self.rules.field(rows).and_then(BriefRules::items);
        if let (Detail::Brief, Some(rules)) = (asked.detail, rules) {
            if asked.fields.is_none() {
                rules.drop_rare(row);
            }
            let preview_chars = asked.body_preview_chars.unwrap_or(PREVIEW_CHARS);
            rules.apply(row, Some(preview_chars), &format!("$.{rows}[*]"), cut);
        }
    }
}

/// Leaves the fields that the caller named.
fn select(asked: &Asked, row: &mut Value) {
    if let (Some(fields), Value::Object(row)) = (&asked.fields, row) {
        row.retain(|name, _| fields.contains(name));
    }
}

/// Removes the outputs that repeat a field of the object beside them.
fn remove_copies(outputs: &mut Map<String, Value>, object: &Value) {
    let Some(object) = object.as_object() else { return };
    outputs.retain(|name, value| {
        let is_copied = object.get(name) == Some(value)
            || value.as_str().is_some_and(|text| object.values().any(|other| other.as_str() == Some(text)));
        !is_copied
    });
}

impl Subject {
    /// The schema of its fields.
    fn schema<'a>(&self, outputs: &'a Map<String, Value>) -> Option<&'a Map<String, Value>> {
        let properties = outputs.get("properties")?;
        match self {
            Self::Rows(rows) => properties.get(rows)?.get("items")?.get("properties")?.as_object(),
            Self::Object(name) => properties.get(name)?.get("properties")?.as_object(),
            Self::Outputs => properties.as_object(),
        }
    }
}

/// Whether an action reads a list: one with pages, or one that is named so.
fn is_list(action: &RegisteredAction) -> bool {
    action.about.pages.is_some() || action.about.name.starts_with("list_")
}

/// What the outputs of an action are about: its list, else the only list of objects in them, else the only object.
fn subject(action: &RegisteredAction, outputs: &Map<String, Value>) -> Subject {
    if let Some(pages) = action.about.pages {
        return Subject::Rows(pages.items.to_owned());
    }
    let properties = outputs.get("properties").and_then(Value::as_object);
    let own = || properties.into_iter().flatten().filter(|(name, _)| !schema::is_common(name));
    let has_fields = |schema: &Value| schema.get("properties").is_some_and(Value::is_object);
    let lists: Vec<&String> =
        own().filter(|(_, schema)| schema.get("items").is_some_and(has_fields)).map(|(name, _)| name).collect();
    let objects: Vec<&String> = own().filter(|(_, schema)| has_fields(schema)).map(|(name, _)| name).collect();
    match (lists.as_slice(), objects.as_slice()) {
        ([rows], _) => Subject::Rows((*rows).clone()),
        ([], [object]) => Subject::Object((*object).clone()),
        _ => Subject::Outputs,
    }
}

impl List {
    fn of(action: &'static RegisteredAction, rows: &str) -> Self {
        let pages = action.about.pages;
        let paging = match pages.map(|pages| pages.first) {
            None => Paging::Whole,
            Some(None) => Paging::Opaque,
            Some(Some(0)) => Paging::Offset,
            Some(Some(_)) => Paging::Numbered,
        };
        // The name lives as long as the program: a tool's reading is made once.
        let rows = pages.map_or_else(|| &*rows.to_owned().leak(), |pages| pages.items);
        Self { rows, pages, paging }
    }
}

/// A failure for a `cursor` that cannot be used.
fn wrong_cursor(why: &str) -> Failure {
    Failure::new(ErrorKind::InvalidInput, format!("{why} Nothing was sent."))
}

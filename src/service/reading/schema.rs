//! Adds what a caller can say of an answer to the schemas of an action, and what answers say of themselves.

use outreach_model::{
    about::Pages,
    brief::{BriefRules, SHORTENED},
    error::ErrorKind,
    untrusted::UNTRUSTED_FIELDS,
};
use serde_json::{Map, Value, json};

use super::{PAGE, PREVIEW_CHARS, Reading, Subject};

/// Every input that says what is read.
pub(super) const INPUTS: [&str; 6] = ["fields", "detail", "body_preview_chars", "max_items", "cursor", "count_only"];

/// The output that says whether the list goes on.
pub(super) const HAS_MORE: &str = "has_more";
/// The output that says where.
pub(super) const CURSOR: &str = "cursor";
/// The output that says that an answer was too large.
pub(super) const TRUNCATED: &str = "truncated";
/// The output with the number of rows that were left out.
pub(super) const LEFT_OUT: &str = "left_out";
/// The output that says how an answer differs from what was asked for.
pub(super) const NOTE: &str = "note";

/// Whether every tool has this output, or may have it.
pub(super) fn is_common(name: &str) -> bool {
    let of_failures = ["success", "error", "error_kind", "retryable", "http_status", "retry_after_s"];
    let of_remarks = ["count", NOTE, "warnings", "missing", UNTRUSTED_FIELDS];
    of_failures.contains(&name) || of_remarks.contains(&name)
}

impl Reading {
    /// Whether an action whose answers are read so has this input.
    pub(super) fn has_input(&self, name: &str) -> bool {
        match name {
            // One field alone leaves nothing to choose.
            "fields" => self.fields.len() > 1,
            "detail" => true,
            "body_preview_chars" => self.list.is_some() && self.rules.has_long(),
            _ => self.list.is_some(),
        }
    }

    /// Adds its inputs to the schema of an action's inputs.
    pub(crate) fn add_to_inputs(&self, inputs: &mut Map<String, Value>) {
        let Some(properties) = inputs.get_mut("properties").and_then(Value::as_object_mut) else { return };
        for name in INPUTS.into_iter().filter(|name| self.has_input(name)) {
            properties.insert(name.to_owned(), self.input(name));
        }
    }

    fn input(&self, name: &str) -> Value {
        let pages = self.list.as_ref().and_then(|list| list.pages);
        match name {
            "fields" => json!({
                "type": "array",
                "items": { "type": "string", "enum": self.fields },
                "description": match &self.subject {
                    _ if self.list.is_some() => "Only these fields of each row".to_owned(),
                    Subject::Rows(rows) => format!("Only these fields of each of `{rows}`; what stands beside `{rows}` comes anyway"),
                    Subject::Object(name) => format!("Only these fields, within `{name}`"),
                    Subject::Outputs => "Only these fields".to_owned(),
                },
            }),
            "detail" => json!({
                "type": "string",
                "enum": ["brief", "full"],
                "default": "brief",
                "description": match &self.list {
                    None => "brief: texts whole, each value once; full: every field as the vendor returns it",
                    Some(list) => {
                        let rules = self.rules.field(list.rows);
                        let is = |so: fn(&BriefRules) -> bool| rules.is_some_and(so);
                        match (is(BriefRules::has_rare), is(BriefRules::has_long)) {
                            (true, true) => {
                                "brief: without rarely needed fields, long texts cut to `body_preview_chars`; full: everything"
                            }
                            (false, true) => "brief: long texts cut to `body_preview_chars`; full: everything",
                            (true, false) => "brief: without rarely needed fields; full: every field",
                            (false, false) if rules.is_some() => "brief: nothing twice; full: every field",
                            (false, false) => "Both answer every field: rows are short",
                        }
                    }
                },
            }),
            "body_preview_chars" => json!({
                "type": "integer",
                "minimum": 0,
                "maximum": 10_000,
                "default": PREVIEW_CHARS,
                "description": "Characters that brief rows keep of a long text",
            }),
            "max_items" => json!({
                "type": "integer",
                "minimum": 1,
                "description": match pages.and_then(|pages| pages.size) {
                    Some(size) => format!("Most rows, over several pages; without it, one page of `{size}`"),
                    None => format!("Most rows; without it, {PAGE}"),
                },
            }),
            "cursor" => json!({
                "type": "string",
                "minLength": 1,
                "description": match pages {
                    Some(Pages { cursor, .. }) => format!("`cursor` of the last answer: goes on there, in place of `{cursor}`; same filters"),
                    None => "`cursor` of the last answer: goes on there".to_owned(),
                },
            }),
            _ => json!({
                "type": "boolean",
                "default": false,
                "description": "true: only `count`, of all pages, no rows",
            }),
        }
    }

    /// Adds to the schema of an action's outputs what its answers say of what was read.
    pub(crate) fn add_to_outputs(&self, outputs: &mut Map<String, Value>) {
        let Some(properties) = outputs.get_mut("properties").and_then(Value::as_object_mut) else { return };
        let mut add = |name: &str, kind: &str, description: &str| {
            if !properties.contains_key(name) {
                properties.insert(name.to_owned(), json!({ "type": kind, "description": description }));
            }
        };
        if self.list.is_some() {
            // A list without a number of its own can be counted too.
            add("count", "integer", "Rows in this answer; with count_only, of all pages");
            add(HAS_MORE, "boolean", "Whether there are further rows");
            add(CURSOR, "string", "Pass as cursor, with the same other inputs, for the rows that follow");
            add(
                LEFT_OUT,
                "integer",
                "Rows that were read and left out, to keep the answer small; cursor leads to them",
            );
            add(NOTE, "string", "How the answer differs from what was asked for");
        }
        add(TRUNCATED, "boolean", "The answer was too large: rows are left out or texts cut");
        let paths =
            "JSONPaths of what is cut, with its size where the answer was too large; detail full or fields give more";
        properties.insert(
            SHORTENED.to_owned(),
            json!({ "type": "array", "items": { "type": "string" }, "description": paths }),
        );
    }
}

/// A remark beside those that an answer has already.
pub(super) fn add_note(outputs: &mut Map<String, Value>, note: &str) {
    let before = outputs.get(NOTE).and_then(Value::as_str);
    let note = before.map_or_else(|| note.to_owned(), |before| format!("{before} {note}"));
    match outputs.get_mut(NOTE) {
        Some(value) => *value = note.into(),
        // Read before what it is about.
        None => drop(outputs.shift_insert(0, NOTE.to_owned(), note.into())),
    }
}

/// Why reading further failed, where rows were read before: only the caller's own end of the call is a failure then.
pub(super) const fn ends_the_call(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Cancelled | ErrorKind::Internal)
}

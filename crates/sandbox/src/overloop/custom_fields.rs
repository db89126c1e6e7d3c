//! Custom fields: what is declared, and what a value must be.

use http::StatusCode;
use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};

use super::{Answer, Call, Route, document::Record, workspace::Workspace};

pub const ROUTES: &[Route] = &[Route { call: "GET /custom_fields", takes: &[], run: list }];

/// A custom field.
pub struct Declared<'a>(pub &'a Record);

impl Declared<'_> {
    /// What is wrong with a value; `null` takes it away.
    pub fn refuses(&self, value: &Value) -> Option<&'static str> {
        let offered = |value: &Value| {
            value.is_string() && self.0.get("options").as_array().is_some_and(|options| options.contains(value))
        };
        let (fits, detail) = match (self.0.text("value_type"), value) {
            (_, Value::Null) => (true, ""),
            ("numeric", _) => (value.is_number(), "is not a number"),
            ("boolean", _) => (value.is_boolean(), "is invalid"),
            ("list_single", _) => (offered(value), "is not included in the list"),
            ("list_multiple", Value::Array(values)) => (values.iter().all(offered), "is not included in the list"),
            ("datetime", Value::String(text)) => (text.parse::<Timestamp>().is_ok(), "is invalid"),
            ("date", Value::String(text)) => (text.len() == 10 && text.parse::<Date>().is_ok(), "is invalid"),
            ("list_multiple" | "datetime" | "date", _) => (false, "is invalid"),
            _ => (value.is_string(), "is invalid"),
        };
        (!fits).then_some(detail)
    }
}

/// All of them, on no page.
fn list(workspace: &mut Workspace, _: &Call) -> Answer {
    let fields: Vec<Value> = workspace.custom_fields.iter().map(|field| field.object("custom_fields")).collect();
    Ok((StatusCode::OK, json!({ "data": fields })))
}

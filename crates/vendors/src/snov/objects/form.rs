//! Most of the vendor's calls take a form, written as PHP reads it.

use outreach_model::{endpoint::Call, error::Failure, request::Request};
use serde_json::{Map, Value};

/// Calls whose inputs are a form: a list stands under `name[]`, a field of an object under `name[field]`. Without inputs
/// nothing is sent.
pub(crate) struct Form;

impl Form {
    /// `POST`. In `path`, `{name}` stands for the input of that name.
    pub(crate) const fn post(path: &'static str) -> Call {
        Call::post(path).encoded(encode)
    }
}

fn encode(_: &Call, request: Request, inputs: Map<String, Value>) -> Result<Request, Failure> {
    let mut form = Map::new();
    for (name, value) in inputs {
        match value {
            Value::Array(_) => form.extend([(format!("{name}[]"), value)]),
            Value::Object(fields) => {
                let given = fields.into_iter().filter(|(_, value)| !value.is_null());
                form.extend(given.map(|(field, value)| (format!("{name}[{field}]"), value)));
            }
            value => form.extend([(name, value)]),
        }
    }
    if form.is_empty() { Ok(request) } else { request.with_form(&form) }
}

//! The filters of plain list calls: a parameter of the call, a field of the record, and how they are compared.

use serde_json::Value;

use super::record::Record;

/// One filter of a list call.
pub(crate) struct Filter {
    /// The parameter of the call. A call without it is not filtered.
    pub(crate) parameter: &'static str,
    /// The field of the record.
    pub(crate) field: &'static str,
    pub(crate) test: Test,
}

/// How a parameter is compared with a field.
#[derive(Clone, Copy)]
pub(crate) enum Test {
    /// The same value; numbers by value, text to the letter. `null` is like no text.
    Equals,
    /// Another value.
    Differs,
    /// The same text; a field that is `null` counts as empty text.
    EqualsText,
    /// The same text whatever its case; a field that is `null` counts as empty text.
    EqualsIgnoringCase,
    /// The text contains the parameter, whatever its case.
    Contains,
    /// The same value where the parameter is `true`; anything otherwise.
    EqualsIfTrue,
    /// The text is one of those that the parameter separates by commas.
    IsOneOf,
    /// The hidden array of this name has one of the texts, which the parameter separates by commas.
    HiddenHasOneOf,
}

impl Filter {
    /// A filter on the field that is named like its parameter.
    pub(crate) const fn on(name: &'static str, test: Test) -> Self {
        Self { parameter: name, field: name, test }
    }

    /// Whether a record passes all these filters. `parameters` is an object; its other members are ignored.
    pub(crate) fn all_pass(filters: &[Self], record: &Record, parameters: &Value) -> bool {
        filters.iter().all(|filter| parameters.get(filter.parameter).is_none_or(|wanted| filter.passes(record, wanted)))
    }

    fn passes(&self, record: &Record, wanted: &Value) -> bool {
        let text = wanted.as_str().unwrap_or_default();
        match self.test {
            Test::Equals => same(record.get(self.field), wanted),
            Test::Differs => !same(record.get(self.field), wanted),
            Test::EqualsText => record.text(self.field) == text,
            Test::EqualsIgnoringCase => record.text(self.field).eq_ignore_ascii_case(text),
            Test::Contains => record.text(self.field).to_lowercase().contains(&text.to_lowercase()),
            Test::EqualsIfTrue => wanted != &Value::Bool(true) || record.is_true(self.field),
            Test::IsOneOf => text.split(',').any(|one| one.trim() == record.text(self.field)),
            Test::HiddenHasOneOf => {
                let own = record.hidden.get(self.field).and_then(Value::as_array);
                own.into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .any(|own| text.split(',').any(|one| one.trim() == own))
            }
        }
    }
}

/// Whether two values are the same, whole numbers written with or without a fraction included.
fn same(one: &Value, other: &Value) -> bool {
    one == other || one.as_f64().is_some_and(|number| other.as_f64() == Some(number))
}

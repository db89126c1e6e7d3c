//! A record: one object of a vendor, as JSON.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// One object of a vendor.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    /// Its id, unique in its collection.
    pub(crate) id: String,
    /// The id in the middle of its path: of `/automations/{id}/steps` the automation's.
    pub(crate) parent: Option<String>,
    /// Its fields, in the order of the vendor's answers.
    pub(crate) fields: Map<String, Value>,
    /// What answers do not show as a field: tags, relationships.
    pub(crate) hidden: Map<String, Value>,
}

impl Record {
    /// A record with these fields; anything but an object stands for none.
    pub(crate) fn new(id: impl ToString, fields: Value) -> Self {
        let mut record = Self { id: id.to_string(), ..Self::default() };
        record.assign(fields);
        record
    }

    /// A record with the fields of a struct.
    pub(crate) fn of(id: impl ToString, fields: &impl Serialize) -> Self {
        Self::new(id, serde_json::to_value(fields).unwrap_or_default())
    }

    /// The fields as the struct that [`Record::of`] was given; nothing where they do not fit.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_value(Value::Object(self.fields.clone())).ok()
    }

    /// The same record below another one.
    pub(crate) fn below(self, parent: &str) -> Self {
        Self { parent: Some(parent.to_owned()), ..self }
    }

    /// A field; `null` where there is none.
    pub(crate) fn get(&self, name: &str) -> &Value {
        self.fields.get(name).unwrap_or(&Value::Null)
    }

    /// A text field; empty where it is `null` or of another type.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).as_str().unwrap_or_default()
    }

    /// A whole number.
    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        self.get(name).as_i64()
    }

    /// A number.
    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        self.get(name).as_f64()
    }

    /// Whether a field is `true`.
    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.get(name) == &Value::Bool(true)
    }

    /// Whether a field has a value other than `null`.
    pub(crate) fn has(&self, name: &str) -> bool {
        !self.get(name).is_null()
    }

    /// The elements of an array field; none where it is no array.
    pub(crate) fn items(&self, name: &str) -> &[Value] {
        self.get(name).as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// Sets a field. A new one comes last.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.fields.insert(name.to_owned(), value.into());
    }

    /// Sets all members of an object, each as a whole: nested objects are replaced, not merged.
    pub(crate) fn assign(&mut self, fields: Value) {
        if let Value::Object(fields) = fields {
            self.fields.extend(fields);
        }
    }
}

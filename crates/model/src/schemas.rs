//! The schemas that a tool's calls and answers are checked by.

use std::sync::Arc;

#[cfg(debug_assertions)]
use schemars::Schema;
use serde_json::{Map, Value};

use crate::shape::ENTRIES;

/// What a tool's calls and answers are checked by: its schemas with the marks that clients do not see.
#[derive(Clone, Debug, Default)]
pub struct Schemas {
    /// Of its own inputs.
    pub input: Map<String, Value>,
    /// Of its outputs, a failure's fields included.
    pub output: Arc<Map<String, Value>>,
}

impl Schemas {
    /// What a file holds of them: without the descriptions of outputs, which nobody reads there.
    pub fn to_file(&self) -> Map<String, Value> {
        let mut output = Map::clone(&self.output);
        remove_descriptions(&mut output);
        Map::from_iter([("input".to_owned(), self.input.clone().into()), ("output".to_owned(), output.into())])
    }
}

fn remove_descriptions(schema: &mut Map<String, Value>) {
    schema.shift_remove("description");
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.values_mut().filter_map(Value::as_object_mut).for_each(remove_descriptions);
    }
    for part in ["items", ENTRIES] {
        if let Some(Value::Object(part)) = schema.get_mut(part) {
            remove_descriptions(part);
        }
    }
}

/// The schemas of a tool as its types say them. Only a development build holds the code that makes them, which is much of
/// what an action takes: a release reads what such a build has written to files.
#[derive(Clone, Copy)]
pub struct TypeSchemas {
    #[cfg(debug_assertions)]
    pub(crate) input: fn() -> Schema,
    #[cfg(debug_assertions)]
    pub(crate) output: fn() -> Schema,
}

impl TypeSchemas {
    /// Those that these functions make.
    #[cfg(debug_assertions)]
    pub const fn new(input: fn() -> Schema, output: fn() -> Schema) -> Self {
        Self { input, output }
    }

    /// None: a release has no such functions.
    #[cfg(not(debug_assertions))]
    pub const fn none() -> Self {
        Self {}
    }

    /// Makes them; `None` in a release.
    pub fn make(&self) -> Option<Schemas> {
        #[cfg(debug_assertions)]
        return Some(Schemas { input: object((self.input)()), output: Arc::new(object((self.output)())) });
        #[cfg(not(debug_assertions))]
        None
    }
}

#[cfg(debug_assertions)]
fn object(schema: Schema) -> Map<String, Value> {
    match schema.to_value() {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

/// `type_schemas!(inputs, outputs)`: the [`TypeSchemas`] that these expressions make; in a release they are not compiled.
#[macro_export]
macro_rules! type_schemas {
    ($input:expr, $output:expr $(,)?) => {{
        #[cfg(debug_assertions)]
        let types = $crate::schemas::TypeSchemas::new(|| $input, || $output);
        #[cfg(not(debug_assertions))]
        let types = $crate::schemas::TypeSchemas::none();
        types
    }};
}

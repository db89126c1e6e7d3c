//! Declares inputs that are texts of which the schema says one thing more, such as what kind of address they are.

/// A text input, and the keyword that its schema has beside those of a text.
macro_rules! text_input {
    ($(#[$doc:meta])* $type:ident, $keyword:expr => $value:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
        #[serde(transparent)]
        pub struct $type(pub String);

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        $crate::text_input::says!($type, $keyword => $value);
    };
}

/// The schema of a text that has a further keyword, for a type that reads it in its own way.
macro_rules! says {
    ($type:ident, $keyword:expr => $value:expr) => {
        #[cfg(debug_assertions)]
        impl $crate::schema::JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut schema = generator.subschema_for::<String>();
                schema.insert($keyword.to_owned(), $value.into());
                schema
            }
        }
    };
}

pub(crate) use says;
pub(crate) use text_input;

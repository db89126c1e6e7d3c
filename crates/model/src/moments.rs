//! Inputs that are days, moments and time zones: texts whose schemas give an example, since each vendor's form is another.

#[cfg(debug_assertions)]
use std::borrow::Cow;

#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
#[cfg(debug_assertions)]
use serde_json::json;

#[cfg(debug_assertions)]
use crate::schema::JsonSchema;

macro_rules! moments {
    ($($(#[$doc:meta])* $type:ident = $example:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
        #[serde(transparent)]
        pub struct $type(pub String);

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        #[cfg(debug_assertions)]
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let mut schema = generator.subschema_for::<String>();
                schema.insert("examples".to_owned(), json!([$example]));
                schema
            }
        }
    )*};
}

moments! {
    /// A day, YYYY-MM-DD.
    Day = "2027-03-01";
    /// A moment, RFC 3339.
    Moment = "2027-03-01T09:00:00Z";
    /// A time zone, as IANA names it.
    Zone = "America/Chicago";
}

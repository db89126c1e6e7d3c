//! The role of an input: who sends, whom a call reaches, which web address. It is declared once, with
//! the input's type. The guard reads it from the schema that calls are checked against; so far it needs `sender` only.

#[cfg(debug_assertions)]
use std::borrow::Cow;

#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[cfg(debug_assertions)]
use crate::schema::JsonSchema;

/// In a schema: the role of an input. It is not published.
pub const ROLE: &str = "x-role";

macro_rules! roles {
    ($($(#[$doc:meta])* $type:ident = $word:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
        #[serde(transparent)]
        pub struct $type<T = String>(pub T);

        impl<T: AsRef<str>> AsRef<str> for $type<T> {
            fn as_ref(&self) -> &str {
                self.0.as_ref()
            }
        }

        #[cfg(debug_assertions)]
        impl<T: JsonSchema> JsonSchema for $type<T> {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                concat!(stringify!($type)).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let mut schema = generator.subschema_for::<T>();
                schema.insert(ROLE.to_owned(), $word.into());
                schema
            }
        }
    )*};
}

roles! {
    /// The account's own mailboxes and users: never a recipient.
    Sender = "sender";
    /// Addresses or domains that a call reaches or concerns: one, several in a text parted by commas, or a list. Under a rule on
    /// recipients, any other text is refused.
    Recipients = "recipients";
    /// A web address, with or without its scheme. Under a rule on recipients, any other text is refused.
    Url = "url";
}

/// The role of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// See [`Sender`].
    Sender,
    /// See [`Recipients`].
    Recipients,
    /// See [`Url`].
    Url,
}

/// The role that the schema of an input gives it; it holds for everything within the input.
pub fn role_of(schema: &Map<String, Value>) -> Option<Role> {
    match schema.get(ROLE)?.as_str()? {
        "sender" => Some(Role::Sender),
        "recipients" => Some(Role::Recipients),
        "url" => Some(Role::Url),
        _ => None,
    }
}

//! Types of inputs that are checked as they are read, so that nothing that the vendor would charge for or ignore is sent.

use jiff::civil;
use outreach_model::{addresses, arguments::truncate, mail, schema::JsonSchema};
#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Declares text inputs and how each is read. An error says what the text must be.
macro_rules! texts {
    ($($(#[$doc:meta])* $type:ident($inner:ty) = $read:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        pub(crate) struct $type(pub(crate) $inner);

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let given = String::deserialize(deserializer)?;
                $read(given.trim()).map(Self).map_err(D::Error::custom)
            }
        }

        #[cfg(debug_assertions)]
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string" })
            }
        }
    )*};
}

texts! {
    /// A text without the white space around it; `None` where nothing is left.
    Trimmed(Option<String>) = trimmed;
    /// A domain, also out of a URL: `https://www.example.com/about`.
    Domain(String) = domain;
    /// An email address. The vendor ignores any other text, or charges a credit for it.
    EmailAddress(String) = email_address;
    /// An email address; `None` for an empty text.
    OptionalAddress(Option<String>) = optional_address;
    /// A URL with a host, http or https.
    WebAddress(String) = web_address;
    /// A date, `yyyy-mm-dd`.
    Day(String) = day;
}

fn trimmed(given: &str) -> Result<Option<String>, String> {
    Ok(Some(given.to_owned()).filter(|text| !text.is_empty()))
}

fn domain(given: &str) -> Result<String, String> {
    let bare = given.split_once("://").map_or(given, |(_, rest)| rest);
    let bare = bare.split(['/', '?', '#']).next().unwrap_or(bare);
    addresses::domain(bare).map_err(|_| wrong("a domain such as `example.com`", given))
}

fn email_address(given: &str) -> Result<String, String> {
    if given.is_empty() { Err(wrong("an address", given)) } else { mail::address(given) }
}

fn optional_address(given: &str) -> Result<Option<String>, String> {
    mail::address(given).map(|address| Some(address).filter(|address| !address.is_empty()))
}

fn web_address(given: &str) -> Result<String, String> {
    let url = url::Url::parse(given).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.map(|_| given.to_owned()).ok_or_else(|| wrong("an address such as `https://example.com/hook`", given))
}

fn day(given: &str) -> Result<String, String> {
    // The parser takes more forms than the vendor does.
    let day = given.parse().map(|day: civil::Date| day.to_string()).ok();
    day.filter(|day| day == given).ok_or_else(|| wrong("a day such as `2024-06-15`", given))
}

fn wrong(wanted: &str, given: &str) -> String {
    format!("must be {wanted}, not `{}`", truncate(given, 80))
}

/// A list that is sent as one text, with commas and without blanks; an empty list is not sent.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub(crate) struct Csv<T>(Vec<T>);

impl<T: ToString> Serialize for Csv<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let items: Vec<String> = self.0.iter().map(|item| item.to_string().trim().to_owned()).collect();
        Some(items.join(",")).filter(|_| !items.is_empty()).serialize(serializer)
    }
}

//! Answers that have the addresses for keys.

use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Error};
use serde_json::{Map, Value};

/// What the vendor says of each address: `{success, "a@example.com": T, ..}`.
#[derive(Debug)]
pub struct ByEmail<T>(Vec<(String, T)>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for ByEmail<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // What stands beside the addresses is none; nobody has documented that it stays at `success`.
        let addresses = Map::deserialize(deserializer)?.into_iter().filter(|(key, _)| key.contains('@'));
        let read = |(email, said): (String, Value)| {
            let said = T::deserialize(said).map_err(|error| D::Error::custom(format!("in `{email}`: {error}")))?;
            Ok((email, said))
        };
        addresses.map(read).collect::<Result<_, _>>().map(Self)
    }
}

impl<T> ByEmail<T> {
    /// It in the order and the spelling of the caller; what the vendor has in a spelling of its own comes last.
    pub fn in_order(self, emails: Vec<String>) -> Vec<(String, T)> {
        let Self(mut said) = self;
        let mut ordered = Vec::with_capacity(said.len());
        for email in emails {
            let email = email.trim();
            let at = said.iter().position(|(key, _)| key.trim().to_lowercase() == email.to_lowercase());
            if let Some(at) = at {
                let (_, of_email) = said.remove(at);
                ordered.push((email.to_owned(), of_email));
            }
        }
        ordered.extend(said);
        ordered
    }
}

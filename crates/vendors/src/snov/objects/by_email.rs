//! The verifier's answers, whose keys are email addresses.

use outreach_model::{endpoint::Answer, response};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned, de::Error};
use serde_json::{Map, Value};

use super::EmailAddress;

/// What the vendor says of each address: `{success, "a@example.com": T, ..}`.
#[derive(Debug)]
pub(crate) struct ByEmail<T>(Vec<(String, T)>);

/// Inputs that are email addresses.
pub(crate) trait EmailAddresses {
    /// The addresses, as the caller orders them.
    fn emails(&self) -> &[EmailAddress];
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Results<T> {
    results: Vec<Row<T>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Row<T> {
    email: String,
    #[serde(flatten)]
    said: T,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for ByEmail<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Other keys may come to stand beside `success`.
        let addresses = Map::deserialize(deserializer)?.into_iter().filter(|(key, _)| key.contains('@'));
        let decode = |(email, said): (String, Value)| match response::decode_value(&said) {
            Ok(said) => Ok((email, said)),
            Err(error) => Err(D::Error::custom(format!("in `{email}`: {error}"))),
        };
        addresses.map(decode).collect::<Result<_, _>>().map(Self)
    }
}

impl<E: EmailAddresses, T> Answer<E> for ByEmail<T>
where
    T: DeserializeOwned + Serialize + JsonSchema + Send + Sync,
{
    type Output = Results<T>;

    /// In the order and spelling of the caller. Addresses that the vendor spells in another way come last.
    fn output(self, inputs: E) -> Results<T> {
        let Self(mut said) = self;
        let mut ordered = Vec::with_capacity(said.len());
        for EmailAddress(email) in inputs.emails() {
            if let Some(at) = said.iter().position(|(key, _)| key.trim().to_lowercase() == email.to_lowercase()) {
                let (_, of_email) = said.remove(at);
                ordered.push((email.clone(), of_email));
            }
        }
        let rows = ordered.into_iter().chain(said).map(|(email, said)| Row { email, said });
        Results { results: rows.collect() }
    }
}

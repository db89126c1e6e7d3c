//! The verifier's answers, whose keys are email addresses.

use outreach_model::{endpoint::Answer, remarks::Remarks, response, schema::JsonSchema};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned, de::Error};
use serde_json::{Map, Value};
use url::Host;

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
    /// One row for each address, as asked
    results: Vec<Row<T>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Row<T> {
    /// Email address that was asked for
    email: String,
    /// Nothing where the vendor says nothing of the address.
    #[serde(flatten)]
    said: Option<T>,
}

/// An address in one spelling: in small letters, the domain in ASCII and without a dot at its end.
pub(crate) fn canonical_address(address: &str) -> String {
    let address = address.trim().to_lowercase();
    match address.rsplit_once('@').and_then(|(local, domain)| Some((local, Host::parse(domain).ok()?.to_string()))) {
        Some((local, host)) => format!("{local}@{}", host.trim_end_matches('.')),
        None => address,
    }
}

/// Whether two texts are the same address.
pub(crate) fn is_same_address(one: &str, other: &str) -> bool {
    canonical_address(one) == canonical_address(other)
}

impl<T> ByEmail<T> {
    /// The addresses that the vendor says nothing of.
    pub(crate) fn missing(&self, inputs: &impl EmailAddresses) -> Remarks {
        missing_among(self.0.iter().map(|(email, _)| email.as_str()), inputs)
    }

    /// The same rows with something else in each.
    pub(crate) fn map<U>(self, change: impl Fn(T) -> U) -> ByEmail<U> {
        ByEmail(self.0.into_iter().map(|(email, said)| (email, change(said))).collect())
    }

    /// These rows, as if the vendor had written them so.
    pub(crate) fn of(rows: Vec<(String, T)>) -> Self {
        Self(rows)
    }
}

/// Whether an address is asked for: each is where none is named.
pub(crate) fn is_asked_for(email: &str, inputs: &impl EmailAddresses) -> bool {
    let asked = inputs.emails();
    asked.is_empty() || asked.iter().any(|EmailAddress(asked)| is_same_address(asked, email))
}

/// The addresses that are asked for and not among these.
pub(crate) fn missing_among<'a>(said: impl Iterator<Item = &'a str>, inputs: &impl EmailAddresses) -> Remarks {
    let said: Vec<&str> = said.collect();
    let mut missing: Vec<String> = Vec::new();
    for EmailAddress(email) in inputs.emails() {
        let is_known = said.iter().any(|said| is_same_address(said, email));
        if !is_known && !missing.iter().any(|known| is_same_address(known, email)) {
            missing.push(email.clone());
        }
    }
    Remarks::missing(missing)
}

impl<T> Results<T> {
    /// Those of which the vendor says something.
    pub(crate) fn known(mut self) -> Self {
        self.results.retain(|row| row.said.is_some());
        self
    }
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

impl<T> ByEmail<T> {
    /// A row for every address, in the order and spelling of the caller. Addresses that the vendor spells in another way come last.
    pub(crate) fn rows(self, inputs: &impl EmailAddresses) -> Results<T> {
        let Self(mut said) = self;
        let mut ordered: Vec<(String, Option<T>)> = Vec::with_capacity(said.len());
        for EmailAddress(email) in inputs.emails() {
            if ordered.iter().any(|(known, _)| is_same_address(known, email)) {
                continue;
            }
            let at = said.iter().position(|(key, _)| is_same_address(key, email));
            let of_email = at.map(|at| said.remove(at).1);
            ordered.push((email.clone(), of_email));
        }
        let others = said.into_iter().map(|(email, said)| (email, Some(said)));
        let rows = ordered.into_iter().chain(others).map(|(email, said)| Row { email, said });
        Results { results: rows.collect() }
    }
}

impl<E: EmailAddresses, T> Answer<E> for ByEmail<T>
where
    T: DeserializeOwned + Serialize + JsonSchema + Send + Sync,
{
    type Output = Results<T>;

    fn output(self, inputs: E) -> Results<T> {
        self.rows(&inputs)
    }
}

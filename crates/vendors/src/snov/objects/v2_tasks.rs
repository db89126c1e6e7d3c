//! What the tasks of the v2 API find that take several rows at once: addresses by names, verifications, LinkedIn profiles, domains
//! of companies.
//!
//! The vendor answers the rows in an order of its own, so each is matched with what was asked for.

use outreach_model::{
    lenient::{Flag, Text},
    remarks::Remarks,
    schema::JsonSchema,
    spelling,
    untrusted::Untrusted,
};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::Value;
use url::Url;

use super::{
    Filled, Many,
    by_email::is_same_address,
    task::{Findings, Meta, Task},
};

/// A row that such a task answers.
pub(crate) trait Row: DeserializeOwned + Send + Sync {
    /// What a row is asked for by.
    type Asked: DeserializeOwned;
    /// What the tool returns of it.
    type Output: Serialize + JsonSchema;

    /// What was asked for, as a person reads it.
    fn words(asked: &Self::Asked) -> String;

    /// Whether two ask for the same.
    fn is_same(one: &Self::Asked, other: &Self::Asked) -> bool;

    /// Whether the row can be the answer to this.
    fn can_answer(&self, asked: &Self::Asked) -> bool;

    /// Whether it is sure to be, where several could.
    fn surely_answers(&self, asked: &Self::Asked) -> bool {
        self.can_answer(asked)
    }

    /// The output: for a row without an answer what was asked for alone, for one that nobody asked for what the vendor says.
    fn output(row: Option<Self>, asked: Option<Self::Asked>) -> Self::Output;
}

/// The rows that a task answers.
#[derive(Debug, Deserialize)]
#[serde(transparent, bound = "R: DeserializeOwned")]
pub(crate) struct Rows<R>(pub(crate) Many<R>);

impl<R> Default for Rows<R> {
    fn default() -> Self {
        Self(Many::default())
    }
}

/// What the tool returns of them.
#[derive(Serialize, JsonSchema)]
#[schemars(bound = "O: JsonSchema")]
pub(crate) struct RowOutputs<O> {
    /// A row for each that was asked for, in the order asked; absent while it runs
    results: Option<Vec<O>>,
}

impl<R: Row> Rows<R> {
    /// Each that was asked for with its row, each once; then the rows that nobody asked for.
    fn matched(self, asked: Vec<Value>) -> Vec<(Option<R::Asked>, Option<R>)> {
        let mut places: Vec<(R::Asked, Option<R>)> = Vec::with_capacity(asked.len());
        for asked in asked.into_iter().filter_map(|asked| serde_json::from_value::<R::Asked>(asked).ok()) {
            if !places.iter().any(|(known, _)| R::is_same(known, &asked)) {
                places.push((asked, None));
            }
        }
        let mut rows = self.0.0;
        for answers in [R::surely_answers, R::can_answer] {
            for (asked, row) in places.iter_mut().filter(|(_, row)| row.is_none()) {
                *row = rows.iter().position(|row| answers(row, asked)).map(|at| rows.remove(at));
            }
        }
        let asked_for = places.into_iter().map(|(asked, row)| (Some(asked), row));
        asked_for.chain(rows.into_iter().map(|row| (None, Some(row)))).collect()
    }
}

impl<R: Row> Task<Rows<R>> {
    /// What these inputs ask for and no row answers, once the task has ended.
    pub(crate) fn missing(&self, inputs: &impl Serialize) -> Remarks {
        let Some((found, asked)) = self.ended(inputs) else { return Remarks::default() };
        let rows: &[R] = found.map(|Rows(Many(rows))| rows.as_slice()).unwrap_or_default();
        let mut missing: Vec<String> = Vec::new();
        for asked in asked.into_iter().filter_map(|asked| serde_json::from_value::<R::Asked>(asked).ok()) {
            let words = R::words(&asked);
            if !rows.iter().any(|row| row.can_answer(&asked)) && !missing.contains(&words) {
                missing.push(words);
            }
        }
        Remarks::missing(missing)
    }
}

impl<R: Row> Findings for Rows<R> {
    type Outputs = RowOutputs<R::Output>;

    fn has_nothing(&self) -> bool {
        self.0.0.is_empty()
    }

    fn outputs(found: Option<Self>, meta: Meta, _: Option<Url>) -> Self::Outputs {
        let results = found
            .map(|found| found.matched(meta.asked).into_iter().map(|(asked, row)| R::output(row, asked)).collect());
        RowOutputs { results }
    }
}

/// A person whose address is sought.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct PersonAt {
    first_name: Text,
    last_name: Text,
    domain: Text,
}

impl PersonAt {
    fn name(&self) -> String {
        format!("{} {}", self.first_name.0.trim(), self.last_name.0.trim()).trim().to_owned()
    }
}

/// The addresses of a person: `{people, result}`.
#[derive(Debug, Deserialize)]
pub(crate) struct AddressesByName {
    pub(crate) people: Option<Text>,
    #[serde(default)]
    pub(crate) result: Many<FoundAddress>,
}

/// An address that was found and checked.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct FoundAddress {
    /// Email address
    pub(crate) email: Option<Text>,
    #[serde(flatten)]
    pub(crate) checks: Checks,
}

/// What the verification of an address says.
#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Checks {
    /// valid: takes mail; not_valid: does not; unknown: mail may bounce
    #[serde(default, deserialize_with = "small")]
    pub(crate) smtp_status: Option<String>,
    /// true: written as an address must be
    pub(crate) is_valid_format: Option<Flag>,
    /// true: of a service for throw-away addresses
    pub(crate) is_disposable: Option<Flag>,
    /// true: of a webmail service
    pub(crate) is_webmail: Option<Flag>,
    /// true: looks generated
    pub(crate) is_gibberish: Option<Flag>,
    /// Why it is unknown. catchall: the server takes mail to any address; greylist: it holds off checks; banned: it gives none; connection_error: it failed; hidden_by_owner
    #[serde(default, deserialize_with = "small")]
    pub(crate) unknown_status_reason: Option<String>,
}

/// A word in small letters: the vendor writes some either way.
fn small<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let word = Option::<Text>::deserialize(deserializer)?;
    Ok(word.map(|Text(word)| word.trim().to_lowercase()).filter(|word| !word.is_empty()))
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(crate) struct PersonAddresses {
    /// First and last name
    name: Option<String>,
    /// Domain that was asked for
    domain: Option<String>,
    /// Addresses found, checked; empty where there are none
    emails: Many<FoundAddress>,
}

impl Row for AddressesByName {
    type Asked = PersonAt;
    type Output = PersonAddresses;

    fn words(asked: &PersonAt) -> String {
        format!("{} ({})", asked.name(), asked.domain.0)
    }

    fn is_same(one: &PersonAt, other: &PersonAt) -> bool {
        spelling::name(&Self::words(one)) == spelling::name(&Self::words(other))
    }

    fn can_answer(&self, asked: &PersonAt) -> bool {
        self.people.as_ref().is_some_and(|Text(people)| spelling::name(people) == spelling::name(&asked.name()))
    }

    // Two people may have one name; the domain of an address then says which of them it is of.
    fn surely_answers(&self, asked: &PersonAt) -> bool {
        let domain = asked.domain.0.trim().to_lowercase();
        let is_there = |found: &FoundAddress| {
            found.email.as_ref().is_some_and(|Text(email)| email.to_lowercase().ends_with(&format!("@{domain}")))
        };
        self.can_answer(asked) && self.result.0.iter().any(is_there)
    }

    fn output(row: Option<Self>, asked: Option<PersonAt>) -> PersonAddresses {
        let (people, emails) = row.map(|row| (row.people, row.result)).unwrap_or_default();
        let name = asked.as_ref().map(PersonAt::name).or_else(|| people.map(|Text(people)| people));
        PersonAddresses { name, domain: asked.map(|asked| asked.domain.0), emails }
    }
}

/// What was found out about an address: `{email, result}`.
#[derive(Debug, Deserialize)]
pub(crate) struct VerifiedAddress {
    pub(crate) email: Option<Text>,
    #[serde(default)]
    pub(crate) result: Filled<Checks>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(crate) struct Verification {
    /// Email address that was asked for
    email: Option<String>,
    #[serde(flatten)]
    checks: Option<Checks>,
}

impl Row for VerifiedAddress {
    type Asked = String;
    type Output = Verification;

    fn words(asked: &String) -> String {
        asked.clone()
    }

    fn is_same(one: &String, other: &String) -> bool {
        is_same_address(one, other)
    }

    fn can_answer(&self, asked: &String) -> bool {
        self.email.as_ref().is_some_and(|Text(email)| is_same_address(email, asked))
    }

    fn output(row: Option<Self>, asked: Option<String>) -> Verification {
        let (email, Filled(checks)) = row.map(|row| (row.email, row.result)).unwrap_or_default();
        Verification { email: asked.or_else(|| email.map(|Text(email)| email)), checks }
    }
}

/// A LinkedIn profile: `{url, result}`.
#[derive(Debug, Deserialize)]
pub(crate) struct ProfileByUrl {
    pub(crate) url: Option<Text>,
    // Nothing found is written as an empty list.
    #[serde(default)]
    pub(crate) result: Filled<LinkedinProfile>,
}

/// What a LinkedIn profile says. It has no address.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct LinkedinProfile {
    /// Full name
    pub(super) name: Option<Untrusted<Text>>,
    /// First name
    pub(super) first_name: Option<Untrusted<Text>>,
    /// Last name
    pub(super) last_name: Option<Untrusted<Text>>,
    /// Industry of the person
    pub(super) industry: Option<Untrusted<Text>>,
    /// Place of the person
    pub(super) location: Option<Untrusted<Text>>,
    /// Country of the person
    pub(super) country: Option<Untrusted<Text>>,
    /// Skills, as in the profile
    pub(super) skills: Option<Many<Untrusted<Text>>>,
    /// Jobs that the person has
    pub(super) positions: Option<Many<Position>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(super) struct Position {
    /// Name of the employer
    pub(super) name: Option<Untrusted<Text>>,
    /// Job title
    pub(super) title: Option<Untrusted<Text>>,
    /// URL of the employer's LinkedIn page
    pub(super) linkedin_url: Option<Text>,
    /// Website of the employer
    pub(super) url: Option<Untrusted<Text>>,
    /// Industry of the employer
    pub(super) industry: Option<Untrusted<Text>>,
    /// Country of the head office
    pub(super) country: Option<Untrusted<Text>>,
    /// Place of the employer
    pub(super) location: Option<Untrusted<Text>>,
    /// What the employer works on
    pub(super) specializations: Option<Many<Untrusted<Text>>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(crate) struct ProfileOutput {
    /// URL that was asked for
    url: Option<String>,
    /// What was found; absent where there is nothing
    profile: Option<LinkedinProfile>,
}

impl Row for ProfileByUrl {
    type Asked = String;
    type Output = ProfileOutput;

    fn words(asked: &String) -> String {
        asked.clone()
    }

    fn is_same(one: &String, other: &String) -> bool {
        spelling::profile(one) == spelling::profile(other)
    }

    fn can_answer(&self, asked: &String) -> bool {
        self.url.as_ref().is_some_and(|Text(url)| spelling::profile(url) == spelling::profile(asked))
    }

    fn output(row: Option<Self>, asked: Option<String>) -> ProfileOutput {
        let (url, Filled(profile)) = row.map(|row| (row.url, row.result)).unwrap_or_default();
        ProfileOutput { url: asked.or_else(|| url.map(|Text(url)| url)), profile }
    }
}

/// The domain of a company: `{name, result}`.
#[derive(Debug, Deserialize)]
pub(crate) struct DomainByName {
    pub(crate) name: Option<Text>,
    #[serde(default)]
    pub(crate) result: Filled<CompanyDomain>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct CompanyDomain {
    pub(crate) domain: Option<Text>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(crate) struct DomainOutput {
    /// Name that was asked for
    name: Option<String>,
    /// Domain of the company; absent where none was found
    domain: Option<Text>,
}

impl Row for DomainByName {
    type Asked = String;
    type Output = DomainOutput;

    fn words(asked: &String) -> String {
        asked.clone()
    }

    fn is_same(one: &String, other: &String) -> bool {
        spelling::name(one) == spelling::name(other)
    }

    fn can_answer(&self, asked: &String) -> bool {
        self.name.as_ref().is_some_and(|Text(name)| spelling::name(name) == spelling::name(asked))
    }

    fn output(row: Option<Self>, asked: Option<String>) -> DomainOutput {
        let (name, Filled(found)) = row.map(|row| (row.name, row.result)).unwrap_or_default();
        let domain = found.and_then(|found| found.domain).filter(|Text(domain)| !domain.trim().is_empty());
        DomainOutput { name: asked.or_else(|| name.map(|Text(name)| name)), domain }
    }
}

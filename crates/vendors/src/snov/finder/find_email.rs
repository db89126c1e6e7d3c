use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(serialize = "camelCase"))]
pub(crate) struct FindEmail {
    /// First name of the person
    first_name: String,
    /// Last name of the person
    last_name: String,
    /// Domain of the employer, e.g. example.com; a URL is cut down to it
    domain: Recipients<Domain>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Found {
    status: Option<State>,
    #[serde(default)]
    data: Filled<Person>,
}

// The vendor writes the names of fields in camel case or in snake case.
#[derive(Debug, Default, Deserialize)]
struct Person {
    #[serde(alias = "firstName")]
    first_name: Option<Untrusted<Text>>,
    #[serde(alias = "lastName")]
    last_name: Option<Untrusted<Text>>,
    #[serde(default)]
    emails: Many<Email>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Email {
    /// Email address
    email: Option<Text>,
    /// valid or unknown
    #[serde(alias = "emailStatus")]
    email_status: Option<Text>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Outputs {
    /// How the search stands
    status: Option<State>,
    /// First name of the person
    first_name: Option<Untrusted<Text>>,
    /// Last name of the person
    last_name: Option<Untrusted<Text>>,
    /// Addresses that are known; none on `not_found`
    emails: Many<Email>,
}

impl Endpoint for FindEmail {
    type Answer = Found;

    const ABOUT: About = About {
        name: "find_email",
        title: "Look up a person's address by name",
        description: "Looks up the addresses that Snov.io already knows of one person, by name and employer's domain. This read is free: ask it before add_names_to_find_emails, which searches on `not_found` for 1 credit, and again while it says `in_progress`. Deprecated by Snov.io, may answer 404; then start_prospects_search finds the domain's people for 1 credit, not one name: pick the person there.",
        retired: Some(super::FINDER_RETIRED),
        ..About::read("https://snov.io/api#EmailFinder")
    };
    const CALL: Call = Form::post("/v1/get-emails-from-names");
}

impl Answer<FindEmail> for Found {
    type Output = Outputs;

    fn output(self, _: FindEmail) -> Outputs {
        let Person { first_name, last_name, emails } = self.data.0.unwrap_or_default();
        Outputs { status: self.status, first_name, last_name, emails }
    }
}

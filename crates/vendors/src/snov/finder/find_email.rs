//! <https://snov.io/api#EmailFinder>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Names;
use crate::snov::objects::{Filled, Many, State};
use outreach_model::{
    about::About, action::Action, error::Failure, lenient::Text, request::Request, untrusted::Untrusted,
};

/// `POST /v1/get-emails-from-names`.
pub struct FindEmail;

/// What the vendor answers.
#[derive(Debug, Deserialize)]
pub struct Answer {
    status: Option<State>,
    #[serde(default)]
    data: Filled<Person>,
}

// Two generations of answers are known, one in camel case and one in snake case.
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
    email: Option<Text>,
    /// valid or unknown
    #[serde(alias = "emailStatus")]
    email_status: Option<Text>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    status: Option<State>,
    first_name: Option<Untrusted<Text>>,
    last_name: Option<Untrusted<Text>>,
    emails: Many<Email>,
}

impl Action for FindEmail {
    type Answer = Answer;
    type Inputs = Names;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "find_email",
        title: "Find a person's address",
        description: "Looks up a person's addresses at a domain among those that Snov.io knows. Free; if `not_found`, add_names_to_find_emails starts a search for 1 credit. The vendor's newest page no longer lists it.",
        ..About::read("https://snov.io/api#EmailFinder")
    };

    fn request(inputs: &Names) -> Result<Request, Failure> {
        inputs.request("get-emails-from-names")
    }

    fn outputs(_: Names, Answer { status, data: Filled(data) }: Answer) -> Outputs {
        let Person { first_name, last_name, emails } = data.unwrap_or_default();
        Outputs { status, first_name, last_name, emails }
    }
}

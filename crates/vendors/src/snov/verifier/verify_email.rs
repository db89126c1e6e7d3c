//! <https://snov.io/api#EmailVerifier>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::by_email::ByEmail;
use crate::snov::objects::{Filled, State};
use outreach_model::{
    about::About,
    action::Action,
    error::Failure,
    lenient::{Flag, Text},
    request::Request,
};

/// `POST /v1/get-emails-verification-status`.
pub struct VerifyEmail;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Addresses
    #[schemars(length(min = 1))]
    emails: Vec<String>,
}

/// What the vendor says of an address.
#[derive(Debug, Deserialize)]
pub struct Said {
    status: Option<State>,
    #[serde(default)]
    data: Filled<Verification>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct Verification {
    email: Option<Text>,
    is_valid_format: Option<Flag>,
    is_disposable: Option<Flag>,
    is_webmail: Option<Flag>,
    is_gibberish: Option<Flag>,
    /// valid, not_valid, unknown, or greylisted: ask again in 15 to 60 minutes
    smtp_status: Option<Text>,
    is_catchall: Option<Flag>,
    is_greylist: Option<Flag>,
    is_banned_error: Option<Flag>,
    is_connection_error: Option<Flag>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    email: String,
    status: Option<State>,
    /// Absent as long as it is not verified
    data: Option<Verification>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    results: Vec<Row>,
}

impl Action for VerifyEmail {
    type Answer = ByEmail<Said>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "verify_email",
        title: "Look up verifications",
        description: "Reads whether mail to these addresses arrives, where Snov.io has verified them. Free; those `not_verified` go to add_emails_for_verification first. The vendor's newest page no longer lists it.",
        ..About::read("https://snov.io/api#EmailVerifier")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        super::post("get-emails-verification-status", &inputs.emails)
    }

    fn outputs(inputs: Inputs, answer: ByEmail<Said>) -> Outputs {
        let row = |(email, Said { status, data: Filled(data) })| Row { email, status, data };
        Outputs { results: answer.in_order(inputs.emails).into_iter().map(row).collect() }
    }
}

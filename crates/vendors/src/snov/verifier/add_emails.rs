//! <https://snov.io/api#AddEmailsForVerification>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::by_email::ByEmail;
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    lenient::Flag,
    request::Request,
};

/// `POST /v1/add-emails-to-verification`.
pub struct AddEmailsForVerification;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Addresses, at most 10
    #[schemars(length(min = 1, max = 10))]
    emails: Vec<String>,
}

/// What the vendor says of an address.
#[derive(Debug, Deserialize)]
pub struct Said {
    sent: Option<Flag>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    email: String,
    /// Whether it is queued
    sent: Option<Flag>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    results: Vec<Row>,
}

impl Action for AddEmailsForVerification {
    type Answer = ByEmail<Said>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "add_emails_for_verification",
        title: "Verify addresses",
        description: "Queues addresses for verification; verify_email gives the results later. Costs 1 credit an address. The vendor's newest page no longer lists it.",
        price: Some("1 credit an address"),
        ..About::write(
            "https://snov.io/api#AddEmailsForVerification",
            Effect::Spend,
            Repeat::Doubles,
            "Ask snov_verify_email, which is free, before you queue them again.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        super::post("add-emails-to-verification", &inputs.emails)
    }

    fn outputs(inputs: Inputs, answer: ByEmail<Said>) -> Outputs {
        let row = |(email, Said { sent })| Row { email, sent };
        Outputs { results: answer.in_order(inputs.emails).into_iter().map(row).collect() }
    }
}

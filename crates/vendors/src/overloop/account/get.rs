//! <https://apidoc.overloop.ai/#retrieve-your-account>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::overloop::{jsonapi::One, objects::Account};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /account`.
pub struct GetAccount;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    account: Account,
}

impl Action for GetAccount {
    type Answer = One<Account>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_account",
        title: "Get the account",
        description: "Reads the account: its plan and the credits that remain.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-your-account")
    };

    fn request(_: &Inputs) -> Result<Request, Failure> {
        Request::get(["account"])
    }

    fn outputs(_: Inputs, One(account): One<Account>) -> Outputs {
        Outputs { account }
    }
}

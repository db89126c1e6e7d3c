//! <https://snov.io/api#CheckUserBalance>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::{get_v1, objects::Data};
use outreach_model::{
    about::About,
    action::Action,
    error::Failure,
    lenient::{Flag, Int, Num},
    request::Request,
};

/// `GET /v1/get-balance`.
pub struct GetBalance;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {}

/// What is left. The vendor's example and its table call one field by two names.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Outputs {
    /// Credits
    balance: Option<Num>,
    teamwork: Option<Flag>,
    /// This month
    #[serde(alias = "recipients_used")]
    unique_recipients_used: Option<Int>,
    /// Days
    limit_resets_in: Option<Int>,
    /// Days
    expires_in: Option<Int>,
}

impl Action for GetBalance {
    type Answer = Data<Outputs>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_balance",
        title: "Get the balance",
        description: "Reads the credits that are left, and when the limits are reset. Free: look before a search that costs.",
        ..About::read("https://snov.io/api#CheckUserBalance")
    };

    fn request(_: &Inputs) -> Result<Request, Failure> {
        get_v1("get-balance")
    }

    fn outputs(_: Inputs, answer: Data<Outputs>) -> Outputs {
        answer.data
    }
}

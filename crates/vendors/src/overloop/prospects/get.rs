//! <https://apidoc.overloop.ai/#retrieve-a-prospect>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Include;
use crate::overloop::{jsonapi::One, objects::Prospect, query};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /prospects/{prospect_id}`.
pub struct GetProspect;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    prospect_id: String,
    /// Related objects to add
    include: Option<Vec<Include>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    prospect: Prospect,
}

impl Action for GetProspect {
    type Answer = One<Prospect>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_prospect",
        title: "Get a prospect",
        description: "Reads a prospect. By address: list_prospects with `filter`.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-a-prospect")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        let include = inputs.include.as_deref().and_then(query::included);
        Request::get(["prospects", &inputs.prospect_id])?.with_query(&Vec::from_iter(include))
    }

    fn outputs(_: Inputs, One(prospect): One<Prospect>) -> Outputs {
        Outputs { prospect }
    }
}

//! <https://apidoc.overloop.ai/#retrieve-an-automation>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Include;
use crate::overloop::{jsonapi::One, objects::Automation, query};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /automations/{automation_id}`.
pub struct GetAutomation;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    automation_id: String,
    /// Related objects to add
    include: Option<Vec<Include>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    automation: Automation,
}

impl Action for GetAutomation {
    type Answer = One<Automation>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_automation",
        title: "Get an automation",
        description: "Reads a campaign or workflow, with who enters it and when it sends.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-an-automation")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        let include = inputs.include.as_deref().and_then(query::included);
        Request::get(["automations", &inputs.automation_id])?.with_query(&Vec::from_iter(include))
    }

    fn outputs(_: Inputs, One(automation): One<Automation>) -> Outputs {
        Outputs { automation }
    }
}

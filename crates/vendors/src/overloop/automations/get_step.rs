//! <https://apidoc.overloop.ai/#retrieve-a-automation-step>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::overloop::{jsonapi::One, objects::Step};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /automations/{automation_id}/steps/{step_id}`.
pub struct GetAutomationStep;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    automation_id: String,
    /// Its id
    step_id: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    step: Step,
}

impl Action for GetAutomationStep {
    type Answer = One<Step>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_automation_step",
        title: "Get a step of an automation",
        description: "Reads one step: its type and settings.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-a-automation-step")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::get(["automations", &inputs.automation_id, "steps", &inputs.step_id])
    }

    fn outputs(_: Inputs, One(step): One<Step>) -> Outputs {
        Outputs { step }
    }
}

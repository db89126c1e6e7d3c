//! <https://apidoc.overloop.ai/#list-automation-steps>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::overloop::{
    jsonapi::{Many, Page},
    objects::Step,
    pages,
    query::Paging,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /automations/{automation_id}/steps`.
pub struct ListAutomationSteps;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    automation_id: String,
    #[serde(flatten)]
    paging: Paging,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    steps: Vec<Step>,
    #[serde(flatten)]
    page: Page,
}

impl Action for ListAutomationSteps {
    type Answer = Many<Step>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_automation_steps",
        title: "List the steps of an automation",
        description: "Lists the steps of an automation; `previous_step_id` gives their order.",
        pages: pages("steps"),
        ..About::read("https://apidoc.overloop.ai/#list-automation-steps")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        inputs.paging.request::<Step>(["automations", &inputs.automation_id, "steps"])
    }

    fn outputs(inputs: Inputs, answer: Many<Step>) -> Outputs {
        let (steps, page) = answer.into_parts(inputs.paging.page);
        Outputs { steps, page }
    }
}

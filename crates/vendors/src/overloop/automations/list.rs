//! <https://apidoc.overloop.ai/#list-automations>

use schemars::JsonSchema;
use serde::Serialize;

use super::{Filter, Include};
use crate::overloop::{
    jsonapi::{Many, Page},
    objects::Automation,
    pages,
    query::List,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /automations`.
pub struct ListAutomations;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    automations: Vec<Automation>,
    #[serde(flatten)]
    page: Page,
}

impl Action for ListAutomations {
    type Answer = Many<Automation>;
    type Inputs = List<Filter, Include>;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_automations",
        title: "List automations",
        description: "Finds campaigns and workflows, which the API only reads.",
        pages: pages("automations"),
        ..About::read("https://apidoc.overloop.ai/#list-automations")
    };

    fn request(inputs: &Self::Inputs) -> Result<Request, Failure> {
        inputs.request::<Automation>("automations")
    }

    fn outputs(inputs: Self::Inputs, answer: Many<Automation>) -> Outputs {
        let (automations, page) = answer.into_parts(inputs.page());
        Outputs { automations, page }
    }
}

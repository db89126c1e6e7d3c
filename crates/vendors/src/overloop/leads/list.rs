//! <https://apidoc.overloop.ai/#list-leads>

use schemars::JsonSchema;
use serde::Serialize;

use crate::overloop::{
    jsonapi::{Many, Page},
    objects::Prospect,
    pages,
    prospects::{Filter, Include},
    query::List,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /leads`.
pub struct ListLeads;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    leads: Vec<Prospect>,
    #[serde(flatten)]
    page: Page,
}

impl Action for ListLeads {
    type Answer = Many<Prospect>;
    type Inputs = List<Filter, Include>;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_leads",
        title: "List leads",
        description: "Finds leads, the older name of prospects: prefer list_prospects.",
        pages: pages("leads"),
        ..About::read("https://apidoc.overloop.ai/#list-leads")
    };

    fn request(inputs: &Self::Inputs) -> Result<Request, Failure> {
        inputs.request::<Prospect>("leads")
    }

    fn outputs(inputs: Self::Inputs, answer: Many<Prospect>) -> Outputs {
        let (leads, page) = answer.into_parts(inputs.page());
        Outputs { leads, page }
    }
}

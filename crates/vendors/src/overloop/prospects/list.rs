//! <https://apidoc.overloop.ai/#list-prospects>

use schemars::JsonSchema;
use serde::Serialize;

use super::{Filter, Include};
use crate::overloop::{
    jsonapi::{Many, Page},
    objects::Prospect,
    pages,
    query::List,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /prospects`.
pub struct ListProspects;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    prospects: Vec<Prospect>,
    #[serde(flatten)]
    page: Page,
}

impl Action for ListProspects {
    type Answer = Many<Prospect>;
    type Inputs = List<Filter, Include>;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_prospects",
        title: "List prospects",
        description: "Finds prospects by their attributes.",
        pages: pages("prospects"),
        ..About::read("https://apidoc.overloop.ai/#list-prospects")
    };

    fn request(inputs: &Self::Inputs) -> Result<Request, Failure> {
        inputs.request::<Prospect>("prospects")
    }

    fn outputs(inputs: Self::Inputs, answer: Many<Prospect>) -> Outputs {
        let (prospects, page) = answer.into_parts(inputs.page());
        Outputs { prospects, page }
    }
}

//! <https://apidoc.overloop.ai/#list-organizations>

use schemars::JsonSchema;
use serde::Serialize;

use super::{Filter, Include};
use crate::overloop::{
    jsonapi::{Many, Page},
    objects::OrganizationWithRelated,
    pages,
    query::List,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /organizations`.
pub struct ListOrganizations;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    organizations: Vec<OrganizationWithRelated>,
    #[serde(flatten)]
    page: Page,
}

impl Action for ListOrganizations {
    type Answer = Many<OrganizationWithRelated>;
    type Inputs = List<Filter, Include>;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_organizations",
        title: "List organizations",
        description: "Finds organizations by their attributes.",
        pages: pages("organizations"),
        ..About::read("https://apidoc.overloop.ai/#list-organizations")
    };

    fn request(inputs: &Self::Inputs) -> Result<Request, Failure> {
        inputs.request::<OrganizationWithRelated>("organizations")
    }

    fn outputs(inputs: Self::Inputs, answer: Many<OrganizationWithRelated>) -> Outputs {
        let (organizations, page) = answer.into_parts(inputs.page());
        Outputs { organizations, page }
    }
}

//! <https://apidoc.overloop.ai/#list-organizations>

use schemars::JsonSchema;
use serde::Serialize;

use super::{Filter, Include};
use crate::{
    action::{About, Action, Effect},
    failure::Failure,
    overloop::{
        jsonapi::{Many, Page},
        objects::OrganizationWithRelated,
        pages,
        query::List,
    },
    request::Request,
};

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
        effect: Effect::Read,
        pages: pages("organizations"),
        price: None,
        verify: None,
        docs: "https://apidoc.overloop.ai/#list-organizations",
    };

    fn request(inputs: &Self::Inputs) -> Result<Request, Failure> {
        inputs.request::<OrganizationWithRelated>("organizations")
    }

    fn outputs(inputs: Self::Inputs, answer: Many<OrganizationWithRelated>) -> Outputs {
        let (organizations, page) = answer.into_parts(inputs.page());
        Outputs { organizations, page }
    }
}

//! <https://apidoc.overloop.ai/#retrieve-an-organization>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Include;
use crate::overloop::{jsonapi::One, objects::OrganizationWithRelated, query};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /organizations/{organization_id}`.
pub struct GetOrganization;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    organization_id: String,
    /// Related objects to add
    include: Option<Vec<Include>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    organization: OrganizationWithRelated,
}

impl Action for GetOrganization {
    type Answer = One<OrganizationWithRelated>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_organization",
        title: "Get an organization",
        description: "Reads an organization. By name: list_organizations with `filter`.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-an-organization")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        let include = inputs.include.as_deref().and_then(query::included);
        Request::get(["organizations", &inputs.organization_id])?.with_query(&Vec::from_iter(include))
    }

    fn outputs(_: Inputs, One(organization): One<OrganizationWithRelated>) -> Outputs {
        Outputs { organization }
    }
}

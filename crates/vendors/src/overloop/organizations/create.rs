//! <https://apidoc.overloop.ai/#create-an-organization>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::Attributes;
use crate::overloop::{
    jsonapi::{self, One, Writable},
    objects::OrganizationWithRelated,
};
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `POST /organizations`.
pub struct CreateOrganization;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    #[serde(flatten)]
    organization: Writable<Attributes>,
    #[serde(flatten)]
    query: Query,
}

/// What goes in the URL.
#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Query {
    /// Same name: return it
    return_existing: Option<bool>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    organization: OrganizationWithRelated,
}

impl Action for CreateOrganization {
    type Answer = One<OrganizationWithRelated>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "create_organization",
        title: "Create an organization",
        description: "Adds an organization. A name that is taken is refused without `return_existing`.",
        ..About::write(
            "https://apidoc.overloop.ai/#create-an-organization",
            Effect::Create,
            Repeat::Doubles,
            "Look with overloop_list_organizations, `filter` set to the name, before you add it again.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        jsonapi::create("organizations", "organizations", &inputs.organization.attributes()?)?.with_query(&inputs.query)
    }

    fn outputs(_: Inputs, One(organization): One<OrganizationWithRelated>) -> Outputs {
        Outputs { organization }
    }
}

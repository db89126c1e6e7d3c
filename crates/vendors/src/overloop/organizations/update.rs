//! <https://apidoc.overloop.ai/#update-an-organization>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

/// `PATCH /organizations/{organization_id}`.
pub struct UpdateOrganization;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    organization_id: String,
    #[serde(flatten)]
    organization: Writable<Attributes>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    organization: OrganizationWithRelated,
}

impl Action for UpdateOrganization {
    type Answer = One<OrganizationWithRelated>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "update_organization",
        title: "Change an organization",
        description: "Changes what is given; the rest stays.",
        ..About::write(
            "https://apidoc.overloop.ai/#update-an-organization",
            Effect::Update,
            Repeat::Harmless,
            "Read it with overloop_get_organization; repeating the same change is harmless.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        jsonapi::update(
            "organizations",
            ("organization_id", &inputs.organization_id),
            &inputs.organization.attributes()?,
        )
    }

    fn outputs(_: Inputs, One(organization): One<OrganizationWithRelated>) -> Outputs {
        Outputs { organization }
    }
}

//! <https://apidoc.overloop.ai/#delete-an-organization>

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::overloop::jsonapi::{Deleted, Gone};
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `DELETE /organizations/{organization_id}`.
pub struct DeleteOrganization;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    organization_id: String,
}

impl Action for DeleteOrganization {
    type Answer = Option<Gone>;
    type Inputs = Inputs;
    type Outputs = Deleted;

    const ABOUT: About = About {
        name: "delete_organization",
        title: "Delete an organization",
        description: "Deletes an organization for good.",
        ..About::write(
            "https://apidoc.overloop.ai/#delete-an-organization",
            Effect::Delete,
            Repeat::Harmless,
            "Look with overloop_get_organization: where it is not found, it is gone.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::new(Method::DELETE, ["organizations", &inputs.organization_id])
    }

    fn outputs(inputs: Inputs, answer: Option<Gone>) -> Deleted {
        Deleted::of(inputs.organization_id, answer)
    }
}

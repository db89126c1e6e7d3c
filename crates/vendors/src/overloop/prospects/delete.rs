//! <https://apidoc.overloop.ai/#delete-a-prospect>

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

/// `DELETE /prospects/{prospect_id}`.
pub struct DeleteProspect;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    prospect_id: String,
}

impl Action for DeleteProspect {
    type Answer = Option<Gone>;
    type Inputs = Inputs;
    type Outputs = Deleted;

    const ABOUT: About = About {
        name: "delete_prospect",
        title: "Delete a prospect",
        description: "Deletes a prospect for good, with its messages and replies.",
        ..About::write(
            "https://apidoc.overloop.ai/#delete-a-prospect",
            Effect::Delete,
            Repeat::Harmless,
            "Look with overloop_get_prospect: where it is not found, it is gone.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::new(Method::DELETE, ["prospects", &inputs.prospect_id])
    }

    fn outputs(inputs: Inputs, answer: Option<Gone>) -> Deleted {
        Deleted::of(inputs.prospect_id, answer)
    }
}

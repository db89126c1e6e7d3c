//! <https://apidoc.overloop.ai/#delete-a-list>

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

/// `DELETE /lists/{list_id}`.
pub struct DeleteList;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    list_id: String,
}

impl Action for DeleteList {
    type Answer = Option<Gone>;
    type Inputs = Inputs;
    type Outputs = Deleted;

    const ABOUT: About = About {
        name: "delete_list",
        title: "Delete a list",
        description: "Deletes a list for good; what is on it stays.",
        ..About::write(
            "https://apidoc.overloop.ai/#delete-a-list",
            Effect::Delete,
            Repeat::Harmless,
            "Look with overloop_list_lists: where it is missing, it is gone.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::new(Method::DELETE, ["lists", &inputs.list_id])
    }

    fn outputs(inputs: Inputs, answer: Option<Gone>) -> Deleted {
        Deleted::of(inputs.list_id, answer)
    }
}

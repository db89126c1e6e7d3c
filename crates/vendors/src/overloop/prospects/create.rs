//! <https://apidoc.overloop.ai/#create-a-prospect>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::Attributes;
use crate::overloop::{
    jsonapi::{self, One, Writable},
    objects::Prospect,
};
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `POST /prospects`.
pub struct CreateProspect;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    #[serde(flatten)]
    prospect: Writable<Attributes>,
    #[serde(flatten)]
    query: Query,
}

/// What goes in the URL.
#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Query {
    /// Same email or LinkedIn profile: return it
    return_existing: Option<bool>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    prospect: Prospect,
}

impl Action for CreateProspect {
    type Answer = One<Prospect>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "create_prospect",
        title: "Create a prospect",
        description: "Adds a prospect; an automation that prospect.created triggers takes it in and may mail it.",
        ..About::write(
            "https://apidoc.overloop.ai/#create-a-prospect",
            Effect::Create,
            Repeat::Doubles,
            "Look with overloop_list_prospects, `filter` set to the address, before you add it again.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        jsonapi::create("prospects", "prospects", &inputs.prospect.attributes()?)?.with_query(&inputs.query)
    }

    fn outputs(_: Inputs, One(prospect): One<Prospect>) -> Outputs {
        Outputs { prospect }
    }
}

//! <https://apidoc.overloop.ai/#list-custom-fields>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::overloop::{
    jsonapi::{Many, Page},
    objects::CustomField,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /custom_fields`: all of them at once.
pub struct ListCustomFields;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    custom_fields: Vec<CustomField>,
    #[serde(flatten)]
    page: Page,
}

impl Action for ListCustomFields {
    type Answer = Many<CustomField>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_custom_fields",
        title: "List custom fields",
        description: "Lists all custom fields: `identifier`, the kind of value each takes, and its `options`.",
        ..About::read("https://apidoc.overloop.ai/#list-custom-fields")
    };

    fn request(_: &Inputs) -> Result<Request, Failure> {
        Request::get(["custom_fields"])
    }

    fn outputs(_: Inputs, answer: Many<CustomField>) -> Outputs {
        let (custom_fields, page) = answer.into_parts(None);
        Outputs { custom_fields, page }
    }
}

//! <https://snov.io/api#FindProspectsCustomFields>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::{get_v1, objects::Many};
use outreach_model::{
    about::About,
    action::Action,
    error::Failure,
    lenient::{Flag, Text},
    request::Request,
};

/// `GET /v1/prospect-custom-fields`.
pub struct ListCustomFields;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct CustomField {
    key: Option<Text>,
    /// Its name in custom_fields
    label: Option<Text>,
    required: Option<Flag>,
    /// string, number or date
    r#type: Option<Text>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    custom_fields: Many<CustomField>,
}

impl Action for ListCustomFields {
    type Answer = Many<CustomField>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_custom_fields",
        title: "List custom fields",
        description: "Lists the fields that your account has added to prospects. Free.",
        ..About::read("https://snov.io/api#FindProspectsCustomFields")
    };

    fn request(_: &Inputs) -> Result<Request, Failure> {
        get_v1("prospect-custom-fields")
    }

    fn outputs(_: Inputs, custom_fields: Self::Answer) -> Outputs {
        Outputs { custom_fields }
    }
}

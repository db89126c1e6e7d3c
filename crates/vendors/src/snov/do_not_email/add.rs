//! <https://snov.io/api#AddTODoNotEmailList>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::{
    objects::{Data, First, Many},
    post_v1,
};
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    lenient::Text,
    request::Request,
};

/// `POST /v1/do-not-email-list`.
pub struct AddToDoNotEmailList;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Addresses, domains
    #[serde(rename(serialize = "items[]"))]
    #[schemars(length(min = 1), inner(length(min = 1)))]
    items: Vec<String>,
    /// A do-not-email list's
    #[serde(rename(serialize = "listId"))]
    list_id: u64,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Outputs {
    /// What was on the list before
    #[serde(default)]
    duplicates: Many<Text>,
}

impl Action for AddToDoNotEmailList {
    type Answer = First<Data<Outputs>>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "add_to_do_not_email_list",
        title: "Stop mail to addresses or domains",
        description: "Keeps addresses or whole domains from ever being mailed. The API cannot take it back. Free.",
        ..About::write(
            "https://snov.io/api#AddTODoNotEmailList",
            Effect::Create,
            Repeat::Doubles,
            "Call snov_add_to_do_not_email_list again: what was added comes back among its `duplicates`.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        post_v1("do-not-email-list")?.with_form(inputs)
    }

    fn outputs(_: Inputs, First(answer): First<Data<Outputs>>) -> Outputs {
        answer.data
    }
}

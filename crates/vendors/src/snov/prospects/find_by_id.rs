//! <https://snov.io/api#FindProspectbyID>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::{
    objects::{Data, Filled, First, Prospect},
    post_v1,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `POST /v1/get-prospect-by-id`.
pub struct FindProspectById;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// As add_prospect_to_list and list_prospects_in_list give it
    #[serde(rename(serialize = "id"))]
    prospect_id: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    prospect: Option<Prospect>,
}

impl Action for FindProspectById {
    type Answer = Data<Filled<First<Prospect>>>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "find_prospect_by_id",
        title: "Find a prospect by id",
        description: "Reads all about a prospect of your lists: jobs, profiles, lists and campaigns. Free.",
        ..About::read("https://snov.io/api#FindProspectbyID")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        post_v1("get-prospect-by-id")?.with_form(inputs)
    }

    fn outputs(_: Inputs, Data { data: Filled(found) }: Self::Answer) -> Outputs {
        Outputs { prospect: found.map(|First(prospect)| prospect) }
    }
}

//! <https://snov.io/api#ListOfFinishedProspects>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::get_v1;
use outreach_model::{
    about::About,
    action::Action,
    error::Failure,
    lenient::{List, Text},
    request::Request,
    untrusted::Untrusted,
};

/// `GET /v1/prospect-finished`.
pub struct ListCompletedProspects;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(serialize = "camelCase"))]
pub struct Inputs {
    /// From list_campaigns
    campaign_id: u64,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
pub struct Prospect {
    id: Option<Text>,
    prospect_id: Option<Text>,
    user_name: Option<Untrusted<Text>>,
    user_email: Option<Text>,
    campaign: Option<Text>,
    hash: Option<Text>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    prospects: Vec<Prospect>,
    /// Prospects listed
    count: usize,
}

impl Action for ListCompletedProspects {
    type Answer = List<Prospect>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_completed_prospects",
        title: "List a campaign's completed prospects",
        description: "Prospects who have been through all of a campaign.",
        ..About::read("https://snov.io/api#ListOfFinishedProspects")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        get_v1("prospect-finished")?.with_query(inputs)
    }

    fn outputs(_: Inputs, List(prospects): List<Prospect>) -> Outputs {
        Outputs { count: prospects.len(), prospects }
    }
}

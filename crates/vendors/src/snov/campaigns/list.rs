//! <https://snov.io/api#UserCampaigns>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::{get_v1, objects::Date};
use outreach_model::{
    about::About,
    action::Action,
    error::Failure,
    lenient::{Int, List, Text},
    request::Request,
};

/// `GET /v1/get-user-campaigns`.
pub struct ListCampaigns;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Campaign {
    id: Option<Int>,
    /// Its name
    campaign: Option<Text>,
    list_id: Option<Int>,
    /// E.g. Active, Paused, Draft
    status: Option<Text>,
    created_at: Option<Date>,
    updated_at: Option<Date>,
    started_at: Option<Date>,
    hash: Option<Text>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    campaigns: Vec<Campaign>,
    /// Campaigns listed
    count: usize,
}

impl Action for ListCampaigns {
    type Answer = List<Campaign>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_campaigns",
        title: "List campaigns",
        description: "All drip campaigns of the account, with their prospect lists and where they stand.",
        ..About::read("https://snov.io/api#UserCampaigns")
    };

    fn request(_: &Inputs) -> Result<Request, Failure> {
        get_v1("get-user-campaigns")
    }

    fn outputs(_: Inputs, List(campaigns): List<Campaign>) -> Outputs {
        Outputs { count: campaigns.len(), campaigns }
    }
}

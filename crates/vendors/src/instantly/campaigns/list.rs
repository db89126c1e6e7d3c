//! <https://developer.instantly.ai/api/v2/campaign/listcampaign>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::instantly::{
    objects::{Campaign, Page},
    pages,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /campaigns`.
pub struct ListCampaigns;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// 1-100
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
    /// Cursor
    starting_after: Option<String>,
    /// In the name
    search: Option<String>,
    /// Comma-separated
    tag_ids: Option<String>,
    /// Its id
    ai_sales_agent_id: Option<String>,
    /// 0 draft, 1 active, 2 paused, 3 completed
    status: Option<i64>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    campaigns: Vec<Campaign>,
    /// Campaigns on this page
    count: usize,
    /// Pass as starting_after for the next page
    next_starting_after: Option<String>,
}

impl Action for ListCampaigns {
    type Answer = Page<Campaign>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_campaigns",
        title: "List campaigns",
        description: "Finds campaigns. Each comes whole: keep `limit` small.",
        pages: pages("campaigns"),
        ..About::read("https://developer.instantly.ai/api/v2/campaign/listcampaign")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::get(["campaigns"])?.with_query(inputs)
    }

    fn outputs(_: Inputs, answer: Page<Campaign>) -> Outputs {
        let (campaigns, count, next_starting_after) = answer.into_parts();
        Outputs { campaigns, count, next_starting_after }
    }
}

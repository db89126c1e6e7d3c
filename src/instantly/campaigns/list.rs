//! <https://developer.instantly.ai/api/v2/campaign/listcampaign>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::{
    action::{About, Action, Effect},
    failure::Failure,
    instantly::{
        objects::{Campaign, Page},
        pages,
    },
    request::Request,
};

/// `GET /campaigns`.
pub struct ListCampaigns;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Campaigns a page
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
    /// next_starting_after of the page before
    starting_after: Option<String>,
    /// Part of the name
    search: Option<String>,
    /// Tag ids, comma-separated; any matches
    tag_ids: Option<String>,
    /// AI sales agent id
    ai_sales_agent_id: Option<String>,
    /// 0 draft, 1 active, 2 paused, 3 completed, 4 running subsequences, -99 account suspended, -1 accounts unhealthy, -2 bounce protect
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
        description: "Finds campaigns by name, tag or status, a page at a time. Each comes with its sequence and schedule, so keep `limit` small.",
        effect: Effect::Read,
        pages: pages("campaigns"),
        verify: None,
        docs: "https://developer.instantly.ai/api/v2/campaign/listcampaign",
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::get(["campaigns"])?.with_query(inputs)
    }

    fn outputs(_: Inputs, answer: Page<Campaign>) -> Outputs {
        let (campaigns, count, next_starting_after) = answer.into_parts();
        Outputs { campaigns, count, next_starting_after }
    }
}

//! <https://developer.instantly.ai/api/v2/leadlist/listleadlist>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::instantly::{
    objects::{LeadList, Page},
    pages,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /lead-lists`.
pub struct ListLeadLists;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// 1-100
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
    /// Cursor
    starting_after: Option<String>,
    /// Enriches leads
    has_enrichment_task: Option<bool>,
    /// In the name
    search: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    lead_lists: Vec<LeadList>,
    /// Lists on this page
    count: usize,
    /// Pass as starting_after for the next page
    next_starting_after: Option<String>,
}

impl Action for ListLeadLists {
    type Answer = Page<LeadList>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_lead_lists",
        title: "List lead lists",
        description: "Finds lead lists by name.",
        pages: pages("lead_lists"),
        ..About::read("https://developer.instantly.ai/api/v2/leadlist/listleadlist")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::get(["lead-lists"])?.with_query(inputs)
    }

    fn outputs(_: Inputs, answer: Page<LeadList>) -> Outputs {
        let (lead_lists, count, next_starting_after) = answer.into_parts();
        Outputs { lead_lists, count, next_starting_after }
    }
}

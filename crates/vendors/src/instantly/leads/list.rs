//! <https://developer.instantly.ai/api/v2/lead/listleads>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::instantly::{
    objects::{Lead, Page},
    pages,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `POST /leads/list`: everything goes in the body, the page too.
pub struct ListLeads;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Name or email
    search: Option<String>,
    /// E.g. FILTER_VAL_REPLIED, FILTER_LEAD_INTERESTED
    filter: Option<String>,
    /// Its id
    campaign: Option<String>,
    /// Its id
    list_id: Option<String>,
    /// In any
    in_campaign: Option<bool>,
    /// In any
    in_list: Option<bool>,
    /// Lead ids
    ids: Option<Vec<String>>,
    /// Left out
    excluded_ids: Option<Vec<String>>,
    /// Addresses
    contacts: Option<Vec<String>>,
    /// Owners
    organization_user_ids: Option<Vec<String>>,
    /// Its id
    smart_view_id: Option<String>,
    /// Visitors
    is_website_visitor: Option<bool>,
    /// Unique
    distinct_contacts: Option<bool>,
    /// 1 done, 11 pending, -1 none, -2 error
    enrichment_status: Option<i64>,
    /// Mail gateway
    esg_code: Option<EsgCode>,
    /// 1-100
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
    /// Cursor
    starting_after: Option<String>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
enum EsgCode {
    #[serde(rename = "0")]
    InQueue,
    #[serde(rename = "1")]
    Barracuda,
    #[serde(rename = "2")]
    Mimecast,
    #[serde(rename = "3")]
    Proofpoint,
    #[serde(rename = "4")]
    Cisco,
    #[serde(rename = "all")]
    All,
    #[serde(rename = "none")]
    None,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    leads: Vec<Lead>,
    /// Leads on this page
    count: usize,
    /// Pass as starting_after for the next page
    next_starting_after: Option<String>,
}

impl Action for ListLeads {
    type Answer = Page<Lead>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_leads",
        title: "List leads",
        description: "Finds leads by campaign, list, address (`contacts`) or state, in pages.",
        pages: pages("leads"),
        ..About::read("https://developer.instantly.ai/api/v2/lead/listleads")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::post(["leads", "list"])?.with_json(inputs)
    }

    fn outputs(_: Inputs, answer: Page<Lead>) -> Outputs {
        let (leads, count, next_starting_after) = answer.into_parts();
        Outputs { leads, count, next_starting_after }
    }
}

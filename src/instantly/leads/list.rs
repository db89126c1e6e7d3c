//! <https://developer.instantly.ai/api/v2/lead/listleads>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::{
    action::{About, Action, Effect},
    failure::Failure,
    instantly::{
        objects::{Lead, Page},
        pages,
    },
    request::Request,
};

/// `POST /leads/list`: everything goes in the body, the page too.
pub struct ListLeads;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// First name, last name or email
    search: Option<String>,
    /// E.g. FILTER_VAL_CONTACTED, _NOT_CONTACTED, _REPLIED, _BOUNCED; FILTER_LEAD_INTERESTED, _MEETING_BOOKED
    filter: Option<String>,
    /// Campaign id
    campaign: Option<String>,
    /// Lead list id
    list_id: Option<String>,
    /// Is in a campaign
    in_campaign: Option<bool>,
    /// Is in a list
    in_list: Option<bool>,
    /// Lead ids
    ids: Option<Vec<String>>,
    /// Lead ids to leave out
    excluded_ids: Option<Vec<String>>,
    /// Email addresses
    contacts: Option<Vec<String>>,
    /// Owners' user ids
    organization_user_ids: Option<Vec<String>>,
    /// Smart view id
    smart_view_id: Option<String>,
    /// Is a website visitor
    is_website_visitor: Option<bool>,
    /// One row per address
    distinct_contacts: Option<bool>,
    /// 1 enriched, 11 pending, -1 no data, -2 error
    enrichment_status: Option<i64>,
    /// Email security gateway: 0 in queue, 1 Barracuda, 2 Mimecast, 3 Proofpoint, 4 Cisco
    esg_code: Option<EsgCode>,
    /// Leads a page
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
    /// next_starting_after of the page before
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
        description: "Finds leads by campaign, list, address or state, a page at a time. To look one up by address pass `contacts`.",
        effect: Effect::Read,
        pages: pages("leads"),
        verify: None,
        docs: "https://developer.instantly.ai/api/v2/lead/listleads",
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::post(["leads", "list"])?.with_json(inputs)
    }

    fn outputs(_: Inputs, answer: Page<Lead>) -> Outputs {
        let (leads, count, next_starting_after) = answer.into_parts();
        Outputs { leads, count, next_starting_after }
    }
}

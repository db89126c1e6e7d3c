//! Campaigns: what is sent, when, from which mailboxes.

pub mod activate;
pub mod create;
pub mod list;
pub mod patch;
pub mod settings;

use schemars::JsonSchema;
use serde::Serialize;

use super::objects::Campaign;
use outreach_model::lenient::{Int, Text};

/// One campaign, with the fields that are asked for most at the top.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CampaignOutputs {
    id: Option<Text>,
    name: Option<Text>,
    status: Option<Int>,
    campaign: Option<Campaign>,
}

impl From<Campaign> for CampaignOutputs {
    fn from(campaign: Campaign) -> Self {
        Self { id: campaign.id.clone(), name: campaign.name.clone(), status: campaign.status, campaign: Some(campaign) }
    }
}

//! Leads: the people a campaign writes to.

pub mod create;
pub mod delete;
pub mod get;
pub mod list;
pub mod update_interest_status;

use schemars::JsonSchema;
use serde::Serialize;

use super::objects::Lead;
use outreach_model::{
    lenient::{Int, Text},
    untrusted::Untrusted,
};

/// One lead, with the fields that are asked for most at the top.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LeadOutputs {
    id: Option<Text>,
    email_address: Option<Text>,
    first_name: Option<Untrusted<Text>>,
    last_name: Option<Untrusted<Text>>,
    /// Campaign id
    campaign: Option<Text>,
    status: Option<Int>,
    lead: Lead,
}

impl From<Lead> for LeadOutputs {
    fn from(lead: Lead) -> Self {
        Self {
            id: lead.id.clone(),
            email_address: lead.email.clone(),
            first_name: lead.first_name.clone(),
            last_name: lead.last_name.clone(),
            campaign: lead.campaign.clone(),
            status: lead.status,
            lead,
        }
    }
}

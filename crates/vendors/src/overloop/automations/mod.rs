//! Automations: campaigns and workflows, and their steps. The API only reads them.

use crate::overloop::prelude::*;

toolset! { "automations":
    core list::ListAutomations,
    core get::GetAutomation,
    core list_steps::ListAutomationSteps,
    core get_step::GetAutomationStep,
}

/// The attributes that automations can be filtered by.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Filter {
    /// campaign: outreach; workflow: work within the account
    automation_type: Option<AutomationType>,
    /// What goes through it; a campaign takes prospects only
    record_type: Option<RecordType>,
    /// on: it runs; off: it does not
    status: Option<Status>,
}

/// What an automation is for: outreach or productivity.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AutomationType {
    Campaign,
    Workflow,
}

/// What goes through an automation.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordType {
    Prospects,
    Organizations,
    Conversations,
}

/// Whether an automation runs.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    On,
    Off,
}

/// What automations are related to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Include {
    Steps,
    Segment,
    Creator,
    Sender,
}

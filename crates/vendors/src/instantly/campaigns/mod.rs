//! Campaigns: what is sent, when, from which mailboxes.

pub(super) mod obstacles;
pub(super) mod settings;
pub(super) mod steps;

use outreach_model::remarks::Remarks;
use serde_json::{Map, Value};

pub(super) use settings::clock;

/// Which campaigns analytics cover that were asked for none, by this input. The vendor's answer does not name them.
fn covered(inputs: &Map<String, Value>, input: &str) -> Remarks {
    if inputs.contains_key(input) {
        return Remarks::default();
    }
    let which = match inputs.contains_key("campaign_status") {
        true => "every campaign of the workspace with this `campaign_status`",
        false => "every campaign of the workspace, whatever its status",
    };
    Remarks::note(format!(
        "No `{input}` was given: this covers {which}; instantly_get_campaign_analytics has a row for each."
    ))
}

toolset! { "campaigns":
    core plain list::ListCampaigns,
    core create::CreateCampaign,
    core patch::PatchCampaign,
    core activate::ActivateCampaign,
    plain update_step::UpdateCampaignStep,
    plain update_options::UpdateCampaignOptions,
    core plain get::GetCampaign,
    core plain pause::PauseCampaign,
    core plain get_analytics::GetCampaignAnalytics,
    core plain get_step_analytics::GetCampaignStepAnalytics,
    core plain get_sending_status::GetCampaignSendingStatus,
    core plain get_daily_analytics::GetDailyCampaignAnalytics,
    plain delete::DeleteCampaign,
    plain duplicate::DuplicateCampaign,
    plain add_variables::AddCampaignVariables,
    plain get_analytics_overview::GetCampaignAnalyticsOverview,
    plain list_by_contact::ListCampaignsByContact,
    plain count_launched::CountLaunchedCampaigns,
    plain share::ShareCampaign,
    plain export::ExportCampaign,
    plain create_from_export::CreateCampaignFromExport,
}

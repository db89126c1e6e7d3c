//! Campaigns: what is sent, when, from which mailboxes.

mod covered;
pub(super) mod obstacles;
pub(super) mod settings;
pub(super) mod steps;

use serde_json::Value;

pub(super) use settings::clock;

/// The name of a status of a campaign.
fn status_name(status: i64) -> Option<&'static str> {
    let names = super::numbers::NUMBERS.iter().find(|set| set.type_name == "CampaignStatus")?.values;
    names.iter().find(|(number, ..)| i64::from(*number) == status).map(|(_, name, _)| *name)
}

/// What a person who is to agree to a change of a campaign is told of its state, by what is read of it.
fn what_mails(campaign: &Value) -> Vec<String> {
    let status = campaign.get("status").and_then(Value::as_i64);
    let name = status.and_then(status_name);
    let told = match (status, name) {
        (Some(1 | 4), _) => "The campaign is active: it mails by this change at once.".to_owned(),
        (Some(0), _) => "The campaign is a draft: nobody is mailed before instantly_activate_campaign.".to_owned(),
        (_, Some(name)) => format!("The campaign is {name}: nobody is mailed by it while that is so."),
        _ => return Vec::new(),
    };
    vec![told]
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

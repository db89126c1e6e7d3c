//! Campaigns: what is sent, when, from which mailboxes.

pub(super) mod obstacles;
pub(super) mod settings;
pub(super) mod steps;

pub(super) use settings::clock;

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

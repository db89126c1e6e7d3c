//! Drip campaigns, their recipients and their statistics.

mod reached;
mod sequence;
mod settings;
mod state;

toolset! { "campaigns":
    core get_analytics::GetCampaignAnalytics,
    core get_progress::GetCampaignProgress,
    core change_recipient_status::ChangeRecipientStatus,
    core list_completed_prospects::ListCompletedProspects,
    core list_replies::ListCampaignReplies,
    core list_opens::ListCampaignOpens,
    core list_clicks::ListCampaignClicks,
    core list_sent_emails::ListSentEmails,
    core list::ListCampaigns,
    get::GetCampaign,
    create::CreateCampaign,
    update::UpdateCampaign,
    start::StartCampaign,
    pause::PauseCampaign,
    resume::ResumeCampaign,
    complete::CompleteCampaign,
    archive::ArchiveCampaign,
    delete::DeleteCampaign,
    list_schedules::ListCampaignSchedules,
    check_recipients::CheckCampaignRecipients,
    list_recipient_activity::ListRecipientActivity,
    list_all_replies::ListAllReplies,
}

//! Drip campaigns, their recipients and their statistics.

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
}

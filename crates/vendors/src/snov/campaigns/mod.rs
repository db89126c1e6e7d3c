//! Drip campaigns, their recipients and their statistics.

toolset! { Core "campaigns":
    get_analytics::GetCampaignAnalytics,
    get_progress::GetCampaignProgress,
    change_recipient_status::ChangeRecipientStatus,
    list_completed_prospects::ListCompletedProspects,
    list_replies::ListCampaignReplies,
    list_opens::ListCampaignOpens,
    list_clicks::ListCampaignClicks,
    list_sent_emails::ListSentEmails,
    list::ListCampaigns,
}

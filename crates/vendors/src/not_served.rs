//! Calls that the vendors' APIs have and this server does not offer, under the names that its tools would have. A model that
//! knows a vendor asks for them.

/// The names, without the vendor's.
pub fn of(vendor: &str) -> &'static [&'static str] {
    match vendor {
        "instantly" => INSTANTLY,
        "overloop" => OVERLOOP,
        "snov" => SNOV,
        _ => &[],
    }
}

const INSTANTLY: &[&str] = &[
    "add_leads",
    "add_leads_bulk",
    "create_account",
    "create_email_verification",
    "create_webhook",
    "delete_campaign",
    "delete_email",
    "delete_lead",
    "delete_lead_list",
    "duplicate_campaign",
    "forward_email",
    "get_account",
    "get_campaign",
    "get_campaign_analytics",
    "get_email",
    "get_lead_list",
    "get_unread_count",
    "get_warmup_analytics",
    "get_workspace",
    "list_accounts",
    "list_subsequences",
    "list_webhooks",
    "mark_thread_as_read",
    "merge_leads",
    "move_leads",
    "patch_email",
    "patch_lead",
    "pause_account",
    "pause_campaign",
    "resume_account",
    "update_campaign",
    "update_email",
    "update_lead",
];

const OVERLOOP: &[&str] = &[
    "archive_conversation",
    "assign_conversation",
    "create_campaign",
    "create_enrollment",
    "delete_enrollment",
    "disenroll_prospect",
    "enroll_prospect",
    "get_campaign",
    "get_campaign_stats",
    "get_conversation",
    "get_enrollment",
    "list_campaigns",
    "list_conversations",
    "list_enrollments",
    "list_sending_addresses",
    "unarchive_conversation",
    "update_campaign",
    "update_conversation",
];

const SNOV: &[&str] = &[
    "check_sender_account",
    "create_campaign",
    "create_sender_account",
    "create_warmup",
    "delete_warmup",
    "get_campaign",
    "get_warmup",
    "get_warmup_statistics",
    "list_sender_accounts",
    "list_warmups",
    "start_company_domain_search",
    "start_database_companies_search",
    "start_database_prospects_search",
    "start_email_verification",
    "start_emails_by_names_search",
    "start_linkedin_profiles_search",
    "update_campaign",
    "update_sender_account",
    "update_warmup",
];

#[cfg(test)]
mod tests {
    use crate::catalogue;

    #[test]
    fn no_listed_call_is_a_tool() {
        for entry in catalogue::actions() {
            let name = entry.action.about.name;
            assert!(!super::of(entry.vendor.id).contains(&name), "`{}` is a tool", entry.qualified_name());
        }
    }
}

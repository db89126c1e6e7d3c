//! Mailboxes: which there are, their warm-up, their health, what they sent.

mod remarks;
mod warmup;

toolset! { "accounts":
    core plain list::ListAccounts,
    plain get::GetAccount,
    plain update::UpdateAccount,
    core plain pause::PauseAccount,
    core plain resume::ResumeAccount,
    plain pause_accounts::PauseAccounts,
    plain mark_fixed::MarkAccountFixed,
    plain enable_warmup::EnableWarmup,
    plain disable_warmup::DisableWarmup,
    plain get_warmup_analytics::GetWarmupAnalytics,
    plain get_daily_analytics::GetDailyAccountAnalytics,
    plain verify_vitals::VerifyAccountVitals,
    plain get_tracking_domain_status::GetTrackingDomainStatus,
    plain list_campaigns::ListAccountCampaigns,
}

/// The fields of a mailbox that are asked for most, as outputs beside it.
const ACCOUNT_FIRST: &[(&str, &str)] = &[("email", "email"), ("status", "status"), ("warmup_status", "warmup_status")];

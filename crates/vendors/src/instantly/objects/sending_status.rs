use crate::instantly::prelude::*;

/// Why a campaign or subsequence sends nothing, or less than expected.
#[derive(JsonSchema)]
pub struct SendingStatus {
    /// What the vendor found out; null for a draft or a paused one, and with fewer fields outside the schedule
    pub diagnostics: Option<Diagnostics>,
    /// The same in words
    pub summary: Option<Summary>,
}

#[derive(JsonSchema)]
pub struct Diagnostics {
    /// Campaign id
    pub campaign_id: Option<Text>,
    /// Subsequence id; empty for a campaign
    pub subsequence_id: Option<Text>,
    /// When this was found out, RFC 3339
    pub last_updated: Option<Text>,
    /// Why: healthy, out_of_schedule, waiting_for_leads, follow_up_delay_not_met, daily_limit_met, new_lead_limit_met,
    /// account_daily_limit_met, no_accounts_available, all_accounts_unhealthy, waiting_for_esp_match, domain_limit_reached, or
    /// campaign_ with its status
    pub status: Option<Text>,
    /// Since when
    pub issue_tracking: Option<IssueTracking>,
    /// Its mailboxes
    pub accounts_summary: Option<AccountsSummary>,
    /// Its limit of emails a day
    pub campaign_daily_limit: Option<DailyLimit>,
    /// Its limit of new leads a day
    pub new_lead_limit: Option<NewLeadLimit>,
    /// Its schedule
    pub schedule_status: Option<ScheduleStatus>,
    /// Whether its emails leave one by one
    #[schemars(extend("x-rare" = true))]
    pub send_one_by_one: Option<SendOneByOne>,
    /// Leads that wait for their next step
    pub follow_ups_waiting: Option<FollowUpsWaiting>,
    /// Matching of mailboxes to the mail provider of leads
    pub esp_routing_status: Option<EspRouting>,
    /// Limit of emails a day to one domain
    pub domain_limiter: Option<DomainLimiter>,
    /// Its leads
    pub leads_status: Option<LeadsStatus>,
}

#[derive(JsonSchema)]
pub struct IssueTracking {
    /// The issue, by its `status`; null: none
    pub current_status_code: Option<Text>,
    /// When it was first seen, RFC 3339
    pub issue_first_seen_at: Option<Text>,
    /// How many rounds of sending in a row had it
    pub consecutive_loops_with_issue: Option<Num>,
    /// When an email left last, RFC 3339
    pub last_healthy_send_at: Option<Text>,
}

#[derive(JsonSchema)]
pub struct AccountsSummary {
    /// Mailboxes connected
    pub total_connected: Option<Num>,
    /// Mailboxes that can send now
    pub available: Option<Num>,
    /// Mailboxes that cannot, by reason
    pub unavailable: Option<Unavailable>,
}

#[derive(JsonSchema)]
pub struct Unavailable {
    /// At their own daily limit
    pub daily_limit_hit: Option<Num>,
    /// At the limit that rises slowly while they are new
    pub slow_ramp_limit_hit: Option<Num>,
    /// Disconnected
    pub disconnected: Option<Num>,
    /// Waiting between two emails
    pub global_gap_not_met: Option<Num>,
}

#[derive(JsonSchema)]
pub struct DailyLimit {
    /// Most emails a day
    pub limit: Option<Num>,
    /// Emails sent today
    pub sent: Option<Num>,
    /// Whether the limit is reached
    pub limit_hit: Option<Flag>,
}

#[derive(JsonSchema)]
pub struct NewLeadLimit {
    /// Whether there is such a limit
    pub enabled: Option<Flag>,
    /// Most new leads a day
    pub limit: Option<Num>,
    /// New leads contacted today
    pub contacted: Option<Num>,
    /// Whether the limit is reached
    pub limit_hit: Option<Flag>,
}

#[derive(JsonSchema)]
pub struct ScheduleStatus {
    /// Whether mail may leave now by the schedule
    pub in_schedule: Option<Flag>,
}

#[derive(JsonSchema)]
pub struct SendOneByOne {
    /// Whether emails leave one by one
    pub enabled: Option<Flag>,
    /// Whether one mailbox is used in each gap
    pub single_account_per_wait_gap: Option<Flag>,
}

#[derive(JsonSchema)]
pub struct FollowUpsWaiting {
    /// How many leads wait
    pub count: Option<Num>,
    /// Seconds until the first is due
    pub earliest_wait_time_seconds: Option<Num>,
}

#[derive(JsonSchema)]
pub struct EspRouting {
    /// Whether mailboxes are matched to the lead's mail provider
    pub enabled: Option<Flag>,
    /// Whether leads wait for a mailbox that matches
    pub waiting_for_match: Option<Flag>,
    /// Providers of its mailboxes, by number
    pub connected_esps: Option<Vec<Num>>,
}

#[derive(JsonSchema)]
pub struct DomainLimiter {
    /// Whether there is such a limit
    pub active: Option<Flag>,
    /// Domains that have reached it
    pub domains_at_limit: Option<Num>,
}

#[derive(JsonSchema)]
pub struct LeadsStatus {
    /// Whether no lead is due
    pub no_leads_ready: Option<Flag>,
    /// Leads passed over because their mailbox could not send
    pub account_unavailable_skips: Option<Num>,
    /// Leads passed over because the wait after their last step is not over
    pub delay_not_met_skips: Option<Num>,
}

#[derive(JsonSchema)]
pub struct Summary {
    /// As `status` of `diagnostics`
    pub status: Option<Text>,
    /// What that means; a sentence
    pub status_message: Option<Text>,
    /// Since when, RFC 3339
    pub issue_started_at: Option<Text>,
    /// When an email left last, RFC 3339
    pub last_healthy_send_at: Option<Text>,
    /// The vendor's AI on it, with `with_ai_summary`
    pub ai_summary: Option<Text>,
}

/// A note where there are no diagnostics.
pub fn note_without_diagnostics(outputs: &Map<String, Value>) -> Remarks {
    if outputs.get("diagnostics").is_some_and(|diagnostics| !diagnostics.is_null()) {
        return Remarks::default();
    }
    Remarks::note(
        "The vendor has no diagnostics of it, as for a draft or one that is paused: `summary` says its state.",
    )
}

//! The numbers that Instantly uses, with their names. A field of an action takes one of these sets by its type: `Named<LeadStatus>`.

use outreach_model::number_sets;

number_sets! {
    /// Every set.
    pub(super) const NUMBERS;

    CampaignStatus: "status of a campaign or a subsequence" {
        0 "draft",
        1 "active",
        2 "paused",
        3 "completed",
        4 "running_subsequences",
        -1 "accounts_unhealthy",
        -2 "bounce_protect" = "too much mail bounced",
        -99 "account_suspended",
    }
    NotSending: "why an active campaign sends nothing" {
        1 "outside_schedule",
        2 "waiting_for_lead" = "no lead is due",
        3 "daily_limit_met",
        4 "all_accounts_at_limit",
        99 "other_error",
    }
    LeadStatus: "status of a lead" {
        1 "active",
        2 "paused",
        3 "completed",
        -1 "bounced",
        -2 "unsubscribed",
        -3 "skipped",
    }
    Interest: "interest of a lead", others: "a custom label's number (list_lead_labels)" {
        0 "out_of_office",
        1 "interested",
        2 "meeting_booked",
        3 "meeting_completed",
        4 "won",
        -1 "not_interested",
        -2 "wrong_person",
        -3 "lost",
        -4 "no_show",
    }
    FixedInterest: "interest of a lead without the custom labels" {
        0 "out_of_office",
        1 "interested",
        2 "meeting_booked",
        3 "meeting_completed",
        4 "won",
        -1 "not_interested",
        -2 "wrong_person",
        -3 "lost",
        -4 "no_show",
    }
    LeadVerification: "whether the address of a lead is verified" {
        1 "verified",
        11 "pending",
        12 "pending_verification_job",
        -1 "invalid",
        -2 "risky",
        -3 "catch_all",
        -4 "job_change",
    }
    Enrichment: "enrichment of a lead" {
        1 "enriched",
        11 "pending",
        -1 "not_available" = "there is no data",
        -2 "error",
    }
    MailGateway: "mail security gateway of a lead's domain", words: ["all", "none"] {
        0 "in_queue" = "not looked up yet",
        1 "barracuda",
        2 "mimecast",
        3 "proofpoint",
        4 "cisco",
    }
    MailProvider: "provider of a lead's mailbox" {
        0 "in_queue" = "not looked up yet",
        1 "google",
        2 "microsoft",
        3 "zoho",
        8 "airmail",
        9 "yahoo",
        10 "yandex",
        12 "web_de",
        13 "libero_it",
        999 "other",
        1000 "not_found",
    }
    ReadState: "whether an email is unread" {
        0 "read",
        1 "unread",
    }
    EmailKind: "kind of an email" {
        1 "sent_by_campaign",
        2 "received",
        3 "sent_manually",
        4 "scheduled",
    }
    AccountStatus: "status of a mailbox" {
        1 "active",
        2 "paused",
        3 "maintenance" = "paused for a short time, resumes by itself",
        -1 "connection_error",
        -2 "soft_bounce_error",
        -3 "sending_error",
    }
    WarmupStatus: "warmup of a mailbox" {
        0 "paused",
        1 "active",
        -1 "banned",
        -2 "spam_folder_unknown",
        -3 "permanent_suspension",
    }
    AccountProvider: "provider of a mailbox" {
        1 "custom_imap_smtp",
        2 "google",
        3 "microsoft",
        4 "aws",
        8 "airmail",
        11 "airmail_instant",
    }
    WebhookStatus: "status of a webhook" {
        1 "active",
        -1 "disabled" = "its deliveries failed",
    }
    LeadActivity: "what a lead did that starts a subsequence" {
        2 "email_opened",
        4 "link_clicked",
        91 "completed_without_reply",
    }
    PlacementType: "type of an inbox placement test" {
        1 "one_time",
        2 "automated",
    }
    PlacementSendingMethod: "what sends an inbox placement test" {
        1 "from_instantly",
        2 "from_outside_instantly",
    }
    PlacementDeliveryMode: "how the emails of an inbox placement test leave" {
        1 "one_by_one",
        2 "all_together",
    }
    PlacementStatus: "status of an inbox placement test" {
        1 "active",
        2 "paused",
        3 "completed",
    }
    PlacementRecord: "record of an inbox placement test" {
        1 "sent",
        2 "received",
    }
    AuditActivity: "activity in the audit log" {
        1 "user_login",
        2 "lead_deletion",
        3 "campaign_deletion",
        4 "campaign_launch",
        5 "campaign_pause",
        6 "account_addition",
        7 "account_deletion",
        8 "lead_moved",
        9 "lead_added",
        10 "lead_merged",
        11 "campaign_update",
        12 "subsequence_update",
        18 "webhook_created",
        19 "webhook_updated",
        20 "webhook_marked_as_error",
        21 "webhook_resumed",
        22 "totp_enrollment_started",
        23 "totp_enabled",
        24 "totp_replacement_started",
        25 "totp_replaced",
        26 "totp_disabled",
        27 "mfa_recovery_codes_generated",
        28 "mfa_recovery_code_used",
        29 "mfa_login_challenge_failed",
        30 "mfa_login_challenge_failed_too_many_times",
        31 "mfa_login_succeeded",
        32 "subscriber_import_started",
        33 "subscriber_import_cancelled",
        34 "lead_exported",
        35 "supersearch_enrichment_created",
        36 "account_update",
        37 "api_key_created",
        38 "api_key_deleted",
        40 "domain_forwarding_updated",
    }
    TaggedResource: "what a custom tag is on" {
        1 "account",
        2 "campaign",
    }
    EnrichedResource: "what an enrichment is of" {
        1 "campaign",
        2 "list",
    }
    AiEnrichmentStatus: "status of an AI enrichment" {
        1 "pending",
        2 "running",
        3 "completed",
        4 "failed",
    }
    SeedProvider: "provider of a mailbox in an inbox placement test" {
        1 "google",
        2 "microsoft",
        8 "airmail",
        12 "web_de",
        13 "libero_it",
    }
    SeedCountry: "country of a seed address" {
        1 "united_states",
        2 "italy",
        3 "germany",
        4 "france",
    }
    SeedType: "type of a seed address" {
        1 "professional",
        2 "personal",
    }
}

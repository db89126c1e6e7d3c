use crate::instantly::prelude::*;

/// A mailbox of the workspace. The vendor's calls take its passwords and show none; no field of such a name is named here.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Account {
    /// Address of the mailbox, its id in every input
    pub email: Option<Text>,
    /// When it was connected, RFC 3339
    pub timestamp_created: Option<Text>,
    /// When it was changed last, RFC 3339
    #[schemars(extend("x-rare" = true))]
    pub timestamp_updated: Option<Text>,
    /// Given name in the From line of its mail
    pub first_name: Option<Text>,
    /// Family name in the From line of its mail
    pub last_name: Option<Text>,
    /// Whether it sends
    pub status: Option<Named<AccountStatus>>,
    /// Why it does not send, where its mail server refused something
    pub status_message: Option<Maybe<StatusMessage>>,
    /// Whether reconnecting by itself failed; absent: under way or not needed
    #[schemars(extend("x-rare" = true))]
    pub autofix_failed: Option<Flag>,
    /// Most campaign emails a day
    pub daily_limit: Option<Num>,
    /// Least minutes between two of its emails, over all campaigns
    pub sending_gap: Option<Num>,
    /// Whether the number of emails a day rises slowly
    #[schemars(extend("x-rare" = true))]
    pub enable_slow_ramp: Option<Flag>,
    /// Whether it takes part in warm-up
    pub warmup_status: Option<Named<WarmupStatus>>,
    /// Warm-up health, 0 to 100
    pub stat_warmup_score: Option<Num>,
    /// Warm-up settings; a list has `limit` alone, get_account all
    pub warmup: Option<Maybe<Warmup>>,
    /// When warm-up was started, RFC 3339
    #[schemars(extend("x-rare" = true))]
    pub timestamp_warmup_start: Option<Text>,
    /// What hosts it
    pub provider_code: Option<Named<AccountProvider>>,
    /// Host in the tracked links of its mail
    pub tracking_domain_name: Option<Text>,
    /// Whether that host works, as Instantly says, such as active
    #[schemars(extend("x-rare" = true))]
    pub tracking_domain_status: Option<Text>,
    /// Signature under its mail
    #[schemars(extend("x-long" = true))]
    pub signature: Option<Text>,
    /// Address that answers go to instead of the mailbox
    pub reply_to: Option<Text>,
    /// Most emails of inbox placement tests
    #[schemars(extend("x-rare" = true))]
    pub inbox_placement_test_limit: Option<Num>,
    /// Highest `daily_limit` that an AirMail mailbox can have
    #[schemars(extend("x-rare" = true))]
    pub daily_limit_max: Option<Num>,
    /// Highest warm-up limit that an AirMail mailbox can have
    #[schemars(extend("x-rare" = true))]
    pub warmup_limit_max: Option<Num>,
    /// Whether it is not set up yet
    #[schemars(extend("x-rare" = true))]
    pub setup_pending: Option<Flag>,
    /// Whether it was ordered from Instantly, which then manages it
    #[schemars(extend("x-rare" = true))]
    pub is_managed_account: Option<Flag>,
    /// Id of the workspace user who connected it
    #[schemars(extend("x-rare" = true))]
    pub added_by: Option<Text>,
    /// Id of the workspace user who changed it last
    #[schemars(extend("x-rare" = true))]
    pub modified_by: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub organization: Option<Text>,
}

/// A mailbox in a list.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct ListedAccount {
    #[serde(flatten)]
    pub account: Account,
    /// Custom tags on it, where `include_tags` asks for them
    pub tags: Option<Vec<Tag>>,
}

/// A custom tag.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Tag {
    /// Tag id, for `tag_ids`
    pub id: Option<Text>,
    /// Name as the app shows it
    pub label: Option<Text>,
    /// What it is for
    pub description: Option<Text>,
}

/// How a mailbox warms up.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Warmup {
    /// Most warm-up emails a day
    pub limit: Option<Num>,
    /// How many more emails each day until `limit`: 0 to 4, or disabled: all from the first day
    pub increment: Option<Text>,
    /// Share of warm-up emails that it answers, 0 to 1
    pub reply_rate: Option<Num>,
    /// Word that marks its warm-up emails
    pub warmup_custom_ftag: Option<Text>,
    /// How its warm-up emails are treated
    pub advanced: Option<Maybe<AdvancedWarmup>>,
}

/// How the warm-up emails of a mailbox are treated.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct AdvancedWarmup {
    /// Whether the tracking domain is warmed up as well
    pub warm_ctd: Option<Flag>,
    /// Share that is opened, 0 to 1
    pub open_rate: Option<Num>,
    /// Share that is marked as important, 0 to 1
    pub important_rate: Option<Num>,
    /// Whether the time of reading is imitated
    pub read_emulation: Option<Flag>,
    /// Share that is taken out of spam, 0 to 1
    pub spam_save_rate: Option<Num>,
    /// Whether it warms up on weekdays alone
    pub weekday_only: Option<Flag>,
}

/// What a mail server said.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct StatusMessage {
    /// Kind of error, such as EAUTH (login) or EENVELOPE (an address was refused)
    pub code: Option<Text>,
    /// Command that the server refused
    pub command: Option<Text>,
    /// Answer of the server
    pub response: Option<Untrusted<Text>>,
    /// The error in words
    pub e_message: Option<Untrusted<Text>>,
    /// Number of the answer by SMTP, such as 550
    #[serde(rename = "responseCode")]
    pub response_code: Option<Num>,
}

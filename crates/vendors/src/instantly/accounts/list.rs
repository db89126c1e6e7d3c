use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListAccounts {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Part of the address, such as its domain
    search: Option<String>,
    /// Only mailboxes with this status
    status: Option<Named<AccountStatus>>,
    /// Only mailboxes of this mail provider; left out: all providers
    provider_code: Option<Named<AccountProvider>>,
    /// Ids of custom tags, comma-separated: mailboxes with any of them (OR); `tags` of a row has ids
    tag_ids: Option<TagIds>,
    /// true: each row has its `tags`
    #[schemars(extend("default" = false))]
    include_tags: Option<bool>,
    /// One state. NO_CTD: without a tracking domain; W_…: state of the warm-up; PW_ACCOUNTS: bought warmed up; DFY: ordered
    /// from Instantly
    filter: Option<AccountState>,
}

/// The states that the vendor knows.
#[derive(JsonSchema)]
#[schemars(inline)]
pub(super) enum AccountState {
    #[serde(rename = "ACC_FILTER_PAUSED")]
    Paused,
    #[serde(rename = "ACC_FILTER_ERROR")]
    Error,
    #[serde(rename = "ACC_FILTER_NO_CTD")]
    NoTrackingDomain,
    #[serde(rename = "ACC_FILTER_PW_ACCOUNTS")]
    PreWarmed,
    #[serde(rename = "ACC_FILTER_DFY")]
    DoneForYou,
    #[serde(rename = "ACC_FILTER_DFY_SETUP_PENDING")]
    DoneForYouPending,
    #[serde(rename = "ACC_FILTER_W_ACTIVE")]
    WarmupActive,
    #[serde(rename = "ACC_FILTER_W_PAUSED")]
    WarmupPaused,
    #[serde(rename = "ACC_FILTER_W_ERROR")]
    WarmupError,
}

impl Plain for ListAccounts {
    type Object = ListedAccount;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_accounts",
        title: "List mailboxes",
        description: "Lists the mailboxes that an Instantly workspace sends from; filters narrow each other. Use it \
            for the addresses that create_campaign (`email_list`), list_emails and reply_to_email (`eaccount`) take, \
            and to find paused, failing (`status`) or badly warmed-up ones (`filter`). Rows show only the limit of \
            `warmup`, and `tags` with `include_tags`. For one in full use get_account, for mail sent \
            get_daily_account_analytics.",
        pages: pages("accounts"),
        scope: Some("accounts:read"),
        ..About::read("https://developer.instantly.ai/api/v2/account/listaccount")
    };
    const CALL: Call = Call::get("/accounts");
}

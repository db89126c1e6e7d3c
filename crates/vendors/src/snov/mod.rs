//! Snov.io's API, v1 and v2: finding and verifying people's addresses, prospects and their lists, drip campaigns and their
//! statistics, mailboxes and their warm-up.
//!
//! The two versions are parts of one API: each action's path names its own. Six calls of v1 have others in v2 in their place, and
//! the newest page lists these alone; [`generation`] says which. Requests are forms; answers are JSON in several dialects, all of
//! which [`objects`] reads.

mod account;
mod across;
mod campaigns;
mod crm;
mod do_not_email;
mod error;
mod finder;
mod generation;
mod ids;
mod lists;
mod objects;
mod prelude;
mod prospects;
mod search;
mod senders;
mod step_content;
mod tasks;
mod units;
mod verifier;
mod warmup;
mod webhooks;

use std::time::Duration;

use outreach_model::vendor::{Auth, Elsewhere, ErrorInSuccess, Hooks, IdList, IdsOf, Limit, Prefix, Setting, Vendor};

/// Snov.io.
pub(crate) static VENDOR: Vendor = Vendor {
    id: "snov",
    title: "Snov.io",
    purpose: "finding and verifying people's email addresses with credits, prospect lists, and drip campaigns with their statistics",
    base_url: Setting {
        variable: "SNOV_BASE_URL",
        help: "Scheme, host and port of Snov.io's API",
        default: Some("https://api.snov.io"),
    },
    prefix: Prefix::Named(&["/v1", "/v2"]),
    credentials: &[
        Setting { variable: "SNOV_CLIENT_ID", help: "API user id from Snov.io: Account settings, API", default: None },
        Setting {
            variable: "SNOV_CLIENT_SECRET",
            help: "API secret from Snov.io: Account settings, API",
            default: None,
        },
    ],
    auth: Auth::ClientCredentials { path: &["v1", "oauth", "access_token"] },
    media_type: "application/json",
    limits: &[Limit { path: "/", requests: 60, per: Duration::from_secs(60) }],
    error: error::vendor_error,
    error_in_success: ErrorInSuccess { marks: error::MARKS, is: error::is_error },
    health_check: ("get_balance", "{}"),
    // No document says what the body looks like: these are the names that its other answers have.
    hooks: Some(Hooks {
        kind: &["/event_type", "/event", "/action", "/event_action"],
        campaign: &["/campaign_id", "/campaignId", "/campaign/id", "/data/campaign_id"],
        person: &["/recipient_email", "/prospectEmail", "/prospect_email", "/email", "/data/recipient_email"],
    }),
    // No read is documented for it: the answers that name a user do so beside what they are for.
    identity: None,
    generations: Some(generation::GENERATIONS),
    ids: ids::IDS,
    everyday: &[
        "start_prospects_search",
        "verify_email",
        "list_campaigns",
        "get_campaign_analytics",
        "find_email",
        "get_balance",
        "list_prospects_in_list",
        "add_prospect_to_list",
        "list_campaign_replies",
    ],
    elsewhere: &[
        Elsewhere { what: "mailboxes", instead: "are connected, and their warm-up set up, in Snov.io's app" },
        Elsewhere { what: "replies", instead: "are answered in Snov.io's app" },
        Elsewhere { what: "entries of do-not-email lists", instead: "are shown and removed in Snov.io's app" },
    ],
    numbers: &[],
    known_ids: &[],
    id_lists: &[
        IdList {
            kind: IdsOf::Campaign,
            action: "list_campaigns",
            inputs: r#"{}"#,
            rows: "campaigns",
            name: "campaign",
        },
        IdList { kind: IdsOf::List, action: "list_lists", inputs: r#"{}"#, rows: "lists", name: "name" },
    ],
    across: across::ACROSS,
    toolsets: &[
        search::TOOLSET,
        finder::TOOLSET,
        verifier::TOOLSET,
        tasks::TOOLSET,
        campaigns::TOOLSET,
        step_content::TOOLSET,
        do_not_email::TOOLSET,
        senders::TOOLSET,
        warmup::TOOLSET,
        crm::TOOLSET,
        prospects::TOOLSET,
        lists::TOOLSET,
        account::TOOLSET,
        webhooks::TOOLSET,
    ],
};

//! Snov.io's API, v1 and v2: finding and verifying people's addresses, prospects and their lists, drip campaigns and their
//! statistics.
//!
//! The two versions are parts of one API rather than generations: each action's path names its own. Requests are forms;
//! answers are JSON in several dialects, all of which [`objects`] reads.

mod account;
mod campaigns;
mod do_not_email;
mod error;
mod finder;
mod ids;
mod lists;
mod objects;
mod prelude;
mod prospects;
mod search;
mod verifier;
mod webhooks;

use std::time::Duration;

use outreach_model::vendor::{Auth, ErrorInSuccess, Limit, Prefix, Setting, Vendor};

/// Snov.io.
pub(crate) static VENDOR: Vendor = Vendor {
    id: "snov",
    title: "Snov.io",
    purpose: "finding and verifying people's email addresses with credits, prospect lists, and statistics of drip campaigns",
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
    ids: ids::IDS,
    toolsets: &[
        search::TOOLSET,
        finder::TOOLSET,
        verifier::TOOLSET,
        campaigns::TOOLSET,
        do_not_email::TOOLSET,
        prospects::TOOLSET,
        lists::TOOLSET,
        account::TOOLSET,
        webhooks::TOOLSET,
    ],
};

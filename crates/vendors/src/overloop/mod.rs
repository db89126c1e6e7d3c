//! Overloop's public API, v1 and [`v2`]: prospects and organizations, the automations they go through, and the lists around them.
//!
//! v1 speaks JSON:API; [`jsonapi`] turns its documents into flat objects and back. v2 speaks plain JSON. A key opens one of them or both:
//! what both have is asked in v1 where it can be.

mod account;
mod across;
mod automations;
mod campaign_steps;
mod campaigns;
mod conversations;
mod custom_fields;
mod enrollments;
mod error;
mod exclusion_list;
mod ids;
mod jsonapi;
mod leads;
mod list_names;
mod lists;
mod merge_tags;
mod objects;
mod organizations;
mod prelude;
mod prospects;
mod reached;
mod remarks;
mod sending_addresses;
mod sourcings;
mod users;
mod v2;

use std::time::Duration;

use outreach_model::{
    about::Pages,
    generation::{Family, Generations},
    vendor::{Auth, Elsewhere, ErrorInSuccess, IdList, Identity, IdsOf, Limit, Prefix, Setting, Vendor},
};
use secrecy::{ExposeSecret, SecretString};

/// Overloop.
pub static VENDOR: Vendor = Vendor {
    id: "overloop",
    title: "Overloop",
    purpose: "prospects and organizations with their custom fields, lists and exclusions, and the automations they go through",
    base_url: Setting {
        variable: "OVERLOOP_BASE_URL",
        help: "Scheme, host and port of Overloop's API",
        default: Some("https://api.overloop.ai"),
    },
    prefix: Prefix::Grown(&["/public/v1", "/public/v2"]),
    credentials: &[Setting {
        variable: "OVERLOOP_API_KEY",
        help: "API key from Overloop: Settings, API Keys",
        default: None,
    }],
    auth: Auth::Header(authorization),
    media_type: "application/json",
    limits: &[Limit { path: "/", requests: 600, per: Duration::from_secs(60) }],
    error: error::vendor_error,
    error_in_success: ErrorInSuccess::USUAL,
    health_check: ("get_account", "{}"),
    hooks: None,
    identity: Some(Identity {
        path: &["public", "v1", "account"],
        id: "/data/id",
        or: Some(&Identity { path: &["public", "v2", "account"], id: "/data/id", or: None }),
    }),
    generations: Some(Generations {
        setting: Setting {
            variable: "OVERLOOP_GENERATION",
            help: "Which of Overloop's APIs is asked: auto (those that the key opens), v1 or v2",
            default: Some("auto"),
        },
        names: ["v1", "v2"],
        // The website answers paths that the API does not have, with 200 too.
        is_gone: |status, body| matches!(status, 401 | 403 | 404 | 405 | 406 | 410) || (status < 300 && body.is_null()),
        families: &[Family { name: v2::FAMILY, probe: ("get_account", "{}") }],
        probes: Some([&["public", "v1", "account"], &["public", "v2", "account"]]),
        instead: &[
            ("list_automations", "list_campaigns"),
            ("get_automation", "get_campaign"),
            ("list_automation_steps", "list_campaign_steps"),
            ("get_automation_step", "get_campaign_step"),
            ("list_prospects", "search_prospects"),
            ("get_prospect", "get_prospect_by_email"),
            ("list_organizations", "search_organizations"),
            ("list_lists", "get_list"),
            ("list_users", "get_user"),
        ],
        core_of_next: &[
            "list_campaigns",
            "get_campaign",
            "list_campaign_steps",
            "get_campaign_statistics",
            "start_campaign",
            "pause_campaign",
            "list_enrollments",
            "enroll_prospect",
            "enroll_prospects",
            "disenroll_prospect",
            "search_prospects",
            "list_conversations",
        ],
    }),
    ids: ids::IDS,
    everyday: &[
        "list_prospects",
        "create_prospect",
        "list_automations",
        "get_prospect",
        "list_lists",
        "create_exclusion_list_item",
        "update_prospect",
        "list_organizations",
        "get_account",
    ],
    elsewhere: &[
        Elsewhere { what: "mailboxes and LinkedIn accounts", instead: "are connected in Overloop's app" },
        Elsewhere {
            what: "workflows",
            instead: "are created, changed, started, stopped and deleted in Overloop's app",
        },
        Elsewhere { what: "mails and LinkedIn messages", instead: "are answered in Overloop's app" },
    ],
    numbers: &[],
    known_ids: &[],
    id_lists: &[
        IdList {
            kind: IdsOf::Campaign,
            action: "list_automations",
            inputs: r#"{"page_size":100}"#,
            rows: "automations",
            name: "name",
        },
        IdList { kind: IdsOf::List, action: "list_lists", inputs: r#"{"page_size":100}"#, rows: "lists", name: "name" },
    ],
    across: across::ACROSS,
    toolsets: &[
        prospects::TOOLSET,
        organizations::TOOLSET,
        automations::TOOLSET,
        account::TOOLSET,
        users::TOOLSET,
        lists::TOOLSET,
        exclusion_list::TOOLSET,
        custom_fields::TOOLSET,
        merge_tags::TOOLSET,
        sending_addresses::TOOLSET,
        leads::TOOLSET,
        campaigns::TOOLSET,
        campaign_steps::TOOLSET,
        enrollments::TOOLSET,
        sourcings::TOOLSET,
        conversations::TOOLSET,
    ],
};

/// The header is the key alone, without a scheme.
fn authorization(credentials: &[SecretString]) -> SecretString {
    credentials.first().map(ExposeSecret::expose_secret).unwrap_or_default().into()
}

/// How every list is continued: by page number.
const fn pages(items: &'static str) -> Option<Pages> {
    Some(Pages { items, next: "next_page", cursor: "page", size: Some("page_size"), first: Some(1) })
}

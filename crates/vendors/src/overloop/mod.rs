//! Overloop's public API v1: prospects and organizations, the automations they go through, and the lists around them.
//!
//! It speaks JSON:API; [`jsonapi`] turns its documents into flat objects and back.

mod account;
mod across;
mod automations;
mod custom_fields;
mod error;
mod exclusion_list;
mod ids;
mod jsonapi;
mod leads;
mod list_names;
mod lists;
mod objects;
mod organizations;
mod prelude;
mod prospects;
mod remarks;
mod users;

use std::time::Duration;

use outreach_model::{
    about::Pages,
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
    prefix: Prefix::Common("/public/v1"),
    credentials: &[Setting {
        variable: "OVERLOOP_API_KEY",
        help: "API key from Overloop: Settings, API Keys",
        default: None,
    }],
    auth: Auth::Header(authorization),
    media_type: "application/vnd.api+json; charset=utf-8",
    limits: &[Limit { path: "/", requests: 600, per: Duration::from_secs(60) }],
    error: error::vendor_error,
    error_in_success: ErrorInSuccess::USUAL,
    health_check: ("get_account", "{}"),
    identity: Some(Identity { path: &["account"], id: "/data/id" }),
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
            what: "campaigns and workflows",
            instead: "are created, changed, started, stopped and deleted in Overloop's app",
        },
        Elsewhere { what: "conversations and LinkedIn messages", instead: "are read and answered in Overloop's app" },
        Elsewhere { what: "statistics", instead: "are shown in Overloop's app" },
    ],
    numbers: &[],
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
        leads::TOOLSET,
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

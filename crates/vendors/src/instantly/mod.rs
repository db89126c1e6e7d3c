//! Instantly's API v2: cold email campaigns, their leads and the unified inbox.

mod accounts;
mod across;
mod background_jobs;
mod block_list;
mod campaigns;
mod custom_tags;
mod days;
mod emails;
mod error;
mod ids;
mod inbox_placement;
mod jobs;
mod lead_labels;
mod lead_lists;
mod leads;
mod numbers;
mod objects;
mod prelude;
mod subsequences;
mod supersearch;
mod timezone;
mod webhooks;
mod workspace;

use std::time::Duration;

use outreach_model::{
    about::{About, Pages},
    lookup::{Lookup, exactly, text},
    plain::Shown,
    request::Request,
    vendor::{Auth, Elsewhere, ErrorInSuccess, Hooks, IdList, Identity, IdsOf, Limit, Prefix, Setting, Vendor},
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

/// Instantly.
pub static VENDOR: Vendor = Vendor {
    id: "instantly",
    title: "Instantly",
    purpose: "cold email campaigns, their leads and lead lists, and replies in the unified inbox",
    base_url: Setting {
        variable: "INSTANTLY_BASE_URL",
        help: "Scheme, host and port of Instantly's API",
        default: Some("https://api.instantly.ai"),
    },
    prefix: Prefix::Common("/api/v2"),
    credentials: &[Setting {
        variable: "INSTANTLY_API_KEY",
        help: "API v2 key from Instantly: Settings, Integrations, API Keys",
        default: None,
    }],
    auth: Auth::Header(authorization),
    media_type: "application/json",
    // Per workspace, whichever key is used; emails have a limit of their own.
    limits: &[
        Limit { path: "/", requests: 100, per: Duration::from_secs(1) },
        Limit { path: "/", requests: 6000, per: Duration::from_secs(60) },
        Limit { path: "/emails", requests: 20, per: Duration::from_secs(60) },
    ],
    error: error::vendor_error,
    error_in_success: ErrorInSuccess { is: error::is_error_in_success, ..ErrorInSuccess::USUAL },
    health_check: ("list_lead_lists", r#"{"limit":1}"#),
    // The vendor's help center names these fields; no reference does.
    hooks: Some(Hooks { kind: &["/event_type"], campaign: &["/campaign_id"], person: &["/lead_email", "/email"] }),
    identity: Some(Identity { path: &["workspaces", "current"], id: "/id", or: None }),
    generations: None,
    ids: ids::IDS,
    everyday: &[
        "list_emails",
        "reply_to_email",
        "list_leads",
        "list_campaigns",
        "create_lead",
        "get_lead",
        "update_lead_interest_status",
        "activate_campaign",
        "list_lead_lists",
    ],
    elsewhere: &[Elsewhere { what: "mailboxes", instead: "are connected and deleted in Instantly's app" }],
    numbers: numbers::NUMBERS,
    known_ids: ids::KNOWN_IDS,
    id_lists: &[
        IdList {
            kind: IdsOf::Campaign,
            action: "list_campaigns",
            inputs: r#"{"limit":100}"#,
            rows: "campaigns",
            name: "name",
        },
        IdList {
            kind: IdsOf::List,
            action: "list_lead_lists",
            inputs: r#"{"limit":100}"#,
            rows: "lead_lists",
            name: "name",
        },
    ],
    across: across::ACROSS,
    toolsets: &[
        leads::TOOLSET,
        campaigns::TOOLSET,
        emails::TOOLSET,
        lead_lists::TOOLSET,
        accounts::TOOLSET,
        subsequences::TOOLSET,
        block_list::TOOLSET,
        custom_tags::TOOLSET,
        lead_labels::TOOLSET,
        webhooks::TOOLSET,
        background_jobs::TOOLSET,
        workspace::TOOLSET,
        inbox_placement::TOOLSET,
        supersearch::TOOLSET,
    ],
};

fn authorization(credentials: &[SecretString]) -> SecretString {
    let key = credentials.first().map(ExposeSecret::expose_secret).unwrap_or_default();
    format!("Bearer {key}").into()
}

/// How every list of Instantly is continued.
pub(crate) const fn pages(items: &'static str) -> Option<Pages> {
    Some(Pages { items, next: "next_starting_after", cursor: "starting_after", size: Some("limit"), first: None })
}

/// How a list of Instantly is answered.
pub(crate) const fn page() -> Shown {
    Shown::Page("items", "next_starting_after")
}

/// The lookup of a write that creates something with a `name`: the list with these facts, searched for the name. `LIMIT` is the page
/// size.
pub(crate) const fn by_name<const LIMIT: u32>(list: &About) -> Lookup {
    Lookup {
        inputs: |made| Some(json!({ "search": text(made, "name")?, "limit": LIMIT })),
        created: &["timestamp_created"],
        matches: |made, row, _| exactly(made, "name", row, "name"),
        ..Lookup::in_list(list)
    }
}

/// The read of the object below this path whose id is in this input.
pub(crate) fn read_one(path: &str, inputs: &Value, id: &str) -> Option<Request> {
    Request::get([path, inputs.get(id)?.as_str()?]).ok()
}

/// What is read of something, where its `status` is this one already. Its change is then not sent.
pub(crate) fn in_status(read: &Value, status: i64) -> Option<Value> {
    (read.get("id").is_some() || read.get("email").is_some())
        .then(|| read.get("status")?.as_i64())
        .flatten()
        .filter(|has| *has == status)
        .map(|_| read.clone())
}

/// Whether a flag is given, and true.
pub(crate) fn is_on(flag: Option<&Value>) -> bool {
    flag == Some(&Value::Bool(true))
}

/// The text of an input, unless it is absent or blank.
pub(crate) fn given(text: &Option<impl AsRef<str>>) -> Option<&str> {
    text.as_ref().map(AsRef::as_ref).filter(|text| !text.trim().is_empty())
}

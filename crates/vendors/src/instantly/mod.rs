//! Instantly's API v2: cold email campaigns, their leads and the unified inbox.

pub mod campaigns;
pub mod emails;
pub mod lead_lists;
pub mod leads;
pub mod objects;
mod timezone;

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use outreach_model::{
    about::Pages,
    error::ErrorKind,
    registered::RegisteredAction,
    vendor::{Auth, ErrorInSuccess, Limit, Prefix, Setting, Toolset, Vendor, VendorError},
};

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
    // The vendor counts a workspace's keys together; the inbox has a limit of its own.
    limits: &[
        Limit { path: "/", requests: 100, per: Duration::from_secs(1) },
        Limit { path: "/", requests: 6000, per: Duration::from_secs(60) },
        Limit { path: "/emails", requests: 20, per: Duration::from_secs(60) },
    ],
    error: refusal,
    error_in_success: ErrorInSuccess::USUAL,
    health_check: ("list_lead_lists", r#"{"limit":1}"#),
    toolsets: &[
        Toolset {
            name: "leads",
            actions: &[
                RegisteredAction::of::<leads::list::ListLeads>(),
                RegisteredAction::of::<leads::get::GetLead>(),
                RegisteredAction::of::<leads::create::CreateLead>(),
                RegisteredAction::of::<leads::delete::DeleteLeads>(),
                RegisteredAction::of::<leads::update_interest_status::UpdateLeadInterestStatus>(),
            ],
        },
        Toolset {
            name: "campaigns",
            actions: &[
                RegisteredAction::of::<campaigns::list::ListCampaigns>(),
                RegisteredAction::of::<campaigns::create::CreateCampaign>(),
                RegisteredAction::of::<campaigns::patch::PatchCampaign>(),
                RegisteredAction::of::<campaigns::activate::ActivateCampaign>(),
            ],
        },
        Toolset {
            name: "emails",
            actions: &[
                RegisteredAction::of::<emails::list::ListEmails>(),
                RegisteredAction::of::<emails::reply::ReplyToEmail>(),
            ],
        },
        Toolset {
            name: "lead_lists",
            actions: &[
                RegisteredAction::of::<lead_lists::list::ListLeadLists>(),
                RegisteredAction::of::<lead_lists::create::CreateLeadList>(),
            ],
        },
    ],
};

fn authorization(credentials: &[SecretString]) -> SecretString {
    let key = credentials.first().map(ExposeSecret::expose_secret).unwrap_or_default();
    format!("Bearer {key}").into()
}

/// A list with a cursor, as all of Instantly's are.
const fn pages(items: &'static str) -> Option<Pages> {
    Some(Pages { items, next: "next_starting_after", cursor: "starting_after", size: Some("limit") })
}

/// `{statusCode, error, message}`; some 400s carry only `error` or only `message`.
fn refusal(status: u16, body: &Value) -> VendorError {
    let text = |key| body.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let words = text("message").or_else(|| text("error")).map(str::to_owned);
    let edge = status == 403 && words.as_deref().is_none_or(|words| words.contains("error code"));
    VendorError {
        words,
        kind: (status == 402).then_some(ErrorKind::QuotaExceeded),
        hint: match status {
            401 => Some("Set `INSTANTLY_API_KEY` to a valid API v2 key (v1 keys no longer work)."),
            402 => Some("The workspace needs an active paid plan; a person has to settle that at Instantly."),
            403 if edge => {
                Some("Instantly's edge refused the connection, not the key; try again later or from another network.")
            }
            403 => {
                Some("The key lacks the scope or the plan lacks the feature; use a key with the scope that is named.")
            }
            _ => None,
        },
        ..VendorError::default()
    }
}

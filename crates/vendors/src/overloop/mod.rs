//! Overloop's public API v1: prospects and organizations, the automations they go through, and the lists around them.
//!
//! It speaks JSON:API, which ends in [`jsonapi`]: tools take and give flat objects.

pub mod account;
pub mod automations;
pub mod custom_fields;
pub mod exclusion_list;
pub mod jsonapi;
pub mod leads;
pub mod lists;
pub mod objects;
pub mod organizations;
pub mod prospects;
pub mod query;
mod refusal;
pub mod users;

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use outreach_model::{
    about::Pages,
    registered::RegisteredAction,
    vendor::{Auth, ErrorInSuccess, Limit, Prefix, Setting, Toolset, Vendor},
};

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
    error: refusal::refusal,
    error_in_success: ErrorInSuccess::USUAL,
    health_check: ("get_account", "{}"),
    toolsets: &[
        Toolset {
            name: "prospects",
            actions: &[
                RegisteredAction::of::<prospects::list::ListProspects>(),
                RegisteredAction::of::<prospects::get::GetProspect>(),
                RegisteredAction::of::<prospects::create::CreateProspect>(),
                RegisteredAction::of::<prospects::update::UpdateProspect>(),
                RegisteredAction::of::<prospects::delete::DeleteProspect>(),
            ],
        },
        Toolset {
            name: "organizations",
            actions: &[
                RegisteredAction::of::<organizations::list::ListOrganizations>(),
                RegisteredAction::of::<organizations::get::GetOrganization>(),
                RegisteredAction::of::<organizations::create::CreateOrganization>(),
                RegisteredAction::of::<organizations::update::UpdateOrganization>(),
                RegisteredAction::of::<organizations::delete::DeleteOrganization>(),
            ],
        },
        Toolset {
            name: "automations",
            actions: &[
                RegisteredAction::of::<automations::list::ListAutomations>(),
                RegisteredAction::of::<automations::get::GetAutomation>(),
                RegisteredAction::of::<automations::list_steps::ListAutomationSteps>(),
                RegisteredAction::of::<automations::get_step::GetAutomationStep>(),
            ],
        },
        Toolset { name: "account", actions: &[RegisteredAction::of::<account::get::GetAccount>()] },
        Toolset { name: "users", actions: &[RegisteredAction::of::<users::list::ListUsers>()] },
        Toolset {
            name: "lists",
            actions: &[
                RegisteredAction::of::<lists::list::ListLists>(),
                RegisteredAction::of::<lists::create::CreateList>(),
                RegisteredAction::of::<lists::update::UpdateList>(),
                RegisteredAction::of::<lists::delete::DeleteList>(),
            ],
        },
        Toolset {
            name: "exclusion_list",
            actions: &[
                RegisteredAction::of::<exclusion_list::list::ListExclusionListItems>(),
                RegisteredAction::of::<exclusion_list::create::CreateExclusionListItem>(),
            ],
        },
        Toolset { name: "custom_fields", actions: &[RegisteredAction::of::<custom_fields::list::ListCustomFields>()] },
        Toolset {
            name: "leads",
            actions: &[
                RegisteredAction::of::<leads::list::ListLeads>(),
                RegisteredAction::of::<leads::update::UpdateLead>(),
            ],
        },
    ],
};

/// The key as it is, without a scheme.
fn authorization(credentials: &[SecretString]) -> SecretString {
    credentials.first().map(ExposeSecret::expose_secret).unwrap_or_default().into()
}

/// A list in numbered pages, as all of Overloop's are.
const fn pages(items: &'static str) -> Option<Pages> {
    Some(Pages { items, next: "next_page", cursor: "page", size: Some("page_size") })
}

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

use crate::{
    action::Pages,
    entry::Entry,
    vendor::{Auth, Denial, Limit, Prefix, Setting, Toolset, Vendor},
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
    refusal: refusal::refusal,
    denial: Denial::USUAL,
    cheapest_read: ("get_account", "{}"),
    toolsets: &[
        Toolset {
            name: "prospects",
            actions: &[
                Entry::of::<prospects::list::ListProspects>(),
                Entry::of::<prospects::get::GetProspect>(),
                Entry::of::<prospects::create::CreateProspect>(),
                Entry::of::<prospects::update::UpdateProspect>(),
                Entry::of::<prospects::delete::DeleteProspect>(),
            ],
        },
        Toolset {
            name: "organizations",
            actions: &[
                Entry::of::<organizations::list::ListOrganizations>(),
                Entry::of::<organizations::get::GetOrganization>(),
                Entry::of::<organizations::create::CreateOrganization>(),
                Entry::of::<organizations::update::UpdateOrganization>(),
                Entry::of::<organizations::delete::DeleteOrganization>(),
            ],
        },
        Toolset {
            name: "automations",
            actions: &[
                Entry::of::<automations::list::ListAutomations>(),
                Entry::of::<automations::get::GetAutomation>(),
                Entry::of::<automations::list_steps::ListAutomationSteps>(),
                Entry::of::<automations::get_step::GetAutomationStep>(),
            ],
        },
        Toolset { name: "account", actions: &[Entry::of::<account::get::GetAccount>()] },
        Toolset { name: "users", actions: &[Entry::of::<users::list::ListUsers>()] },
        Toolset {
            name: "lists",
            actions: &[
                Entry::of::<lists::list::ListLists>(),
                Entry::of::<lists::create::CreateList>(),
                Entry::of::<lists::update::UpdateList>(),
                Entry::of::<lists::delete::DeleteList>(),
            ],
        },
        Toolset {
            name: "exclusion_list",
            actions: &[
                Entry::of::<exclusion_list::list::ListExclusionListItems>(),
                Entry::of::<exclusion_list::create::CreateExclusionListItem>(),
            ],
        },
        Toolset { name: "custom_fields", actions: &[Entry::of::<custom_fields::list::ListCustomFields>()] },
        Toolset {
            name: "leads",
            actions: &[Entry::of::<leads::list::ListLeads>(), Entry::of::<leads::update::UpdateLead>()],
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

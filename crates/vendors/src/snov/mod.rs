//! Snov.io's API, v1 and v2: finding and verifying people's addresses, prospects and their lists, drip campaigns and their
//! statistics.
//!
//! The two versions are slices of one API rather than generations: each action's path names its own. Forms go in, JSON in
//! several dialects comes out; [`objects`] reads them all.

pub mod account;
pub mod campaigns;
pub mod do_not_email;
pub mod finder;
pub mod lists;
pub mod objects;
pub mod prospects;
mod refusal;
pub mod search;
pub mod verifier;
pub mod webhooks;

use std::time::Duration;

use outreach_model::{
    error::Failure,
    registered::RegisteredAction,
    request::Request,
    vendor::{Auth, ErrorInSuccess, Limit, Prefix, Setting, Toolset, Vendor},
};

/// Snov.io.
pub static VENDOR: Vendor = Vendor {
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
    error: refusal::refusal,
    error_in_success: ErrorInSuccess { marks: refusal::MARKS, is: refusal::denies },
    health_check: ("get_balance", "{}"),
    toolsets: &[
        Toolset {
            name: "search",
            actions: &[
                RegisteredAction::of::<search::start_domain_search::StartDomainSearch>(),
                RegisteredAction::of::<search::get_domain_search_result::GetDomainSearchResult>(),
                RegisteredAction::of::<search::start_prospects_search::StartProspectsSearch>(),
                RegisteredAction::of::<search::get_prospects_search_result::GetProspectsSearchResult>(),
                RegisteredAction::of::<search::start_prospect_email_search::StartProspectEmailSearch>(),
                RegisteredAction::of::<search::get_prospect_email_search_result::GetProspectEmailSearchResult>(),
                RegisteredAction::of::<search::start_domain_emails_search::StartDomainEmailsSearch>(),
                RegisteredAction::of::<search::get_domain_emails_search_result::GetDomainEmailsSearchResult>(),
                RegisteredAction::of::<search::start_generic_contacts_search::StartGenericContactsSearch>(),
                RegisteredAction::of::<search::get_generic_contacts_search_result::GetGenericContactsSearchResult>(),
            ],
        },
        Toolset {
            name: "finder",
            actions: &[
                RegisteredAction::of::<finder::email_count::GetEmailCount>(),
                RegisteredAction::of::<finder::find_email::FindEmail>(),
                RegisteredAction::of::<finder::add_names::AddNamesToFindEmails>(),
                RegisteredAction::of::<finder::add_url::AddUrlForSearch>(),
                RegisteredAction::of::<finder::prospect_by_url::GetProspectByUrl>(),
                RegisteredAction::of::<finder::profile_by_email::GetProfileByEmail>(),
            ],
        },
        Toolset {
            name: "verifier",
            actions: &[
                RegisteredAction::of::<verifier::verify_email::VerifyEmail>(),
                RegisteredAction::of::<verifier::add_emails::AddEmailsForVerification>(),
            ],
        },
        Toolset {
            name: "campaigns",
            actions: &[
                RegisteredAction::of::<campaigns::get_analytics::GetCampaignAnalytics>(),
                RegisteredAction::of::<campaigns::get_progress::GetCampaignProgress>(),
                RegisteredAction::of::<campaigns::change_recipient_status::ChangeRecipientStatus>(),
                RegisteredAction::of::<campaigns::list_completed_prospects::ListCompletedProspects>(),
                RegisteredAction::of::<campaigns::list_replies::ListCampaignReplies>(),
                RegisteredAction::of::<campaigns::list_opens::ListCampaignOpens>(),
                RegisteredAction::of::<campaigns::list_clicks::ListCampaignClicks>(),
                RegisteredAction::of::<campaigns::list_sent_emails::ListSentEmails>(),
                RegisteredAction::of::<campaigns::list::ListCampaigns>(),
            ],
        },
        Toolset { name: "do_not_email", actions: &[RegisteredAction::of::<do_not_email::add::AddToDoNotEmailList>()] },
        Toolset {
            name: "prospects",
            actions: &[
                RegisteredAction::of::<prospects::add_to_list::AddProspectToList>(),
                RegisteredAction::of::<prospects::find_by_id::FindProspectById>(),
                RegisteredAction::of::<prospects::find_by_email::FindProspectByEmail>(),
                RegisteredAction::of::<prospects::list_custom_fields::ListCustomFields>(),
            ],
        },
        Toolset {
            name: "lists",
            actions: &[
                RegisteredAction::of::<lists::list::ListLists>(),
                RegisteredAction::of::<lists::list_prospects::ListProspectsInList>(),
                RegisteredAction::of::<lists::create::CreateList>(),
            ],
        },
        Toolset { name: "account", actions: &[RegisteredAction::of::<account::get_balance::GetBalance>()] },
        Toolset {
            name: "webhooks",
            actions: &[
                RegisteredAction::of::<webhooks::list::ListWebhooks>(),
                RegisteredAction::of::<webhooks::create::CreateWebhook>(),
                RegisteredAction::of::<webhooks::update_status::UpdateWebhookStatus>(),
                RegisteredAction::of::<webhooks::delete::DeleteWebhook>(),
            ],
        },
    ],
};

/// `GET` of a v1 method.
fn get_v1(method: &str) -> Result<Request, Failure> {
    Request::get(["v1", method])
}

/// `POST` to a v1 method.
fn post_v1(method: &str) -> Result<Request, Failure> {
    Request::post(["v1", method])
}

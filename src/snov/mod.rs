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

use crate::{
    entry::Entry,
    failure::Failure,
    request::Request,
    vendor::{Auth, Denial, Limit, Prefix, Setting, Toolset, Vendor},
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
    refusal: refusal::refusal,
    denial: Denial { marks: refusal::MARKS, is: refusal::denies },
    cheapest_read: ("get_balance", "{}"),
    toolsets: &[
        Toolset {
            name: "search",
            actions: &[
                Entry::of::<search::start_domain_search::StartDomainSearch>(),
                Entry::of::<search::get_domain_search_result::GetDomainSearchResult>(),
                Entry::of::<search::start_prospects_search::StartProspectsSearch>(),
                Entry::of::<search::get_prospects_search_result::GetProspectsSearchResult>(),
                Entry::of::<search::start_prospect_email_search::StartProspectEmailSearch>(),
                Entry::of::<search::get_prospect_email_search_result::GetProspectEmailSearchResult>(),
                Entry::of::<search::start_domain_emails_search::StartDomainEmailsSearch>(),
                Entry::of::<search::get_domain_emails_search_result::GetDomainEmailsSearchResult>(),
                Entry::of::<search::start_generic_contacts_search::StartGenericContactsSearch>(),
                Entry::of::<search::get_generic_contacts_search_result::GetGenericContactsSearchResult>(),
            ],
        },
        Toolset {
            name: "finder",
            actions: &[
                Entry::of::<finder::email_count::GetEmailCount>(),
                Entry::of::<finder::find_email::FindEmail>(),
                Entry::of::<finder::add_names::AddNamesToFindEmails>(),
                Entry::of::<finder::add_url::AddUrlForSearch>(),
                Entry::of::<finder::prospect_by_url::GetProspectByUrl>(),
                Entry::of::<finder::profile_by_email::GetProfileByEmail>(),
            ],
        },
        Toolset {
            name: "verifier",
            actions: &[
                Entry::of::<verifier::verify_email::VerifyEmail>(),
                Entry::of::<verifier::add_emails::AddEmailsForVerification>(),
            ],
        },
        Toolset {
            name: "campaigns",
            actions: &[
                Entry::of::<campaigns::get_analytics::GetCampaignAnalytics>(),
                Entry::of::<campaigns::get_progress::GetCampaignProgress>(),
                Entry::of::<campaigns::change_recipient_status::ChangeRecipientStatus>(),
                Entry::of::<campaigns::list_completed_prospects::ListCompletedProspects>(),
                Entry::of::<campaigns::list_replies::ListCampaignReplies>(),
                Entry::of::<campaigns::list_opens::ListCampaignOpens>(),
                Entry::of::<campaigns::list_clicks::ListCampaignClicks>(),
                Entry::of::<campaigns::list_sent_emails::ListSentEmails>(),
                Entry::of::<campaigns::list::ListCampaigns>(),
            ],
        },
        Toolset { name: "do_not_email", actions: &[Entry::of::<do_not_email::add::AddToDoNotEmailList>()] },
        Toolset {
            name: "prospects",
            actions: &[
                Entry::of::<prospects::add_to_list::AddProspectToList>(),
                Entry::of::<prospects::find_by_id::FindProspectById>(),
                Entry::of::<prospects::find_by_email::FindProspectByEmail>(),
                Entry::of::<prospects::list_custom_fields::ListCustomFields>(),
            ],
        },
        Toolset {
            name: "lists",
            actions: &[
                Entry::of::<lists::list::ListLists>(),
                Entry::of::<lists::list_prospects::ListProspectsInList>(),
                Entry::of::<lists::create::CreateList>(),
            ],
        },
        Toolset { name: "account", actions: &[Entry::of::<account::get_balance::GetBalance>()] },
        Toolset {
            name: "webhooks",
            actions: &[
                Entry::of::<webhooks::list::ListWebhooks>(),
                Entry::of::<webhooks::create::CreateWebhook>(),
                Entry::of::<webhooks::update_status::UpdateWebhookStatus>(),
                Entry::of::<webhooks::delete::DeleteWebhook>(),
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

//! Tasks of the v2 API: up to ten rows at once, and the search of the whole database. One action of each starts it, another asks for
//! its result.

mod filters;

use std::collections::BTreeSet;

/// The items, each once by its key: the vendor charges for one that comes twice, twice.
fn once<T: Clone>(items: &[T], key: impl Fn(&T) -> String) -> Vec<T> {
    let mut known = BTreeSet::new();
    items.iter().filter(|item| known.insert(key(item))).cloned().collect()
}

toolset! { "tasks":
    start_emails_by_name_search::StartEmailsByNameSearch,
    get_emails_by_name_search_result::GetEmailsByNameSearchResult,
    start_email_verification::StartEmailVerification,
    get_email_verification_result::GetEmailVerificationResult,
    start_linkedin_profiles_search::StartLinkedinProfilesSearch,
    get_linkedin_profiles_search_result::GetLinkedinProfilesSearchResult,
    start_company_domains_search::StartCompanyDomainsSearch,
    get_company_domains_search_result::GetCompanyDomainsSearchResult,
    start_company_database_search::StartCompanyDatabaseSearch,
    get_company_database_search_result::GetCompanyDatabaseSearchResult,
    start_people_database_search::StartPeopleDatabaseSearch,
    get_people_database_search_result::GetPeopleDatabaseSearchResult,
    start_database_email_search::StartDatabaseEmailSearch,
    get_database_email_search_result::GetDatabaseEmailSearchResult,
}

//! The five searches of a domain. One action of each starts the search, another asks for its result.

toolset! { "search":
    core start_domain_search::StartDomainSearch,
    core get_domain_search_result::GetDomainSearchResult,
    core start_prospects_search::StartProspectsSearch,
    core get_prospects_search_result::GetProspectsSearchResult,
    core start_prospect_email_search::StartProspectEmailSearch,
    core get_prospect_email_search_result::GetProspectEmailSearchResult,
    core start_domain_emails_search::StartDomainEmailsSearch,
    core get_domain_emails_search_result::GetDomainEmailsSearchResult,
    core start_generic_contacts_search::StartGenericContactsSearch,
    core get_generic_contacts_search_result::GetGenericContactsSearchResult,
}

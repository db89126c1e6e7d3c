//! The five searches of a domain. One action of each starts the search, another asks for its result.

toolset! { Core "search":
    start_domain_search::StartDomainSearch,
    get_domain_search_result::GetDomainSearchResult,
    start_prospects_search::StartProspectsSearch,
    get_prospects_search_result::GetProspectsSearchResult,
    start_prospect_email_search::StartProspectEmailSearch,
    get_prospect_email_search_result::GetProspectEmailSearchResult,
    start_domain_emails_search::StartDomainEmailsSearch,
    get_domain_emails_search_result::GetDomainEmailsSearchResult,
    start_generic_contacts_search::StartGenericContactsSearch,
    get_generic_contacts_search_result::GetGenericContactsSearchResult,
}

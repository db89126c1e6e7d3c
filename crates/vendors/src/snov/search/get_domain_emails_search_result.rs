use super::start_domain_emails_search::StartDomainEmailsSearch;
use crate::snov::prelude::*;

pub(crate) type GetDomainEmailsSearchResult = ResultOf<StartDomainEmailsSearch>;

impl Endpoint for GetDomainEmailsSearchResult {
    type Answer = Task<DomainEmails>;

    const ABOUT: About = About {
        name: "get_domain_emails_search_result",
        title: "Get a domain address search's result",
        description: "Waits for a search that start_domain_emails_search began, and answers the addresses it found. Free.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/domain-emails/result/{task_hash}");
}

use super::start_domain_emails_search::StartDomainEmailsSearch;
use crate::snov::prelude::*;

pub(crate) type GetDomainEmailsSearchResult = ResultOf<StartDomainEmailsSearch>;

impl Endpoint for GetDomainEmailsSearchResult {
    type Answer = Task<DomainEmails>;

    const ABOUT: About = About {
        name: "get_domain_emails_search_result",
        title: "Get a domain address search's result",
        description: "Waits for a search that start_domain_emails_search began, and answers the addresses it found. Use it with the `task_hash` of a start that answered `in_progress`; a start that answered `completed` has given the result. Free, as often as it is asked while the search runs; it begins no search and turns no page.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/domain-emails/result/{task_hash}");
}

use super::start_domain_search::StartDomainSearch;
use crate::snov::prelude::*;

pub(crate) type GetDomainSearchResult = ResultOf<StartDomainSearch>;

impl Endpoint for GetDomainSearchResult {
    type Answer = Task<Company>;

    const ABOUT: About = About {
        name: "get_domain_search_result",
        title: "Get a company search's result",
        description: "Waits for a search that start_domain_search began, and answers the company it found. Use it with the `task_hash` of a start that answered `in_progress`; a start that answered `completed` has given the result. Free, as often as it is asked while the search runs; it begins no search and turns no page.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/result/{task_hash}");
}

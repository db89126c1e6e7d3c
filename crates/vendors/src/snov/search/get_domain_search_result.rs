use super::start_domain_search::StartDomainSearch;
use crate::snov::prelude::*;

pub(crate) type GetDomainSearchResult = ResultOf<StartDomainSearch>;

impl Endpoint for GetDomainSearchResult {
    type Answer = Task<Company>;

    const ABOUT: About = About {
        name: "get_domain_search_result",
        title: "Get the company found for a domain",
        description: "Returns, free, the company that start_domain_search found at Snov.io, with counts of people and \
            addresses. Use it only with the `task_hash` of a start that returned `in_progress`, and again until \
            `completed`; one that returned `completed` has given the result already. Starting anew instead may cost \
            again. The hash of another kind of search does not work.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/result/{task_hash}");
}

use super::start_domain_search::StartDomainSearch;
use crate::snov::prelude::*;

pub(crate) type GetDomainSearchResult = ResultOf<StartDomainSearch>;

impl Endpoint for GetDomainSearchResult {
    type Answer = Task<Company>;

    const ABOUT: About = About {
        name: "get_domain_search_result",
        title: "Get the company found for a domain",
        description: "Returns the company that start_domain_search found at Snov.io, with counts of people and \
            addresses. Free. Use it only with the `task_hash` of a start that returned `in_progress`, and repeat it \
            until `completed`; another search's hash does not work. A start that returned `completed` has the result \
            already. Starting again may cost another credit.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/result/{task_hash}");
}

use super::start_domain_search::StartDomainSearch;
use crate::snov::prelude::*;

pub(crate) type GetDomainSearchResult = ResultOf<StartDomainSearch>;

impl Endpoint for GetDomainSearchResult {
    type Answer = Task<Company>;

    const ABOUT: About = About {
        name: "get_domain_search_result",
        title: "Get the company found for a domain",
        description: "Answers the company that start_domain_search found at Snov.io, with counts of people and addresses. Use it with the `task_hash` of a start that answered `in_progress` (one that answered `completed` has given the result), and again until `completed`: only the start is charged.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/result/{task_hash}");
}

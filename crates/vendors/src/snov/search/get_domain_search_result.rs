use super::start_domain_search::StartDomainSearch;
use crate::snov::prelude::*;

pub(crate) type GetDomainSearchResult = ResultOf<StartDomainSearch>;

impl Endpoint for GetDomainSearchResult {
    type Answer = Task<Company>;

    const ABOUT: About = About {
        name: "get_domain_search_result",
        title: "Get the company found for a domain",
        description: "Answers the company that start_domain_search found, with counts of people and addresses, waiting up to `wait_seconds`. Use it with the `task_hash` of a start that answered `in_progress`; one that answered `completed` gave the result already. Ask again until `completed`: Snov.io charges the start only. How long a hash lives is not documented.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/result/{task_hash}");
}

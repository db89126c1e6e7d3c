use super::start_domain_emails_search::StartDomainEmailsSearch;
use crate::snov::prelude::*;

pub(crate) type GetDomainEmailsSearchResult = ResultOf<StartDomainEmailsSearch>;

impl Endpoint for GetDomainEmailsSearchResult {
    type Answer = Task<DomainEmails>;

    const ABOUT: About = About {
        name: "get_domain_emails_search_result",
        title: "Get the addresses found at a domain",
        description: "Returns, free, the addresses that start_domain_emails_search found at Snov.io. Use it only with \
            the `task_hash` of a start that returned `in_progress`, and again until `completed`; one that returned \
            `completed` has given the result already. Only the start is charged. For the next 50, pass `next` to a new \
            start, which costs again. An empty `emails` means nothing was found.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/domain-emails/result/{task_hash}");
}

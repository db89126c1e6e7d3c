use super::start_domain_emails_search::StartDomainEmailsSearch;
use crate::snov::prelude::*;

pub(crate) type GetDomainEmailsSearchResult = ResultOf<StartDomainEmailsSearch>;

impl Endpoint for GetDomainEmailsSearchResult {
    type Answer = Task<DomainEmails>;

    const ABOUT: About = About {
        name: "get_domain_emails_search_result",
        title: "Get the addresses found at a domain",
        description: "Returns the addresses that start_domain_emails_search found at Snov.io. Free. Use it only with \
            the `task_hash` of a start that returned `in_progress`, and repeat it until `completed`. A start that \
            returned `completed` has the result already. Empty `emails` mean that none was found. For the next 50 pass \
            `next` to a new start, which costs again.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/domain-emails/result/{task_hash}");
}

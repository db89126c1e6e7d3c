use super::start_prospect_email_search::StartProspectEmailSearch;
use crate::snov::prelude::*;

pub(crate) type GetProspectEmailSearchResult = ResultOf<StartProspectEmailSearch>;

impl Endpoint for GetProspectEmailSearchResult {
    type Answer = Task<ProspectEmails>;

    const ABOUT: About = About {
        name: "get_prospect_email_search_result",
        title: "Get the address found for a person",
        description: "Returns the addresses that start_prospect_email_search found at Snov.io. Free. Use it only with \
            the `task_hash` of a start that returned `in_progress` (not the person's `prospect_hash`), and repeat it \
            until `completed`. A start that returned `completed` has the result already. `smtp_status` is `valid`, or \
            `unknown`: mail may bounce.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/prospects/search-emails/result/{task_hash}");
}

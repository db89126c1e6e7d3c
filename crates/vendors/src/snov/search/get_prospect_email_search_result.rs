use super::start_prospect_email_search::StartProspectEmailSearch;
use crate::snov::prelude::*;

pub(crate) type GetProspectEmailSearchResult = ResultOf<StartProspectEmailSearch>;

impl Endpoint for GetProspectEmailSearchResult {
    type Answer = Task<ProspectEmails>;

    const ABOUT: About = About {
        name: "get_prospect_email_search_result",
        title: "Get the address found for a person",
        description: "Answers the addresses that start_prospect_email_search found at Snov.io. Use it with the `task_hash` of a start that answered `in_progress` (one that answered `completed` has given the result), and again until `completed`: only the start is charged. `smtp_status` is `valid`, or `unknown`: mail may bounce.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/prospects/search-emails/result/{task_hash}");
}

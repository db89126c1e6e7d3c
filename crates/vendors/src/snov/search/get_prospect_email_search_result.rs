use super::start_prospect_email_search::StartProspectEmailSearch;
use crate::snov::prelude::*;

pub(crate) type GetProspectEmailSearchResult = ResultOf<StartProspectEmailSearch>;

impl Endpoint for GetProspectEmailSearchResult {
    type Answer = Task<ProspectEmails>;

    const ABOUT: About = About {
        name: "get_prospect_email_search_result",
        title: "Get an address search's result",
        description: "Waits for a search that start_prospect_email_search began, and answers the addresses it found. Use it with the `task_hash` of a start that answered `in_progress`; a start that answered `completed` has given the result. Free, as often as it is asked while the search runs; it begins no search and turns no page.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/prospects/search-emails/result/{task_hash}");
}

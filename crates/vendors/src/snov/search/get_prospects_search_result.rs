use super::start_prospects_search::StartProspectsSearch;
use crate::snov::prelude::*;

pub(crate) type GetProspectsSearchResult = ResultOf<StartProspectsSearch>;

impl Endpoint for GetProspectsSearchResult {
    type Answer = Task<FoundProspects>;

    const ABOUT: About = About {
        name: "get_prospects_search_result",
        title: "Get a prospects search's result",
        description: "Waits for a search that start_prospects_search began, and answers the people it found. Use it with the `task_hash` of a start that answered `in_progress`; a start that answered `completed` has given the result. Free, as often as it is asked while the search runs; it begins no search and turns no page.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/prospects/result/{task_hash}");
    const REMARKS: &'static [Remark] = &[Remark::Note];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        if answer.page().is_some_and(|page| page > 1) { answer.past_the_end("page") } else { Remarks::default() }
    }
}

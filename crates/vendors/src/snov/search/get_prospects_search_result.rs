use super::start_prospects_search::StartProspectsSearch;
use crate::snov::prelude::*;

pub(crate) type GetProspectsSearchResult = ResultOf<StartProspectsSearch>;

impl Endpoint for GetProspectsSearchResult {
    type Answer = Task<FoundProspects>;

    const ABOUT: About = About {
        name: "get_prospects_search_result",
        title: "Get the people found at a company",
        description: "Returns the people that start_prospects_search found at Snov.io. Free. Use it only with the \
            `task_hash` of a start that returned `in_progress`, and repeat it until `completed`. A start that returned \
            `completed` has the result already. For a person's addresses pass `prospect_hash` to \
            start_prospect_email_search. For the next 20 start again with `next_page` as `page`, which costs again.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/prospects/result/{task_hash}");
    const REMARKS: &'static [Remark] = &[Remark::Note];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        if answer.page().is_some_and(|page| page > 1) { answer.past_the_end("page") } else { Remarks::default() }
    }
}

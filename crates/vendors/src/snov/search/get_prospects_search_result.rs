use super::start_prospects_search::StartProspectsSearch;
use crate::snov::prelude::*;

pub(crate) type GetProspectsSearchResult = ResultOf<StartProspectsSearch>;

impl Endpoint for GetProspectsSearchResult {
    type Answer = Task<FoundProspects>;

    const ABOUT: About = About {
        name: "get_prospects_search_result",
        title: "Get the people found at a company",
        description: "Returns, free, the people that start_prospects_search found at Snov.io; \
            start_prospect_email_search finds one's addresses by `prospect_hash`. Use it only with the `task_hash` of \
            a start that returned `in_progress`, and again until `completed`; one that returned `completed` has given \
            the result already. Only the start is charged. For the next 20, start anew with `next_page` as `page`.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/prospects/result/{task_hash}");
    const REMARKS: &'static [Remark] = &[Remark::Note];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        if answer.page().is_some_and(|page| page > 1) { answer.past_the_end("page") } else { Remarks::default() }
    }
}

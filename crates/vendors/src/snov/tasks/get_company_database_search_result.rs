use super::start_company_database_search::StartCompanyDatabaseSearch;
use crate::snov::prelude::*;

pub(crate) type GetCompanyDatabaseSearchResult = ResultOf<StartCompanyDatabaseSearch>;

impl Endpoint for GetCompanyDatabaseSearchResult {
    type Answer = Task<FoundPage<DatabaseCompany>>;

    const ABOUT: About = About {
        name: "get_company_database_search_result",
        title: "Get the companies found in the database",
        description: "Returns the companies that start_company_database_search found at Snov.io, with their domains. \
            Free. Use it only with the `task_hash` of a start that returned `in_progress`, and repeat it until \
            `completed`; another search's hash does not work. `similar` means that a place or industry was not known. \
            For the next page start again with `next_page` as `page`, which costs again.",
        ..About::read("https://snov.io/api#DatabaseSearch")
    };
    const CALL: Call = Call::get("/v2/database-search/companies/result/{task_hash}");
    const REMARKS: &'static [Remark] = &[Remark::Note];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.note(answer.page())
    }
}

use super::start_people_database_search::StartPeopleDatabaseSearch;
use crate::snov::prelude::*;

pub(crate) type GetPeopleDatabaseSearchResult = ResultOf<StartPeopleDatabaseSearch>;

impl Endpoint for GetPeopleDatabaseSearchResult {
    type Answer = Task<FoundPage<DatabasePerson>>;

    const ABOUT: About = About {
        name: "get_people_database_search_result",
        title: "Get the people found in the database",
        description: "Returns the people that start_people_database_search found at Snov.io, names and profiles \
            masked. Free. Use it with the `task_hash` of a start that returned `in_progress`, and repeat it until \
            `completed`. To reveal one, pass its `reveal_hash` to start_database_email_search (1 credit). For the next \
            50 pass `next_page` as `page`, with the same filters, to a new start.",
        ..About::read("https://snov.io/api#DatabaseSearch")
    };
    const CALL: Call = Call::get("/v2/database-search/prospects/result/{task_hash}");
    const REMARKS: &'static [Remark] = &[Remark::Note];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.note(answer.page())
    }
}

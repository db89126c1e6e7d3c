use super::start_database_email_search::StartDatabaseEmailSearch;
use crate::snov::prelude::*;

pub(crate) type GetDatabaseEmailSearchResult = ResultOf<StartDatabaseEmailSearch>;

impl Endpoint for GetDatabaseEmailSearchResult {
    type Answer = Task<Revealed>;

    const ABOUT: About = About {
        name: "get_database_email_search_result",
        title: "Get the person that was revealed",
        description: "Returns the name, LinkedIn profile and addresses that start_database_email_search revealed at \
            Snov.io. Free. Use it only with the `task_hash` of a start that returned `in_progress` (not the person's \
            `reveal_hash`), and repeat it until `completed`. A start that returned `completed` has the result already. \
            `smtp_status` is `valid`, or `unknown`: mail may bounce.",
        ..About::read("https://snov.io/api#DatabaseSearch")
    };
    const CALL: Call = Call::get("/v2/database-search/prospects/search-emails/result/{task_hash}");
}

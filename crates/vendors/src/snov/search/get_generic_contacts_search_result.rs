use super::start_generic_contacts_search::StartGenericContactsSearch;
use crate::snov::prelude::*;

pub(crate) type GetGenericContactsSearchResult = ResultOf<StartGenericContactsSearch>;

impl Endpoint for GetGenericContactsSearchResult {
    type Answer = Task<DomainEmails>;

    const ABOUT: About = About {
        name: "get_generic_contacts_search_result",
        title: "Get a generic contact search's result",
        description: "Waits for a search that start_generic_contacts_search began, and answers the departments' addresses it found. Use it with the `task_hash` of a start that answered `in_progress`; a start that answered `completed` has given the result. Free, as often as it is asked while the search runs; it begins no search and turns no page.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/generic-contacts/result/{task_hash}");
}

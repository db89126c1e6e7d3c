use super::start_generic_contacts_search::StartGenericContactsSearch;
use crate::snov::prelude::*;

pub(crate) type GetGenericContactsSearchResult = ResultOf<StartGenericContactsSearch>;

impl Endpoint for GetGenericContactsSearchResult {
    type Answer = Task<DomainEmails>;

    const ABOUT: About = About {
        name: "get_generic_contacts_search_result",
        title: "Get the department addresses found",
        description: "Answers the departments' addresses that start_generic_contacts_search found at Snov.io. Use it with the `task_hash` of a start that answered `in_progress` (one that answered `completed` has given the result), and again until `completed`: only the start is charged. For the next 50, pass `next` to a new start.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/generic-contacts/result/{task_hash}");
}

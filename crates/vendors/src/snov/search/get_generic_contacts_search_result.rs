use super::start_generic_contacts_search::StartGenericContactsSearch;
use crate::snov::prelude::*;

pub(crate) type GetGenericContactsSearchResult = ResultOf<StartGenericContactsSearch>;

impl Endpoint for GetGenericContactsSearchResult {
    type Answer = Task<DomainEmails>;

    const ABOUT: About = About {
        name: "get_generic_contacts_search_result",
        title: "Get the department addresses found",
        description: "Returns the departments' addresses that start_generic_contacts_search found at Snov.io. Free. \
            Use it only with the `task_hash` of a start that returned `in_progress`, and repeat it until `completed`. \
            A start that returned `completed` has the result already. For the next 50 pass `next` to a new start, \
            which costs again. Addresses are unverified: use start_email_verification.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/generic-contacts/result/{task_hash}");
}

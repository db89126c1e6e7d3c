use super::start_generic_contacts_search::StartGenericContactsSearch;
use crate::snov::prelude::*;

pub(crate) type GetGenericContactsSearchResult = ResultOf<StartGenericContactsSearch>;

impl Endpoint for GetGenericContactsSearchResult {
    type Answer = Task<DomainEmails>;

    const ABOUT: About = About {
        name: "get_generic_contacts_search_result",
        title: "Get a generic contact search's result",
        description: "Waits for a search that start_generic_contacts_search began, and answers the addresses it found. Free.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };
    const CALL: Call = Call::get("/v2/domain-search/generic-contacts/result/{task_hash}");
}

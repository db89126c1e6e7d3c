use super::get_prospect_email_search_result::GetProspectEmailSearchResult;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StartProspectEmailSearch {
    /// `prospect_hash` of a person, from start_prospects_search or its result
    prospect_hash: ProspectHash,
    wait_seconds: Option<Wait>,
}

impl Endpoint for StartProspectEmailSearch {
    type Answer = Task<ProspectEmails>;

    const ABOUT: About = About {
        name: "start_prospect_email_search",
        title: "Find the address of a found person",
        description: "Finds and verifies the address of one person at Snov.io, by the `prospect_hash` of \
            start_prospects_search. 1 credit, nothing if there is no address. It waits up to `wait_seconds`; on \
            `in_progress` use get_prospect_email_search_result, since starting again may cost again. For a \
            `reveal_hash` use start_database_email_search. With a name and domain the free find_email knows what was \
            found before.",
        price: Some("1 credit a prospect with an address"),
        why: "costs credits",
        ..About::write("https://snov.io/api#DomainSearch2", Effect::Spend, Repeat::Doubles, VERIFY_BY_BALANCE)
    };
    const CALL: Call = Form::post("/v2/domain-search/prospects/search-emails/start/{prospect_hash}");
}

search!(StartProspectEmailSearch, GetProspectEmailSearchResult, OfProspectEmailSearch);

use super::get_database_email_search_result::GetDatabaseEmailSearchResult;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StartDatabaseEmailSearch {
    /// `reveal_hash` of a person, from start_people_database_search or its result
    reveal_hash: RevealHash,
    wait_seconds: Option<Wait>,
}

impl Endpoint for StartDatabaseEmailSearch {
    type Answer = Task<Revealed>;

    const ABOUT: About = About {
        name: "start_database_email_search",
        title: "Reveal a person found in the database",
        description: "Reveals one person that start_people_database_search found at Snov.io, by `reveal_hash`: full \
            name, LinkedIn profile, and addresses already verified (`smtp_status`). 1 credit, nothing if there is no \
            address. It waits up to `wait_seconds`; on `in_progress` use get_database_email_search_result, since \
            starting again may cost again. For a `prospect_hash` of start_prospects_search use \
            start_prospect_email_search.",
        price: Some("1 credit a person with an address"),
        why: "costs credits",
        ..About::write("https://snov.io/api#DatabaseSearch", Effect::Spend, Repeat::Doubles, VERIFY_BY_BALANCE)
    };
    const CALL: Call = Form::post("/v2/database-search/prospects/search-emails/start/{reveal_hash}");
}

search!(StartDatabaseEmailSearch, GetDatabaseEmailSearchResult, OfDatabaseEmailSearch);

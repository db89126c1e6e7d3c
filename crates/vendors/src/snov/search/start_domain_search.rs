use super::get_domain_search_result::GetDomainSearchResult;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StartDomainSearch {
    /// Domain of the company, e.g. example.com; a URL is cut down to it
    domain: Recipients<Domain>,
    wait_seconds: Option<Wait>,
}

impl Endpoint for StartDomainSearch {
    type Answer = Task<Company>;

    const ABOUT: About = About {
        name: "start_domain_search",
        title: "Look up a company by its domain",
        description: "Looks up the company behind a `domain` in Snov.io: name, city, industry, size, and how many \
            people and addresses there are. 1 credit, nothing if nothing is found. get_email_count counts addresses \
            free; start_prospects_search finds people, start_domain_emails_search addresses. It waits up to \
            `wait_seconds`; on `in_progress` go on with get_domain_search_result: starting again, or under a new \
            `idempotency_key`, may cost again.",
        price: Some("1 credit, nothing if nothing is found"),
        why: "costs credits",
        ..About::write("https://snov.io/api#DomainSearch2", Effect::Spend, Repeat::Doubles, VERIFY_BY_BALANCE)
    };
    const CALL: Call = Form::post("/v2/domain-search/start");
}

search!(StartDomainSearch, GetDomainSearchResult, OfDomainSearch);

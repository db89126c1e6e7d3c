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
        description: "Looks up the company behind a `domain` in Snov.io: name, city, industry, size, counts of people \
            and addresses. 1 credit, nothing if nothing is found. It waits up to `wait_seconds`; on `in_progress` use \
            get_domain_search_result, since starting again may cost again. To count addresses free use \
            get_email_count, to find people start_prospects_search, addresses start_domain_emails_search.",
        price: Some("1 credit, nothing if nothing is found"),
        why: "costs credits",
        ..About::write("https://snov.io/api#DomainSearch2", Effect::Spend, Repeat::Doubles, VERIFY_BY_BALANCE)
    };
    const CALL: Call = Form::post("/v2/domain-search/start");
}

search!(StartDomainSearch, GetDomainSearchResult, OfDomainSearch);

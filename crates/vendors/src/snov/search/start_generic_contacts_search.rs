use super::get_generic_contacts_search_result::GetGenericContactsSearchResult;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StartGenericContactsSearch {
    /// Domain of the company, e.g. example.com; a URL is cut down to it
    domain: Recipients<Domain>,
    /// `next` of the page before, for the following 50; without it, the first 50. Each page costs
    next: Option<Trimmed>,
    wait_seconds: Option<Wait>,
}

impl Endpoint for StartGenericContactsSearch {
    type Answer = Task<DomainEmails>;

    const ABOUT: About = About {
        name: "start_generic_contacts_search",
        title: "Find department addresses at a domain",
        description: "Finds addresses of departments at a `domain` in Snov.io, such as info@, 50 a page, unverified. 1 \
            credit for each page, nothing if nothing is found; start_domain_search counts them for 1 credit. `next` \
            gives the next page. It waits up to `wait_seconds`; on `in_progress` use \
            get_generic_contacts_search_result, since starting again may cost again. For all addresses use \
            start_domain_emails_search.",
        price: Some("1 credit a page, nothing if nothing is found"),
        why: "costs credits",
        echo: Echo::unlike(&[("next", "it is where the next page starts")]),
        ..About::write("https://snov.io/api#DomainSearch2", Effect::Spend, Repeat::Doubles, VERIFY_BY_BALANCE)
    };
    const CALL: Call = Form::post("/v2/domain-search/generic-contacts/start");
    const REMARKS: &'static [Remark] = &[Remark::Note];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        if self.next.is_some() { answer.past_the_end("next") } else { Remarks::default() }
    }
}

search!(StartGenericContactsSearch, GetGenericContactsSearchResult, OfGenericContactsSearch);

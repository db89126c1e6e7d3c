use super::get_domain_emails_search_result::GetDomainEmailsSearchResult;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StartDomainEmailsSearch {
    /// Domain of the company, e.g. example.com; a URL is cut down to it
    domain: Recipients<Domain>,
    /// `next` of the page before, for the following 50; without it, the first 50. Each page costs
    next: Option<Trimmed>,
    wait_seconds: Option<Wait>,
}

impl Endpoint for StartDomainEmailsSearch {
    type Answer = Task<DomainEmails>;

    const ABOUT: About = About {
        name: "start_domain_emails_search",
        title: "Find addresses at a domain",
        description: "Finds addresses of people and departments at a `domain` in Snov.io, 50 a page, unverified and \
            without names. 1 credit for each page, nothing if nothing is found: ask the free get_email_count first. \
            `next` gives the next page. On `in_progress` use get_domain_emails_search_result; starting again may cost \
            again. For departments use start_generic_contacts_search, for named people start_prospects_search.",
        price: Some("1 credit a page, nothing if nothing is found"),
        why: "costs credits",
        echo: Echo::unlike(&[("next", "it is where the next page starts")]),
        ..About::write("https://snov.io/api#DomainSearch2", Effect::Spend, Repeat::Doubles, VERIFY_BY_BALANCE)
    };
    const CALL: Call = Form::post("/v2/domain-search/domain-emails/start");
    const REMARKS: &'static [Remark] = &[Remark::Note];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        if self.next.is_some() { answer.past_the_end("next") } else { Remarks::default() }
    }
}

search!(StartDomainEmailsSearch, GetDomainEmailsSearchResult, OfDomainEmailsSearch);

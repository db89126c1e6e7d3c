use super::start_company_domains_search::StartCompanyDomainsSearch;
use crate::snov::prelude::*;

pub(crate) type GetCompanyDomainsSearchResult = ResultOf<StartCompanyDomainsSearch>;

impl Endpoint for GetCompanyDomainsSearchResult {
    type Answer = Task<Rows<DomainByName>>;

    const ABOUT: About = About {
        name: "get_company_domains_search_result",
        title: "Get the domains found for companies",
        description: "Answers, free, the domains that start_company_domains_search found at Snov.io, a row a company \
            in the order asked. Use it with the `task_hash` of a start that answered `in_progress`, and again until \
            `completed`: the start alone is charged. A row without `domain` found nothing. Check that a domain is of \
            the company meant before you use it.",
        ..About::read("https://snov.io/api#CompanyDomainByName")
    };
    const CALL: Call = Call::get("/v2/company-domain-by-name/result");
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.missing(self)
    }
}

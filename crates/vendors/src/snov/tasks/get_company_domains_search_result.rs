use super::start_company_domains_search::StartCompanyDomainsSearch;
use crate::snov::prelude::*;

pub(crate) type GetCompanyDomainsSearchResult = ResultOf<StartCompanyDomainsSearch>;

impl Endpoint for GetCompanyDomainsSearchResult {
    type Answer = Task<Rows<DomainByName>>;

    const ABOUT: About = About {
        name: "get_company_domains_search_result",
        title: "Get the domains found for companies",
        description: "Returns the domains that start_company_domains_search found at Snov.io, one row for each company \
            in the order given. Free. Use it only with the `task_hash` of a start that returned `in_progress`, and \
            repeat it until `completed`. A start that returned `completed` has the result already. A row without \
            `domain` found nothing. Check that a domain is the right company's.",
        ..About::read("https://snov.io/api#CompanyDomainByName")
    };
    const CALL: Call = Call::get("/v2/company-domain-by-name/result");
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.missing(self)
    }
}

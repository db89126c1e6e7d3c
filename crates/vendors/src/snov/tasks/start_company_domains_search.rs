use super::get_company_domains_search_result::GetCompanyDomainsSearchResult;
use super::once;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StartCompanyDomainsSearch {
    /// Names of companies, as they write them; each domain found costs 1 credit
    #[schemars(length(min = 1, max = 10))]
    names: Vec<AnyCase>,
    wait_seconds: Option<Wait>,
}

impl Endpoint for StartCompanyDomainsSearch {
    type Answer = Task<Rows<DomainByName>>;

    const ABOUT: About = About {
        name: "start_company_domains_search",
        title: "Find companies' domains by their names",
        description: "Finds at Snov.io the domains of up to 10 companies by their `names`, spelt as the companies do. \
            1 credit for each domain found. Use it before start_prospects_search or start_emails_by_name_search, and \
            check that a domain is the right company's. On `in_progress` use get_company_domains_search_result; \
            starting again costs again. By industry, place or size use start_company_database_search.",
        price: Some("1 credit a domain found"),
        why: "costs credits",
        ..About::write("https://snov.io/api#CompanyDomainByName", Effect::Spend, Repeat::Doubles, VERIFY_BY_BALANCE)
    };
    const CALL: Call = Form::post("/v2/company-domain-by-name/start");
    const UNITS: Option<Units> = Some(Units {
        kind: "company domain",
        what: "companies",
        is_charged: true,
        of: |inputs| units::each(inputs, &["names"]),
    });
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn problems(&self) -> Vec<String> {
        let blank = self.names.iter().enumerate().filter(|(_, AnyCase(name))| name.is_empty());
        blank.map(|(at, _)| format!("`names[{at}]` is blank: pass the name of a company")).collect()
    }

    fn counts(&self) -> u32 {
        u32::try_from(once(&self.names, |AnyCase(name)| spelling::name(name)).len()).unwrap_or(u32::MAX)
    }

    fn request(&self) -> Result<Request, Failure> {
        Self::CALL.request(&json!({ "names": once(&self.names, |AnyCase(name)| spelling::name(name)) }))
    }

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.missing(self)
    }
}

search!(StartCompanyDomainsSearch, GetCompanyDomainsSearchResult, OfCompanyDomainsSearch);

use super::{
    filters::{CompanyFilters, body, given},
    get_company_database_search_result::GetCompanyDatabaseSearchResult,
};
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StartCompanyDatabaseSearch {
    /// What the company is found by: at least one filter
    company: CompanyFilters,
    /// Page number; each page costs. Go on with `next_page` of the answer
    #[schemars(range(min = 1))]
    #[schemars(extend("default" = 1))]
    page: Option<u32>,
    wait_seconds: Option<Wait>,
}

impl Endpoint for StartCompanyDatabaseSearch {
    type Answer = Task<FoundPage<DatabaseCompany>>;

    const ABOUT: About = About {
        name: "start_company_database_search",
        title: "Find companies by industry and size",
        description: "Searches Snov.io's database for companies by industry, place, size, revenue and year, with their \
            domains. `company` needs one filter; several narrow each other. 1 credit a page with a company, else \
            nothing. An unknown place or industry returns `similar` ones. On `in_progress` use \
            get_company_database_search_result; starting again may cost again. By names use \
            start_company_domains_search, for people start_people_database_search.",
        price: Some("1 credit a page, nothing if nothing is found"),
        why: "costs credits",
        echo: Echo::unlike(&[("page", "it is where the next page starts")]),
        ..About::write("https://snov.io/api#DatabaseSearch", Effect::Spend, Repeat::Doubles, VERIFY_BY_BALANCE)
    };
    const CALL: Call = Call::post("/v2/database-search/companies/start");
    const REMARKS: &'static [Remark] = &[Remark::Note];

    fn problems(&self) -> Vec<String> {
        let mut problems = self.company.problems();
        if given(&self.company).is_none() {
            problems.push("A search needs a filter: pass at least one in `company`".to_owned());
        }
        problems
    }

    // The vendor's page has the places of this call beside `company`, those of the search for people within it.
    fn request(&self) -> Result<Request, Failure> {
        let mut company = given(&self.company);
        let locations = company.as_mut().and_then(|company| company.as_object_mut()?.shift_remove("locations"));
        let company = company.filter(|company| company.as_object().is_some_and(|filters| !filters.is_empty()));
        Self::CALL.request(&body([("company", company), ("locations", locations)], self.page))
    }

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.note(self.page.map(i64::from))
    }
}

search!(StartCompanyDatabaseSearch, GetCompanyDatabaseSearchResult, OfCompanyDatabaseSearch);

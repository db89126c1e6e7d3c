use super::{
    filters::{CompanyFilters, PersonFilters, body, given},
    get_people_database_search_result::GetPeopleDatabaseSearchResult,
};
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StartPeopleDatabaseSearch {
    /// What the person is found by; this or `company` is needed
    prospect: Option<PersonFilters>,
    /// What the employer is found by
    company: Option<CompanyFilters>,
    /// Page number, 50 people each. Go on with `next_page` of the answer; a free account has the first page only
    #[schemars(range(min = 1))]
    #[schemars(extend("default" = 1))]
    page: Option<u32>,
    wait_seconds: Option<Wait>,
}

// The search costs nothing and leaves nothing behind, so it is a read.
impl Endpoint for StartPeopleDatabaseSearch {
    type Answer = Task<FoundPage<DatabasePerson>>;

    const ABOUT: About = About {
        name: "start_people_database_search",
        title: "Search the database for people",
        description: "Searches Snov.io's database for people by job, level, department, place, skills and employer, \
            50 a page, free. Give `prospect`, `company` or both, which narrow each other. Last names and profiles are \
            masked; start_database_email_search reveals one with addresses, for 1 credit. An unknown place or \
            industry returns `similar` ones. On `in_progress` use get_people_database_search_result. At one known \
            domain use start_prospects_search.",
        ..About::read("https://snov.io/api#DatabaseSearch")
    };
    const CALL: Call = Call::post("/v2/database-search/prospects/start");
    const REMARKS: &'static [Remark] = &[Remark::Note];

    fn problems(&self) -> Vec<String> {
        let mut problems = self.company.as_ref().map(CompanyFilters::problems).unwrap_or_default();
        if given(&self.prospect).or_else(|| given(&self.company)).is_none() {
            problems.push("A search needs a filter: pass at least one in `prospect` or `company`".to_owned());
        }
        problems
    }

    fn request(&self) -> Result<Request, Failure> {
        let filters = [("prospect", given(&self.prospect)), ("company", given(&self.company))];
        Self::CALL.request(&body(filters, self.page))
    }

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.note(self.page.map(i64::from))
    }
}

search!(StartPeopleDatabaseSearch, GetPeopleDatabaseSearchResult, OfPeopleDatabaseSearch);

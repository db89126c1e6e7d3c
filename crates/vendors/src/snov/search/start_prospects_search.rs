use super::get_prospects_search_result::GetProspectsSearchResult;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StartProspectsSearch {
    /// Domain of the company, e.g. example.com; a URL is cut down to it
    domain: Recipients<Domain>,
    /// Job titles to look for, e.g. Software Developer; without any, everyone
    #[schemars(length(max = 10))]
    positions: Option<Vec<AnyCase>>,
    /// Page number, 20 people each; each page costs. Go on with `next_page` of the answer
    #[schemars(range(min = 1))]
    #[schemars(extend("default" = 1))]
    page: Option<u32>,
    wait_seconds: Option<Wait>,
}

impl Endpoint for StartProspectsSearch {
    type Answer = Task<FoundProspects>;

    const ABOUT: About = About {
        name: "start_prospects_search",
        title: "Find people at a company",
        description: "Finds people at a company by its `domain` in Snov.io, 20 a page, with jobs but no addresses. 1 \
            credit for each page, nothing if nothing is found. `positions` narrow it: compare the jobs in the rows. \
            For a person's address pass `prospect_hash` to start_prospect_email_search. On `in_progress` use \
            get_prospects_search_result; starting again may cost again. Without a domain use \
            start_people_database_search.",
        price: Some("1 credit a page, nothing if nothing is found"),
        why: "costs credits",
        echo: Echo::unlike(&[("page", "it is where the next page starts")]),
        narrowed_by: &["positions"],
        ..About::write("https://snov.io/api#DomainSearch2", Effect::Spend, Repeat::Doubles, VERIFY_BY_BALANCE)
    };
    const CALL: Call = Form::post("/v2/domain-search/prospects/start");
    const REMARKS: &'static [Remark] = &[Remark::Note];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        if self.page.is_some_and(|page| page > 1) { answer.past_the_end("page") } else { Remarks::default() }
    }
}

search!(StartProspectsSearch, GetProspectsSearchResult, OfProspectsSearch);

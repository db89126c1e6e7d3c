use super::start_linkedin_profiles_search::StartLinkedinProfilesSearch;
use crate::snov::prelude::*;

pub(crate) type GetLinkedinProfilesSearchResult = ResultOf<StartLinkedinProfilesSearch>;

impl Endpoint for GetLinkedinProfilesSearchResult {
    type Answer = Task<Rows<ProfileByUrl>>;

    const ABOUT: About = About {
        name: "get_linkedin_profiles_search_result",
        title: "Get the LinkedIn profiles found",
        description: "Answers, free, the profiles that start_linkedin_profiles_search found at Snov.io, a row a URL \
            in the order asked, without addresses. Use it with the `task_hash` of a start that answered \
            `in_progress`, and again until `completed`: the start alone is charged. A row without `profile` found \
            nothing. For add_url_for_search use get_prospect_by_url.",
        ..About::read("https://snov.io/api#LiProfilesByUrls")
    };
    const CALL: Call = Call::get("/v2/li-profiles-by-urls/result");
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.missing(self)
    }
}

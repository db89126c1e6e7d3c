use super::start_linkedin_profiles_search::StartLinkedinProfilesSearch;
use crate::snov::prelude::*;

pub(crate) type GetLinkedinProfilesSearchResult = ResultOf<StartLinkedinProfilesSearch>;

impl Endpoint for GetLinkedinProfilesSearchResult {
    type Answer = Task<Rows<ProfileByUrl>>;

    const ABOUT: About = About {
        name: "get_linkedin_profiles_search_result",
        title: "Get the LinkedIn profiles found",
        description: "Returns the profiles that start_linkedin_profiles_search found at Snov.io, one row for each URL \
            in the order given, without addresses. Free. Use it with the `task_hash` of a start that returned \
            `in_progress`, and repeat it until `completed`. A start that returned `completed` has the result already. \
            A row without `profile` found nothing. For add_url_for_search use get_prospect_by_url.",
        ..About::read("https://snov.io/api#LiProfilesByUrls")
    };
    const CALL: Call = Call::get("/v2/li-profiles-by-urls/result");
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.missing(self)
    }
}

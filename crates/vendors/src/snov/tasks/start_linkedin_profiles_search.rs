use super::get_linkedin_profiles_search_result::GetLinkedinProfilesSearchResult;
use super::once;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StartLinkedinProfilesSearch {
    /// URLs of LinkedIn profiles, e.g. https://www.linkedin.com/in/name; each profile found costs 1 credit
    #[schemars(length(min = 1, max = 10))]
    urls: Url<Vec<ProfileUrl>>,
    wait_seconds: Option<Wait>,
}

impl Endpoint for StartLinkedinProfilesSearch {
    type Answer = Task<Rows<ProfileByUrl>>;

    const ABOUT: About = About {
        name: "start_linkedin_profiles_search",
        title: "Look up people behind LinkedIn profiles",
        description: "Looks up at Snov.io who up to 10 LinkedIn profiles (`urls`) are: name, place, skills, present \
            jobs, no addresses. 1 credit for each profile found. On `in_progress` use \
            get_linkedin_profiles_search_result; starting again costs again. To get addresses: \
            start_emails_by_name_search with name and employer's domain. For an X profile: add_url_for_search, on API \
            v1 only. For an address you know: get_profile_by_email.",
        price: Some("1 credit a profile found"),
        why: "costs credits",
        ..About::write("https://snov.io/api#LiProfilesByUrls", Effect::Spend, Repeat::Doubles, VERIFY_BY_BALANCE)
    };
    const CALL: Call = Form::post("/v2/li-profiles-by-urls/start");
    const UNITS: Option<Units> = BY_PROFILE;
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn problems(&self) -> Vec<String> {
        let others = ["x.com", "twitter.com", "facebook.com", "instagram.com", "github.com", "xing.com"];
        let is_other = |given: &str| spelling::network(given).is_some_and(|network| others.contains(&network.as_str()));
        let others = self.urls.0.iter().enumerate().filter(|(_, ProfileUrl(url))| is_other(url));
        others
            .map(|(at, _)| {
                format!("`urls[{at}]` must be the URL of a LinkedIn profile: this call knows no other network")
            })
            .collect()
    }

    fn counts(&self) -> u32 {
        u32::try_from(once(&self.urls.0, |ProfileUrl(url)| spelling::profile(url)).len()).unwrap_or(u32::MAX)
    }

    fn request(&self) -> Result<Request, Failure> {
        let urls = once(&self.urls.0, |ProfileUrl(url)| spelling::profile(url)).into_iter();
        let urls: Vec<String> = urls.map(|ProfileUrl(url)| spelling::with_scheme(&url)).collect();
        Self::CALL.request(&json!({ "urls": urls }))
    }

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.missing(self)
    }
}

search!(StartLinkedinProfilesSearch, GetLinkedinProfilesSearchResult, OfLinkedinProfilesSearch);

use super::prospect_by_url::{GetProspectByUrl, of_profile};
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct AddUrlForSearch {
    /// URL of the person's LinkedIn profile, e.g. https://www.linkedin.com/in/name; of an X profile on API v1 only: v2 refuses it, uncharged
    url: Url<ProfileUrl>,
    wait_seconds: Option<Wait>,
}

// An answer of v1 that is not an error says no more than that it worked.
/// The answer of v1.
#[derive(Debug, Deserialize)]
#[serde(from = "Value")]
pub(crate) struct Queued;

impl From<Value> for Queued {
    fn from(_: Value) -> Self {
        Self
    }
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Outputs {
    /// true: the search is queued or runs, so that no person is here yet; false: it has ended, see `status`
    queued: bool,
    /// On API v2, how the search stands: complete, not_found or in_progress
    status: Option<State>,
    /// On API v2, once the search has ended: the person behind the profile, without `emails`
    prospects: Option<Many<FoundPerson>>,
    /// Only on API v2: for get_prospect_by_url, which reads the result by it
    task_hash: Option<String>,
}

impl Endpoint for AddUrlForSearch {
    type Answer = Queued;

    const ABOUT: About = About {
        name: "add_url_for_search",
        title: "Search the person behind a profile URL",
        description: "Searches at Snov.io for the person behind one LinkedIn profile `url`, 1 credit a call; X \
            profiles on API v1 only. Ask the free get_prospect_by_url first. While `queued` is true, read the result \
            there (by `task_hash`, if given); a new call costs again. API v2 returns no addresses: use \
            add_names_to_find_emails. For several profiles use start_linkedin_profiles_search, with an address \
            get_profile_by_email.",
        price: Some("1 credit a call"),
        why: "costs credits",
        ..About::write(
            "https://snov.io/api#AddUrlForSearch",
            Effect::Spend,
            Repeat::Doubles,
            "Ask snov_get_prospect_by_url, which is free, for the same URL; where it knows no start, compare snov_get_balance with what it was.",
        )
    };
    const CALL: Call = Form::post("/v1/add-url-for-search");
    const UNITS: Option<Units> = BY_PROFILE;
    const SUCCESSOR: Option<Successor<Self>> = Some(Successor::<Self>::by::<Work<ProfileByUrl>>(PROFILES, |start| {
        let Url(ProfileUrl(url)) = &start.url;
        if spelling::network(url).as_deref() != Some("linkedin.com") {
            return Err(Failure::invalid_input(
                "Snov.io knows the URLs of LinkedIn profiles alone on v2, which this account has or the operator has chosen. Nothing was sent; give the person's LinkedIn profile.",
            ));
        }
        Form::post("/v2/li-profiles-by-urls/start").request(&json!({ "urls": [spelling::with_scheme(url)] }))
    })
    .verified_by(VERIFY_BY_BALANCE));
}

impl Answer<AddUrlForSearch> for Queued {
    type Output = Outputs;

    fn output(self, _: AddUrlForSearch) -> Outputs {
        Outputs { queued: true, status: None, prospects: None, task_hash: None }
    }
}

impl Answer<AddUrlForSearch> for Work<ProfileByUrl> {
    type Output = Outputs;

    fn poll(&mut self, inputs: &AddUrlForSearch, before: Option<&Self>) -> Result<Option<Poll>, String> {
        let next = self.go_on::<GetProspectByUrl>(before, &RESULT_OF_PROFILES, inputs.wait_seconds)?;
        Ok(next.map(|mut next| {
            next.outputs.shift_remove("sent");
            next.outputs.insert("queued".to_owned(), true.into());
            next
        }))
    }

    fn resume(outputs: &Map<String, Value>) -> Option<Self> {
        Self::resume(outputs)
    }

    fn output(self, inputs: AddUrlForSearch) -> Outputs {
        let (task_hash, is_completed) = (self.task_hash(), self.is_completed());
        let Url(ProfileUrl(url)) = &inputs.url;
        let (status, prospects) = of_profile(self, Some(url));
        Outputs { queued: !is_completed, status: Some(status), prospects: is_completed.then_some(prospects), task_hash }
    }
}

use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct GetProspectByUrl {
    /// URL of the profile, the same as given to add_url_for_search; needed unless `task_hash` is given
    url: Option<Url>,
    /// `task_hash` that add_url_for_search answered, unchanged: reads that search's result. On v1 there is none
    task_hash: Option<ProfileSearchHash>,
}

/// The answer of v1.
#[derive(Debug, Deserialize)]
pub(crate) struct Found {
    #[serde(rename = "data", default)]
    prospects: Many<FoundPerson>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Outputs {
    /// On v2, how the search stands: complete, not_found or in_progress
    status: Option<State>,
    /// The person behind the profile; on v2 without addresses
    prospects: Many<FoundPerson>,
}

/// What to do where v2 has no result to read.
const LACKING: &str = "Snov.io keeps no results by URL on v2, which this account has or the operator has chosen, and no start with this URL is known here. Nothing was started. Where a start ended without an answer it may have been charged: compare snov_get_balance first. Search a LinkedIn profile with snov_add_url_for_search, for 1 credit: it answers the person, or a `task_hash` for this call.";

impl Endpoint for GetProspectByUrl {
    type Answer = Found;

    const ABOUT: About = About {
        name: "get_prospect_by_url",
        title: "Read the person behind a profile URL",
        description: "Reads, free, the person that Snov.io found for a LinkedIn or X profile once add_url_for_search \
            ran: give the same `url`, or its `task_hash`. A URL never searched is `not_found`; ask some seconds \
            after: an empty answer may still run. On v2 it knows that start by `task_hash`, or if this server made \
            it, and has no addresses: use add_names_to_find_emails.",
        ..About::read("https://snov.io/api#GetEmailsFromUrl")
    };
    const CALL: Call = Form::post("/v1/get-emails-from-url");
    const SUCCESSOR: Option<Successor<Self>> = Some(
        Successor::<Self>::by::<Work<ProfileByUrl>>(PROFILES, |read| {
            result_of(&RESULT_OF_PROFILES, read.task_hash.as_ref(), LACKING)
        })
        .started_by(StartedBy { actions: &["add_url_for_search"], id: "task_hash", covers }, |read| {
            read.task_hash.is_some()
        }),
    );

    fn problems(&self) -> Vec<String> {
        let has_any = self.url.is_some() || self.task_hash.is_some();
        if has_any { Vec::new() } else { vec!["`url` is required, unless `task_hash` is given".to_owned()] }
    }

    fn request(&self) -> Result<Request, Failure> {
        Self::CALL.request(&json!({ "url": self.url }))
    }
}

impl Answer<GetProspectByUrl> for Found {
    type Output = Outputs;

    fn output(self, _: GetProspectByUrl) -> Outputs {
        Outputs { status: None, prospects: self.prospects }
    }
}

/// Whether the profile that is read is the one that was started.
fn covers(read: &Value, started: &Value) -> bool {
    let url = |of: &Value| plain(of, "url").map(|url| url.trim_end_matches('/').to_owned());
    url(read).is_some() && url(read) == url(started)
}

/// How a search of one profile stands on v2, in v1's words, and whom it found.
pub(super) fn of_profile(work: Work<ProfileByUrl>) -> (State, Many<FoundPerson>) {
    if !work.is_completed() {
        return (work.state(), Many::default());
    }
    let state = work.state();
    let people: Vec<FoundPerson> = work.into_rows().into_iter().filter_map(FoundPerson::of_profile).collect();
    if people.is_empty() { (State::of("not_found"), Many::default()) } else { (state, Many(people)) }
}

impl Answer<GetProspectByUrl> for Work<ProfileByUrl> {
    type Output = Outputs;

    fn output(self, _: GetProspectByUrl) -> Outputs {
        let (status, prospects) = of_profile(self);
        Outputs { status: Some(status), prospects }
    }
}

use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct GetProspectByUrl {
    /// URL of the profile, the same as given to add_url_for_search; needed unless `task_hash` is given
    url: Option<Url<ProfileUrl>>,
    /// `task_hash` that add_url_for_search returned, unchanged, instead of `url`: reads that search's result. Only API v2 returns one
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
    /// On API v2, how the search stands: complete, not_found or in_progress
    status: Option<State>,
    /// The person behind the profile; on API v2 without addresses
    prospects: Many<FoundPerson>,
}

/// Why v2 has no result to read without a hash, and how to get one.
const LACKING: &str = "Snov.io keeps no results by URL on v2, which this account has or the operator has chosen.";
const START: &str = "Search a LinkedIn profile with snov_add_url_for_search, for 1 credit: it answers the person, or a `task_hash` for this call.";

/// The profile of a read or of a start of one.
fn profile(inputs: &Value) -> Vec<Value> {
    listed(inputs, "url")
}

impl Endpoint for GetProspectByUrl {
    type Answer = Found;

    const ABOUT: About = About {
        name: "get_prospect_by_url",
        title: "Read the person behind a profile URL",
        description: "Reads, free, the person that add_url_for_search found at Snov.io for a LinkedIn or X profile. \
            Give the same `url`, or its `task_hash` if it returned one (API v2, without addresses: use \
            add_names_to_find_emails then). A URL never searched is `not_found`. Without a person in the answer, or \
            on `in_progress`, ask again after some seconds. With an address use find_prospect_by_email.",
        ..About::read("https://snov.io/api#GetEmailsFromUrl")
    };
    const CALL: Call = Form::post("/v1/get-emails-from-url");
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const SUCCESSOR: Option<Successor<Self>> = Some(
        Successor::<Self>::by::<Work<ProfileByUrl>>(PROFILES, |read| {
            result_of(&RESULT_OF_PROFILES, read.task_hash.as_ref(), LACKING, START)
        })
        .started_by(
            StartedBy {
                starts: &[
                    StartOf {
                        action: "add_url_for_search",
                        items: profile,
                        inputs: |read| json!({ "url": read.get("url") }),
                    },
                    StartOf {
                        action: "start_linkedin_profiles_search",
                        items: |start| listed(start, "urls"),
                        inputs: |read| json!({ "urls": profile(read) }),
                    },
                ],
                id: "task_hash",
                items: profile,
                what: "profiles",
                lacking: LACKING,
            },
            |read| read.task_hash.is_some(),
        ),
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

/// How a search of one profile stands on v2, in v1's words, and whom it found. `url` is its URL, where there is one: a start of another
/// tool may have been of several.
pub(super) fn of_profile(work: Work<ProfileByUrl>, url: Option<&str>) -> (State, Many<FoundPerson>) {
    if !work.is_completed() {
        return (work.state(), Many::default());
    }
    let state = work.state();
    let mut rows = work.into_rows();
    let own = |row: &ProfileByUrl| match (url, &row.url) {
        (Some(asked), Some(Text(url))) => spelling::profile(asked) == spelling::profile(url),
        _ => false,
    };
    if rows.iter().any(own) {
        rows.retain(own);
    }
    let people: Vec<FoundPerson> = rows.into_iter().filter_map(FoundPerson::of_profile).collect();
    if people.is_empty() { (State::of("not_found"), Many::default()) } else { (state, Many(people)) }
}

impl Answer<GetProspectByUrl> for Work<ProfileByUrl> {
    type Output = Outputs;

    fn remarks(&self, inputs: &GetProspectByUrl, _: Received) -> Remarks {
        let (Some(_), Some(Url(ProfileUrl(given)))) = (&inputs.task_hash, &inputs.url) else {
            return Remarks::default();
        };
        let asked: Vec<&str> = self.asked().iter().filter_map(Value::as_str).collect();
        if asked.is_empty() || asked.iter().any(|url| spelling::profile(url) == spelling::profile(given)) {
            return Remarks::default();
        }
        Remarks::warning(format!(
            "The search of this `task_hash` is of {}, not of {given}: leave `url` out, or the `task_hash`.",
            asked.join(", ")
        ))
    }

    fn output(self, inputs: GetProspectByUrl) -> Outputs {
        let url = inputs.url.as_ref().map(|Url(ProfileUrl(url))| url.as_str());
        let (status, prospects) = of_profile(self, url);
        Outputs { status: Some(status), prospects }
    }
}

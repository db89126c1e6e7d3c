use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct AddUrlForSearch {
    /// URL of the person's LinkedIn or X profile, e.g. https://www.linkedin.com/in/name
    url: Url,
}

// An answer that is not an error says no more than that it worked.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(from = "Value")]
pub(crate) struct Queued {
    /// true: the search is queued
    queued: bool,
}

impl From<Value> for Queued {
    fn from(_: Value) -> Self {
        Self { queued: true }
    }
}

impl Endpoint for AddUrlForSearch {
    type Answer = Bare<Queued>;

    const ABOUT: About = About {
        name: "add_url_for_search",
        title: "Queue a search for a profile's person",
        description: "Queues a Snov.io search for the person behind a LinkedIn or X profile URL, 1 credit a call; it gives no result. Ask the free get_prospect_by_url first, as the URL may have been searched before, and again later. With an address use get_profile_by_email. Deprecated by Snov.io, may answer 404; then no tool takes a URL; start_prospects_search takes a domain.",
        retired: Some(super::PROFILES_RETIRED),
        price: Some("1 credit a call"),
        why: "costs credits",
        ..About::write(
            "https://snov.io/api#AddUrlForSearch",
            Effect::Spend,
            Repeat::Doubles,
            "Ask snov_get_prospect_by_url, which is free, before you queue it again.",
        )
    };
    const CALL: Call = Form::post("/v1/add-url-for-search");
}

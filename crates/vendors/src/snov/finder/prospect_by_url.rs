use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct GetProspectByUrl {
    /// URL of the profile, the same as given to add_url_for_search
    url: Url,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Found {
    /// The person behind the profile
    #[serde(rename(deserialize = "data"), default)]
    #[schemars(!default)]
    prospects: Many<FoundPerson>,
}

impl Endpoint for GetProspectByUrl {
    type Answer = Bare<Found>;

    const ABOUT: About = About {
        name: "get_prospect_by_url",
        title: "Read the person behind a profile URL",
        description: "Reads the person and addresses that Snov.io found for a LinkedIn or X profile, once somebody ran add_url_for_search with the same URL; a URL never searched is `not_found`. Ask some seconds after the search; an empty answer may mean that it still runs or found nothing. It is free. Deprecated, may answer 404; then no tool takes a URL.",
        retired: Some(super::PROFILES_RETIRED),
        ..About::read("https://snov.io/api#GetEmailsFromUrl")
    };
    const CALL: Call = Form::post("/v1/get-emails-from-url");
}

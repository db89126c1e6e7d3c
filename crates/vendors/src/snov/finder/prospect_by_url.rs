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
        title: "Get the person behind a profile",
        description: "Reads the person and the addresses that were found for a LinkedIn or X profile. Use it seconds after add_url_for_search with the same URL; without that there is nothing to read. By address use find_prospect_by_email, for people on your lists. Free. The vendor's newest page no longer lists it.",
        retired: Some(super::PROFILES_RETIRED),
        ..About::read("https://snov.io/api#GetEmailsFromUrl")
    };
    const CALL: Call = Form::post("/v1/get-emails-from-url");
}

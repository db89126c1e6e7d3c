use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct GetProfileByEmail {
    /// Full email address of the person whose profile is sought
    email: Recipients<Address>,
}

impl Endpoint for GetProfileByEmail {
    type Answer = One<Profile>;

    const ABOUT: About = About {
        name: "get_profile_by_email",
        title: "Get the profile behind an address",
        description: "Finds who has an address (`email`) in all of Snov.io's data: name, place, jobs, social profiles, \
            but no further address. 1 credit each time, for the same address too; nothing if nobody is found. Ask the \
            free find_prospect_by_email first, which knows the people on your lists. It takes one address a call. To \
            see whether mail arrives use verify_email.",
        price: Some("1 credit, nothing if nothing is found"),
        why: "costs credits",
        ..About::write(
            "https://snov.io/api#GetProfileByEmail",
            Effect::Spend,
            Repeat::Doubles,
            "Compare snov_get_balance with what it was: a profile that was found has cost its credit.",
        )
    };
    const CALL: Call = Form::post("/v1/get-profile-by-email");
}

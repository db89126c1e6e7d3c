use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct FindProspectByEmail {
    /// Full email address of the prospect
    email: Recipients<Address>,
}

impl Endpoint for FindProspectByEmail {
    type Answer = Data<Items<Prospect>>;

    const ABOUT: About = About {
        name: "find_prospect_by_email",
        title: "Find prospects by address",
        description: "Finds prospects on your own Snov.io lists by exact address (`email`), free: jobs, profiles, \
            lists, and what campaigns did. Several rows are duplicates; none: not known. Use it to see \
            if we have somebody already, or how they stand in campaigns. Addresses and custom fields are \
            not part of it. get_profile_by_email asks all of Snov.io, for a credit.",
        ..About::read("https://snov.io/api#FindProspectbyEmail")
    };
    const CALL: Call = Form::post("/v1/get-prospects-by-email");
}

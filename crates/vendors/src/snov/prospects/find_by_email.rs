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
            lists, campaigns. Use it to see whether you have somebody already, and how they stand in campaigns. \
            Several rows are duplicates; no row means not known. Addresses and custom fields are not in it. In all of \
            Snov.io use get_profile_by_email (1 credit), over all vendors find_person.",
        ..About::read("https://snov.io/api#FindProspectbyEmail")
    };
    const CALL: Call = Form::post("/v1/get-prospects-by-email");
}

use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct FindProspectByEmail {
    /// Email address of the prospect, whole
    email: Recipients<Address>,
}

impl Endpoint for FindProspectByEmail {
    type Answer = Data<Items<Prospect>>;

    const ABOUT: About = About {
        name: "find_prospect_by_email",
        title: "Find prospects by address",
        description: "Reads the prospects of your own lists that have an address, with jobs, profiles, lists and campaigns. Use it to see whether somebody is known, before add_prospect_to_list. It searches your lists only; get_profile_by_email searches Snov.io's data, for a credit. By id use find_prospect_by_id. Free.",
        ..About::read("https://snov.io/api#FindProspectbyEmail")
    };
    const CALL: Call = Form::post("/v1/get-prospects-by-email");
}

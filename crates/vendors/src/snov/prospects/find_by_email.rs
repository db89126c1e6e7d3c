use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct FindProspectByEmail {
    /// Address
    email: Recipients<Address>,
}

impl Endpoint for FindProspectByEmail {
    type Answer = Data<Items<Prospect>>;

    const ABOUT: About = About {
        name: "find_prospect_by_email",
        title: "Find prospects by address",
        description: "Reads all prospects of your lists that have an address, with their lists and campaigns. Free.",
        ..About::read("https://snov.io/api#FindProspectbyEmail")
    };
    const CALL: Call = Form::post("/v1/get-prospects-by-email");
}

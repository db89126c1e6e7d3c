use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct FindProspectById {
    /// Id of the prospect, as list_prospects_in_list or add_prospect_to_list gives it
    #[serde(rename(serialize = "id"))]
    prospect_id: ProspectId,
}

impl Endpoint for FindProspectById {
    type Answer = Data<One<Filled<First<Prospect>>>>;

    const ABOUT: About = About {
        name: "find_prospect_by_id",
        title: "Find a prospect by id",
        description: "Reads one prospect of your lists by id: jobs, profiles, lists and campaigns. Use it for an id that list_prospects_in_list or add_prospect_to_list gave. By address use find_prospect_by_email. Custom fields are not part of it. Free.",
        ..About::read("https://snov.io/api#FindProspectbyID")
    };
    const CALL: Call = Form::post("/v1/get-prospect-by-id");
}

use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct FindProspectById {
    /// Id of the prospect: `id` of list_prospects_in_list or add_prospect_to_list, `prospect_id` of other rows
    #[serde(rename(serialize = "id"))]
    prospect_id: ProspectId,
}

impl Endpoint for FindProspectById {
    type Answer = Data<One<Filled<First<Prospect>>>>;

    const ABOUT: About = About {
        name: "find_prospect_by_id",
        title: "Find a prospect by id",
        description: "Reads one prospect of your Snov.io lists by `prospect_id`, free: jobs, profiles, lists, \
            campaigns. Take the id from list_prospects_in_list, add_prospect_to_list, list_completed_prospects or the \
            lists of opens, clicks and replies; list_sent_emails has none. Addresses and custom fields are not in it: \
            list_prospects_in_list shows addresses. With an address use find_prospect_by_email.",
        ..About::read("https://snov.io/api#FindProspectbyID")
    };
    const CALL: Call = Form::post("/v1/get-prospect-by-id");
}

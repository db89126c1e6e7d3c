use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetLead {
    /// Lead id
    lead_id: LeadId,
}

impl Endpoint for GetLead {
    type Answer = Lead;
    const ABOUT: About = About {
        name: "get_lead",
        title: "Get a lead",
        description: "Reads a lead. By address: list_leads with `contacts`.",
        ..About::read("https://developer.instantly.ai/api/v2/lead/getlead")
    };
    const CALL: Call = Call::get("/leads/{lead_id}");
}

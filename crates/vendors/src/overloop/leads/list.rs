use crate::overloop::{
    prelude::*,
    prospects::{Filter, Include},
};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ListLeads(ListInputs<Filter, Include>);

impl Endpoint for ListLeads {
    type Answer = Many<Prospect>;

    const ABOUT: About = About {
        name: "list_leads",
        title: "List leads",
        description: "Finds prospects through leads, their older name. Use list_prospects instead; use this one only for ids that update_lead is to take. It has the same fields and filters. The vendor's newest page no longer lists it.",
        pages: pages("leads"),
        ..About::read("https://apidoc.overloop.ai/#list-leads")
    };
    const CALL: Call = jsonapi::list::<Prospect>("/leads");
}

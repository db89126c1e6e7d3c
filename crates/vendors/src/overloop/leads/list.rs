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
        description: "Finds leads, the older name of prospects: prefer list_prospects.",
        pages: pages("leads"),
        ..About::read("https://apidoc.overloop.ai/#list-leads")
    };
    const CALL: Call = jsonapi::list::<Prospect>("/leads");
}

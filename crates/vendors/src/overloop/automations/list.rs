use super::{Filter, Include};
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ListAutomations(ListInputs<Filter, Include>);

impl Endpoint for ListAutomations {
    type Answer = Many<Automation>;

    const ABOUT: About = About {
        name: "list_automations",
        title: "List automations",
        description: "Finds campaigns and workflows, which the API only reads.",
        pages: pages("automations"),
        ..About::read("https://apidoc.overloop.ai/#list-automations")
    };
    const CALL: Call = jsonapi::list::<Automation>("/automations");
}

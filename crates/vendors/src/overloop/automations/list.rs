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
        description: "Finds campaigns and workflows by type, record type or status, with triggers and sending times. Use it to see what runs and to get an id for get_automation and list_automation_steps; there is no filter by name. No tool here creates, starts or stops an automation; that is done in Overloop.",
        pages: pages("automations"),
        ..About::read("https://apidoc.overloop.ai/#list-automations")
    };
    const CALL: Call = jsonapi::list::<Automation>("/automations");
}

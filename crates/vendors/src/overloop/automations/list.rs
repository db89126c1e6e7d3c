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
        description: "Finds Overloop campaigns and workflows by type, record type and status; all of `filter` must \
            match. Rows have triggers; `detail: full` adds sending times. It has no filter by name; sort by \
            -created_at for the newest first. Use it to see what runs, and for the ids that list_automation_steps \
            and get_automation take. To change campaigns use list_campaigns and its tools.",
        pages: pages("automations"),
        ..About::read("https://apidoc.overloop.ai/#list-automations")
    };
    const CALL: Call = jsonapi::list::<Automation>("/public/v1/automations");
}

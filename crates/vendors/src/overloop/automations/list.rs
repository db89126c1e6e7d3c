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
        description: "Finds Overloop campaigns and workflows by `filter` (type, record type, status), which must all \
            match, with triggers; `detail: full` adds sending times. There is no filter by name, nor an order \
            documented without `sort`. Use it to see what runs, and for ids of list_automation_steps and get_automation, which has the \
            same fields. Campaigns are also in list_campaigns, whose tools change them.",
        pages: pages("automations"),
        ..About::read("https://apidoc.overloop.ai/#list-automations")
    };
    const CALL: Call = jsonapi::list::<Automation>("/public/v1/automations");
}

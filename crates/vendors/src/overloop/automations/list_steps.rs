use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ListAutomationSteps {
    /// Id of the automation, a number, from list_automations
    automation_id: AutomationId,
    #[serde(flatten)]
    page: PageInputs,
}

impl Endpoint for ListAutomationSteps {
    type Answer = Many<Step>;

    const ABOUT: About = About {
        name: "list_automation_steps",
        title: "List the steps of an automation",
        description: "Lists the steps of one automation, such as emails, with their settings. `previous_step_id` gives their order. Use it to see what an automation does. The automation's id comes from list_automations; for one step that you know, use get_automation_step.",
        pages: pages("steps"),
        ..About::read("https://apidoc.overloop.ai/#list-automation-steps")
    };
    const CALL: Call = jsonapi::list::<Step>("/automations/{automation_id}/steps");
}

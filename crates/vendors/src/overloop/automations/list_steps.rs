use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ListAutomationSteps {
    /// Its id
    automation_id: AutomationId,
    #[serde(flatten)]
    page: PageInputs,
}

impl Endpoint for ListAutomationSteps {
    type Answer = Many<Step>;

    const ABOUT: About = About {
        name: "list_automation_steps",
        title: "List the steps of an automation",
        description: "Lists the steps of an automation; `previous_step_id` gives their order.",
        pages: pages("steps"),
        ..About::read("https://apidoc.overloop.ai/#list-automation-steps")
    };
    const CALL: Call = jsonapi::list::<Step>("/automations/{automation_id}/steps");
}

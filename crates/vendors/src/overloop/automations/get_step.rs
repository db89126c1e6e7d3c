use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetAutomationStep {
    /// Id of the automation, a number, from list_automations
    automation_id: AutomationId,
    /// Id of the step, from list_automation_steps of the same automation
    step_id: StepId,
}

impl Endpoint for GetAutomationStep {
    type Answer = One<Step>;

    const ABOUT: About = About {
        name: "get_automation_step",
        title: "Get a step of an automation",
        description: "Reads one step of an automation by id: its type and the settings of that type. Use it when only this step matters; list_automation_steps gives its id, and all steps with the same fields in one call. Steps can only be changed in Overloop.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-a-automation-step")
    };
    const CALL: Call = Call::get("/automations/{automation_id}/steps/{step_id}");
}

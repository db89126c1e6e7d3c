use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetAutomationStep {
    /// Its id
    automation_id: AutomationId,
    /// Its id
    step_id: StepId,
}

impl Endpoint for GetAutomationStep {
    type Answer = One<Step>;

    const ABOUT: About = About {
        name: "get_automation_step",
        title: "Get a step of an automation",
        description: "Reads one step: its type and settings.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-a-automation-step")
    };
    const CALL: Call = Call::get("/automations/{automation_id}/steps/{step_id}");
}

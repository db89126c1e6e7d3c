use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetAutomationStep {
    /// Id of the automation, a number, from list_automations
    automation_id: AutomationId,
    /// Id of the step, from list_automation_steps of this automation
    step_id: StepId,
}

impl Endpoint for GetAutomationStep {
    type Answer = One<Step>;

    const ABOUT: About = About {
        name: "get_automation_step",
        title: "Get a step of an automation",
        description: "Reads one step of an Overloop automation with full texts: `config` holds the settings of its \
            `step_type`, for an email its words or how AI writes them. Take `step_id` from list_automation_steps, \
            whose rows cut texts. To read all steps: get_automation with `include: [\"steps\"]`. To change a \
            campaign's step: get_campaign_step, then update_campaign_step. Steps of workflows change only in the app.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-a-automation-step")
    };
    const CALL: Call = Call::get("/public/v1/automations/{automation_id}/steps/{step_id}");
}

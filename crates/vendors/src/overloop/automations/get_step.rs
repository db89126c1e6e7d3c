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
        description: "Reads one step of an Overloop automation, with whole texts: `config` holds the settings of its \
            `step_type`: for an email, what it says or how AI writes it. `step_id` comes from list_automation_steps, \
            whose rows cut texts; `automation_id` from list_automations. get_automation with `include: [\"steps\"]` \
            answers all of them whole. A campaign's step is changed with update_campaign_step.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-a-automation-step")
    };
    const CALL: Call = Call::get("/public/v1/automations/{automation_id}/steps/{step_id}");
}

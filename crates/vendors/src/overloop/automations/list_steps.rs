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
        description: "Lists the steps of one Overloop automation (`automation_id`) with `config`, what each does; \
            texts are cut unless `detail: full`. Use it to see what an automation does. Order rows by \
            `previous_step_id` and, after a condition, `position`: they come in any order. For one step use \
            get_automation_step, to change steps of a campaign list_campaign_steps.",
        pages: pages("steps"),
        ..About::read("https://apidoc.overloop.ai/#list-automation-steps")
    };
    const CALL: Call = jsonapi::list::<Step>("/public/v1/automations/{automation_id}/steps");
}

use super::Include;
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetAutomation {
    /// Id of the automation, a number, from list_automations
    automation_id: AutomationId,
    /// Related objects to return in full; without it, only their ids
    include: Option<Vec<Include>>,
}

impl Endpoint for GetAutomation {
    type Answer = One<Automation>;

    const ABOUT: About = About {
        name: "get_automation",
        title: "Get an automation",
        description: "Reads one Overloop campaign or workflow by `automation_id`: whether it runs, what makes records \
            enter and leave, when it sends. Use it where the id is known; list_automations finds one. `include` adds \
            steps with full texts, segment, creator and sender; their order is in list_automation_steps, one step in \
            get_automation_step. Campaigns are changed with update_campaign, workflows in Overloop's app.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-an-automation")
    };
    const CALL: Call = jsonapi::get("/public/v1/automations/{automation_id}");
}

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
        description: "Reads one Overloop workflow or campaign by `automation_id` (a number): whether it runs, who \
            enters and leaves it by what, when it sends. Find the id with list_automations. `include` adds segment, \
            creator, sender and steps with full texts. For steps in order use list_automation_steps. To change a \
            campaign use update_campaign; workflows change in Overloop's app.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-an-automation")
    };
    const CALL: Call = jsonapi::get("/public/v1/automations/{automation_id}");
}

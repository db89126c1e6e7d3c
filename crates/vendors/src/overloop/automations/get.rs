use super::Include;
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetAutomation {
    /// Id of the automation, a number, from list_automations
    automation_id: AutomationId,
    /// Related objects to answer whole; without it, only their ids
    include: Option<Vec<Include>>,
}

impl Endpoint for GetAutomation {
    type Answer = One<Automation>;

    const ABOUT: About = About {
        name: "get_automation",
        title: "Get an automation",
        description: "Reads one Overloop campaign or workflow by id: whether it runs, what makes records enter and leave, when it sends. list_automations gives the id and the same fields; use this for one id. `include` adds steps with texts whole, segment, creator and sender in the same call. To change or start a campaign: update_campaign, start_campaign; workflows are changed in Overloop.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-an-automation")
    };
    const CALL: Call = jsonapi::get("/public/v1/automations/{automation_id}");
}

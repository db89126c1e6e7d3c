use super::Include;
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetAutomation {
    /// Id of the automation, a number, from list_automations
    automation_id: AutomationId,
    /// Related objects to give in whole; without it, only their ids
    include: Option<Vec<Include>>,
}

impl Endpoint for GetAutomation {
    type Answer = One<Automation>;

    const ABOUT: About = About {
        name: "get_automation",
        title: "Get an automation",
        description: "Reads one campaign or workflow by id: whether it runs, what makes records enter and leave, and when it sends. To find the id, use list_automations; to read its emails, list_automation_steps. No tool here changes, starts or stops an automation; that is done in Overloop.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-an-automation")
    };
    const CALL: Call = jsonapi::get("/automations/{automation_id}");
}

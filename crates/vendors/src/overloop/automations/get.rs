use super::Include;
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetAutomation {
    /// Its id
    automation_id: AutomationId,
    /// Related objects to add
    include: Option<Vec<Include>>,
}

impl Endpoint for GetAutomation {
    type Answer = One<Automation>;

    const ABOUT: About = About {
        name: "get_automation",
        title: "Get an automation",
        description: "Reads a campaign or workflow, with who enters it and when it sends.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-an-automation")
    };
    const CALL: Call = jsonapi::get("/automations/{automation_id}");
}

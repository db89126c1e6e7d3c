use super::Include;
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetProspect {
    /// Its id
    prospect_id: ProspectId,
    /// Related objects to add
    include: Option<Vec<Include>>,
}

impl Endpoint for GetProspect {
    type Answer = One<Prospect>;

    const ABOUT: About = About {
        name: "get_prospect",
        title: "Get a prospect",
        description: "Reads a prospect. By address: list_prospects with `filter`.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-a-prospect")
    };
    const CALL: Call = jsonapi::get("/prospects/{prospect_id}");
}

use super::Include;
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetProspect {
    /// Id of the prospect, a number, from list_prospects
    prospect_id: ProspectId,
    /// Related objects to give in whole; without it, only their ids
    include: Option<Vec<Include>>,
}

impl Endpoint for GetProspect {
    type Answer = One<Prospect>;

    const ABOUT: About = About {
        name: "get_prospect",
        title: "Get a prospect",
        description: "Reads one person by id: fields, lists, and whether they opened, clicked, replied or bounced. Use it when you have the id, for instance to check update_prospect. By address or name, use list_prospects with `filter`. Texts of mails are not part of it.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-a-prospect")
    };
    const CALL: Call = jsonapi::get("/prospects/{prospect_id}");
}

use super::Include;
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetProspect {
    /// Id of the prospect, a number, from list_prospects
    prospect_id: ProspectId,
    /// Related objects to return in full; without it, only their ids
    include: Option<Vec<Include>>,
}

impl Endpoint for GetProspect {
    type Answer = One<Prospect>;

    const ABOUT: About = About {
        name: "get_prospect",
        title: "Get a prospect",
        description: "Reads one Overloop prospect by `prospect_id` (a number): fields, lists, and whether they opened, \
            clicked, replied or bounced. Use it after update_prospect. `include` adds employer, owner and creator. \
            `email_status` tells how the address was found, not whether mail arrives. By address use \
            get_prospect_by_email, by name list_prospects. No tool reads Overloop's mails.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-a-prospect")
    };
    const CALL: Call = jsonapi::get("/public/v1/prospects/{prospect_id}");
    const SUCCESSOR: Option<Successor<Self>> = v2::successor(|inputs| {
        const TAKEN: v2::Taken = v2::Taken { include: &["organization"], ..v2::Taken::NONE };
        TAKEN.request(v2::get("/public/v2/prospects/{prospect_id}"), inputs)
    });
}

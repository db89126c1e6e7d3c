use super::LEAD_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetLead {
    /// Lead id (a UUID), from list_leads; an email address does not work here
    lead_id: LeadId,
}

impl Plain for GetLead {
    type Object = Lead;
    const SHOWN: Shown = Shown::Under("lead", LEAD_FIRST);
    const ABOUT: About = About {
        name: "get_lead",
        title: "Get a lead",
        description: "Reads one lead by its id: state, interest, campaign or list, opens, clicks and replies. Use it to check \
            a lead that you know, as after a change. With an address or a name instead of an id use list_leads \
            (`contacts`, `search`); the lead's mails are in list_emails.",
        ..About::read("https://developer.instantly.ai/api/v2/lead/getlead")
    };
    const CALL: Call = Call::get("/leads/{lead_id}");
}

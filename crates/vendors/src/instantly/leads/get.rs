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
        description: "Reads one Instantly lead by `lead_id`, a UUID from list_leads: state, interest, campaign or \
            list, opens, clicks, replies, custom variables. Use it to check a lead after a change. An unknown id is \
            `not_found`, and an address does not work: use list_leads (`contacts`), which shows a person's lead in \
            each campaign and list. For the mails use list_emails.",
        scope: Some("leads:read"),
        ..About::read("https://developer.instantly.ai/api/v2/lead/getlead")
    };
    const CALL: Call = Call::get("/leads/{lead_id}");
}

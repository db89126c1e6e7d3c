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
            list, opens, clicks, replies, custom variables. Use it to check a lead that you know, as after a change; \
            an unknown id is `not_found`. A person has one lead for each campaign and list: with an address use \
            list_leads (`contacts`). The mails are in list_emails.",
        scope: Some("leads:read"),
        ..About::read("https://developer.instantly.ai/api/v2/lead/getlead")
    };
    const CALL: Call = Call::get("/leads/{lead_id}");
}

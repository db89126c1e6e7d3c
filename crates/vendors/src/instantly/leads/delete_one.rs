use super::LEAD_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteLead {
    /// Id of the lead to delete, a UUID, from list_leads
    lead_id: LeadId,
}

impl Plain for DeleteLead {
    type Object = Lead;
    const SHOWN: Shown = Shown::Under("lead", LEAD_FIRST);
    const ABOUT: About = About {
        name: "delete_lead",
        title: "Delete one lead",
        description: "Deletes one Instantly lead for good, by `lead_id`, with its history, and returns it as it was. \
            Its campaign mails it no more. The same person in another campaign or list is another lead and stays. For \
            several use delete_leads. To never mail somebody again use create_block_list_entry; to record a refusal \
            use update_lead_interest_status.",
        why: "the lead is gone for good, with its history",
        scope: Some("leads:delete"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/deletelead",
            Effect::Delete,
            Repeat::Harmless,
            "Look with instantly_get_lead: a lead that was deleted is not found.",
        )
    };
    const CALL: Call = Call::delete("/leads/{lead_id}").bare();
}

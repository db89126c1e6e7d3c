use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteLeadList {
    /// Id of the lead list to delete, a UUID, from list_lead_lists
    lead_list_id: LeadListId,
}

impl Plain for DeleteLeadList {
    type Object = LeadList;
    const SHOWN: Shown = Shown::Under("lead_list", &[("id", "id"), ("name", "name")]);
    const ABOUT: About = About {
        name: "delete_lead_list",
        title: "Delete a lead list",
        description: "Deletes one Instantly lead list for good, by `lead_list_id`, not by name, and returns it as it \
            was. Its leads and enrichments may go with it: to keep leads, move them first with move_leads. Names \
            repeat, so check with get_lead_list. To delete the leads and keep the list use delete_leads; to rename it \
            use update_lead_list.",
        why: "the list is gone for good, and perhaps its leads",
        scope: Some("lead_lists:delete"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/leadlist/deleteleadlist",
            Effect::Delete,
            Repeat::Harmless,
            "Look with instantly_list_lead_lists, `search` set to its name: a list that was deleted is not there.",
        )
    };
    const CALL: Call = Call::delete("/lead-lists/{lead_list_id}").bare();
}

use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetLeadList {
    /// Id of the lead list, from list_lead_lists
    lead_list_id: LeadListId,
}

impl Plain for GetLeadList {
    type Object = LeadList;
    const SHOWN: Shown = Shown::Under("lead_list", &[("id", "id"), ("name", "name")]);
    const ABOUT: About = About {
        name: "get_lead_list",
        title: "Get a lead list",
        description: "Reads one Instantly lead list by `lead_list_id`: name, owner, whether it enriches. Use it before \
            adding leads: where `has_enrichment_task` is true, every lead added spends credits. By name, use \
            list_lead_lists. It counts no members: list_leads of the list does, with `count_only`, and \
            get_lead_list_verification_stats says how many have a good address.",
        scope: Some("lead_lists:read"),
        ..About::read("https://developer.instantly.ai/api/v2/leadlist/getleadlist")
    };
    const CALL: Call = Call::get("/lead-lists/{lead_list_id}");
}

use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetLeadList {
    /// Id of the lead list, a UUID, from list_lead_lists
    lead_list_id: LeadListId,
}

impl Plain for GetLeadList {
    type Object = LeadList;
    const SHOWN: Shown = Shown::Under("lead_list", &[("id", "id"), ("name", "name")]);
    const ABOUT: About = About {
        name: "get_lead_list",
        title: "Get a lead list",
        description: "Reads one Instantly lead list by `lead_list_id`: name, owner, whether it enriches. Use it before \
            adding leads: with `has_enrichment_task` true every lead added costs credits. A name does not work: use \
            list_lead_lists. To count its leads use list_leads with `count_only: true`; to count those with a good \
            address use get_lead_list_verification_stats.",
        scope: Some("lead_lists:read"),
        ..About::read("https://developer.instantly.ai/api/v2/leadlist/getleadlist")
    };
    const CALL: Call = Call::get("/lead-lists/{lead_list_id}");
}

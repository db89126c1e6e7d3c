use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListLeadLists {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// true: only lists that enrich each lead added, which spends credits; false: only others
    has_enrichment_task: Option<bool>,
    /// Words to look for in the list's name
    search: Option<String>,
}

impl Plain for ListLeadLists {
    type Object = LeadList;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_lead_lists",
        title: "List lead lists",
        description: "Finds Instantly lead lists by words of their name (`search`), for the ids that create_lead, \
            list_leads and delete_leads take. Without `search` it returns all, unsorted. Use it before \
            create_lead_list, since names may repeat. Rows do not count leads: use list_leads with `list_id` and \
            `count_only: true`. With an id use get_lead_list; for campaigns use list_campaigns.",
        pages: pages("lead_lists"),
        scope: Some("lead_lists:read"),
        ..About::read("https://developer.instantly.ai/api/v2/leadlist/listleadlist")
    };
    const CALL: Call = Call::get("/lead-lists");
}

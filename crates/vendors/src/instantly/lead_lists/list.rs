use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListLeadLists {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// true: only lists that enrich every lead added, which spends credits; false: only others
    has_enrichment_task: Option<bool>,
    /// Text in the list's name
    search: Option<String>,
}

impl Plain for ListLeadLists {
    type Object = LeadList;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_lead_lists",
        title: "List lead lists",
        description: "Finds lead lists by name and gives their ids for create_lead, list_leads and delete_leads. It shows the \
            lists only; their members are in list_leads. Campaigns are not lists: find them with list_campaigns.",
        pages: pages("lead_lists"),
        ..About::read("https://developer.instantly.ai/api/v2/leadlist/listleadlist")
    };
    const CALL: Call = Call::get("/lead-lists");
}

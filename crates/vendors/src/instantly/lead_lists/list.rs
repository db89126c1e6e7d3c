use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ListLeadLists {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Enriches leads
    has_enrichment_task: Option<bool>,
    /// In the name
    search: Option<String>,
}

impl Endpoint for ListLeadLists {
    type Answer = Page<LeadList>;
    const ABOUT: About = About {
        name: "list_lead_lists",
        title: "List lead lists",
        description: "Finds lead lists by name.",
        pages: pages("lead_lists"),
        ..About::read("https://developer.instantly.ai/api/v2/leadlist/listleadlist")
    };
    const CALL: Call = Call::get("/lead-lists");
}

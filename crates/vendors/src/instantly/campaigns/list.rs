use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ListCampaigns {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// In the name
    search: Option<String>,
    /// Comma-separated
    tag_ids: Option<TagIds>,
    /// Its id
    ai_sales_agent_id: Option<AgentId>,
    /// 0 draft, 1 active, 2 paused, 3 completed
    #[schemars(extend("x-values" = [-99, -1, -2, 0, 1, 2, 3, 4]))]
    status: Option<i64>,
}

impl Endpoint for ListCampaigns {
    type Answer = Page<Campaign>;
    const ABOUT: About = About {
        name: "list_campaigns",
        title: "List campaigns",
        description: "Finds campaigns. Each comes whole: keep `limit` small.",
        pages: pages("campaigns"),
        ..About::read("https://developer.instantly.ai/api/v2/campaign/listcampaign")
    };
    const CALL: Call = Call::get("/campaigns");
}

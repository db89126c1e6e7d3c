use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListCampaigns {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// REWRITE: Search by campaign name
    search: Option<String>,
    /// REWRITE: Filter campaigns by tag ids. Returns campaigns that have any of the specified tags assigned. You can
    /// specify multiple tag ids by separating them with a comma.
    tag_ids: Option<String>,
    /// REWRITE: Filter campaigns by AI Sales Agent ID. Returns campaigns that were created by the specified AI Sales
    /// Agent.
    ai_sales_agent_id: Option<String>,
    /// REWRITE: Filter campaigns by status using the campaign status enum value (e.g., ACTIVE, PAUSED). Values: -99
    /// Account Suspended, -1 Accounts Unhealthy, -2 Bounce Protect, 0 Draft, 1 Active, 2 Paused, 3 Completed, 4 Running
    /// Subsequences
    status: Option<Named<compile_error!("the set of numbers.rs that has these values")>>,
    /// REWRITE: Exclude campaigns with this status using the campaign status enum value (e.g., exclude ACTIVE to list
    /// only campaigns that are not currently active). Values: -99 Account Suspended, -1 Accounts Unhealthy, -2 Bounce
    /// Protect, 0 Draft, 1 Active, 2 Paused, 3 Completed, 4 Running Subsequences
    exclude_status: Option<Named<compile_error!("the set of numbers.rs that has these values")>>,
}

impl Plain for ListCampaigns {
    type Object = Campaign;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_campaigns",
        title: "List campaign", // REWRITE
        description: compile_error!("description: what it does, when to use it, what it costs, sends or destroys"),
        pages: pages("campaigns"),
        scope: Some("campaigns:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaign/listcampaign")
    };
    const CALL: Call = Call::get("/campaigns");
}

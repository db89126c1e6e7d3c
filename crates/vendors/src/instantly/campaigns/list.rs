use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListCampaigns {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Text in the campaign's name
    search: Option<String>,
    /// Ids of custom tags, comma-separated: campaigns with any of them. The web app has them; no tool lists them
    tag_ids: Option<TagIds>,
    /// Only campaigns that this AI sales agent created; its id is in the web app
    ai_sales_agent_id: Option<AgentId>,
    /// 0 draft, 1 active, 2 paused, 3 completed, 4 running subsequences, -1 accounts unhealthy, -2 bounce protect, -99
    /// account suspended
    #[schemars(extend("x-values" = [-99, -1, -2, 0, 1, 2, 3, 4]))]
    status: Option<i64>,
}

impl Plain for ListCampaigns {
    type Object = Campaign;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_campaigns",
        title: "List campaigns",
        description: "Finds campaigns by name, tag or status, with schedule, steps, mailboxes and settings. Use it to get a \
            campaign's id, to read one before patch_campaign or activate_campaign, and to see why it sends nothing \
            (`not_sending_status`). The people in a campaign are in list_leads, its mails in list_emails. Campaigns \
            are long: keep `limit` small.",
        pages: pages("campaigns"),
        ..About::read("https://developer.instantly.ai/api/v2/campaign/listcampaign")
    };
    const CALL: Call = Call::get("/campaigns");
}

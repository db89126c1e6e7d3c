use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListCampaigns {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Words to look for in the campaign's name
    search: Option<String>,
    /// Ids of custom tags, comma-separated: campaigns with any of them (OR). From list_custom_tags
    tag_ids: Option<TagIds>,
    /// Id of an AI sales agent, shown in the web app: only the campaigns that it created
    ai_sales_agent_id: Option<AgentId>,
    /// Only campaigns with this status
    status: Option<Named<CampaignStatus>>,
}

impl Plain for ListCampaigns {
    type Object = Campaign;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_campaigns",
        title: "List campaigns",
        description: "Finds Instantly campaigns by words of the name (`search`), `tag_ids` or `status`, which narrow \
            each other; without any it returns all, unsorted. Use it to get ids. Rows are long: keep `limit` small, \
            name `fields`, or use `count_only: true`. Brief rows cut the steps. For one campaign use get_campaign, for \
            results get_campaign_analytics, for a lead's campaigns list_campaigns_by_contact.",
        pages: pages("campaigns"),
        scope: Some("campaigns:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaign/listcampaign")
    };
    const CALL: Call = Call::get("/campaigns");
}

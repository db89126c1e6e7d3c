use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListCampaigns {}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Campaign {
    /// Id of the campaign
    id: Option<Int>,
    /// Name of the campaign
    campaign: Option<Text>,
    /// Id of its list of prospects
    list_id: Option<Int>,
    /// E.g. Active, Paused or Draft
    status: Option<Text>,
    /// When it was created, RFC 3339
    #[schemars(extend("x-rare" = true))]
    created_at: Option<Date>,
    /// When it was last changed, RFC 3339
    updated_at: Option<Date>,
    /// When it was started, RFC 3339
    started_at: Option<Date>,
    /// Code of the campaign at Snov.io
    #[schemars(extend("x-rare" = true))]
    hash: Option<Text>,
}

impl Endpoint for ListCampaigns {
    type Answer = All<Campaign>;

    const ABOUT: About = About {
        name: "list_campaigns",
        title: "List campaigns",
        description: "Lists Snov.io's drip campaigns, the team's too where you may see them, with status and prospect \
            list. Free. Use it to get a campaign's id. It has no filter and no sorting: raise `max_items` over 20 to \
            read all, and compare names, which may repeat. For one with its steps use get_campaign, for progress \
            get_campaign_progress, for totals get_campaign_analytics.",
        ..About::read("https://snov.io/api#UserCampaigns")
    };
    const CALL: Call = Call::get("/v1/get-user-campaigns");
}

impl Named for Campaign {
    const NAME: &str = "campaign";
}

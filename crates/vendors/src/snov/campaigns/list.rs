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
        description: "Lists all drip campaigns of the account at once, with their prospect lists and status. Use it to get a campaign's id for the other campaign tools. How far one is says get_campaign_progress; totals, get_campaign_analytics. No tool here creates, starts or pauses a campaign. Free.",
        ..About::read("https://snov.io/api#UserCampaigns")
    };
    const CALL: Call = Call::get("/v1/get-user-campaigns");
}

impl Named for Campaign {
    const NAME: &str = "campaign";
}

use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListCampaigns {}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Campaign {
    id: Option<Int>,
    /// Its name
    campaign: Option<Text>,
    list_id: Option<Int>,
    /// E.g. Active, Paused, Draft
    status: Option<Text>,
    created_at: Option<Date>,
    updated_at: Option<Date>,
    started_at: Option<Date>,
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

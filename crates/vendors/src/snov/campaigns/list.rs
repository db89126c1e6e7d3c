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
        description: "All drip campaigns of the account, with their prospect lists and where they stand.",
        ..About::read("https://snov.io/api#UserCampaigns")
    };
    const CALL: Call = Call::get("/v1/get-user-campaigns");
}

impl Named for Campaign {
    const NAME: &str = "campaign";
}

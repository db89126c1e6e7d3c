use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct GetCampaignProgress {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Progress {
    /// Status of the campaign, e.g. Active
    status: Option<Text>,
    /// Recipients for whom it is not over
    unfinished: Option<Int>,
    /// Share of recipients for whom it is over, e.g. 90%
    progress: Option<Text>,
}

impl Endpoint for GetCampaignProgress {
    type Answer = Framed<Progress>;

    const ABOUT: About = About {
        name: "get_campaign_progress",
        title: "Get a campaign's progress",
        description: "Reads how far one Snov.io campaign is, by `campaign_id` (a number): status and `progress`, a \
            text such as 90%. Free. Done recipients are at the end, replied, bounced, unsubscribed, were deleted or \
            moved. Use it to see whether it ends soon. For what it sent and got use get_campaign_analytics, for who \
            completed it list_completed_prospects, for its settings get_campaign.",
        ..About::read("https://snov.io/api#ViewcampaignProgress")
    };
    const CALL: Call = Call::get("/v2/campaigns/{campaign_id}/progress");
}

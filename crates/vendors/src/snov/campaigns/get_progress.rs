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
        description: "Reads one Snov.io campaign's status by `campaign_id`, and the share of its recipients who are \
            done because they are at its end, replied, bounced, unsubscribed, were deleted or moved; free. `progress` \
            is a text such as 90%. What it sent and what came back is in get_campaign_analytics; who completed it is \
            in list_completed_prospects.",
        ..About::read("https://snov.io/api#ViewcampaignProgress")
    };
    const CALL: Call = Call::get("/v2/campaigns/{campaign_id}/progress");
}

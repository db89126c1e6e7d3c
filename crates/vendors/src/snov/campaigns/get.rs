use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct GetCampaign {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
}

impl Endpoint for GetCampaign {
    type Answer = Framed<One<Campaign>>;

    const ABOUT: About = About {
        name: "get_campaign",
        title: "Get a campaign",
        description: "Reads one Snov.io campaign by `campaign_id` (a number): status, mailboxes, list, limits, \
            schedule and flow of steps. Use it before update_campaign or start_campaign. Texts are not in it: \
            get_step_content reads them by `step_id` (a step's `_ref`) and `content_id` (an `id` in its `content`). To \
            find one use list_campaigns, for progress get_campaign_progress, for figures get_campaign_analytics.",
        ..About::read("https://snov.io/api#GetCampaignInfo")
    };
    const CALL: Call = Call::get("/v2/campaigns/{campaign_id}");
}

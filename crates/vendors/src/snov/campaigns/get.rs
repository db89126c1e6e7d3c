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
        description: "Reads one Snov.io campaign by `campaign_id`: status, mailboxes, list, limits, schedule and the \
            flow of its steps. A step's `_ref` is its `step_id`; each `id` in its `content` is a `content_id`. \
            get_step_content takes both and returns the texts. Use it before update_campaign or start_campaign. Ids \
            come from list_campaigns; progress is in get_campaign_progress, figures in get_campaign_analytics.",
        ..About::read("https://snov.io/api#GetCampaignInfo")
    };
    const CALL: Call = Call::get("/v2/campaigns/{campaign_id}");
}

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
        description: "Reads one Snov.io campaign by id, whole: status, mailboxes, list, limits, schedule and the flow of its steps, each with its `_ref` and the ids of its contents. Use it before update_campaign or start_campaign, and to check a change. The texts of its mails are in get_step_content; progress is in get_campaign_progress, figures in get_campaign_analytics. Ids come from list_campaigns.",
        ..About::read("https://snov.io/api#GetCampaignInfo")
    };
    const CALL: Call = Call::get("/v2/campaigns/{campaign_id}");
}

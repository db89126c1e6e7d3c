use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ExportCampaign {
    /// Id of the campaign to export, a UUID, from list_campaigns
    campaign_id: CampaignId,
}

impl Plain for ExportCampaign {
    type Object = OneCampaign;
    const SHOWN: Shown = Shown::Under("campaign", CAMPAIGN_FIRST);
    const ABOUT: About = About {
        name: "export_campaign",
        title: "Export a campaign",
        description: "Returns one Instantly campaign as JSON for a backup or another program: settings, schedule and \
            steps, without leads and figures. It writes no file and changes nothing. `campaign_id` comes from \
            list_campaigns. To read a campaign in conversation use get_campaign, to let another workspace copy it \
            share_campaign, to copy it here duplicate_campaign.",
        scope: Some("campaigns:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaign/exportcampaign")
    };
    const CALL: Call = Call::post("/campaigns/{campaign_id}/export").bare();
}

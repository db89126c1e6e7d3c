use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ExportCampaign {
    /// Id of the campaign to export, from list_campaigns
    campaign_id: CampaignId,
}

impl Plain for ExportCampaign {
    type Object = OneCampaign;
    const SHOWN: Shown = Shown::Under("campaign", CAMPAIGN_FIRST);
    const ABOUT: About = About {
        name: "export_campaign",
        title: "Export a campaign",
        description: "Reads an Instantly campaign, by `campaign_id` from list_campaigns, as JSON for a backup or \
            another program: settings, schedule and steps, without leads and figures. It changes nothing and makes no \
            file. Within a conversation get_campaign reads the same. To let another workspace copy it use \
            share_campaign, for a copy here duplicate_campaign.",
        scope: Some("campaigns:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaign/exportcampaign")
    };
    const CALL: Call = Call::post("/campaigns/{campaign_id}/export").bare();
}

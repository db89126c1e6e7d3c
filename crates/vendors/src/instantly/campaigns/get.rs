use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetCampaign {
    /// Id of the campaign, from list_campaigns
    campaign_id: CampaignId,
}

impl Plain for GetCampaign {
    type Object = OneCampaign;
    const SHOWN: Shown = Shown::Under("campaign", CAMPAIGN_FIRST);
    const ABOUT: About = About {
        name: "get_campaign",
        title: "Get a campaign",
        description: "Reads all settings of one Instantly campaign by `campaign_id`: steps with all wordings, \
            schedule, mailboxes, limits, status, variables. Use it before patch_campaign, whose `sequences`, \
            `email_list` and `campaign_schedule` replace what is here: texts are never cut, so change and pass them \
            on. To find one by name or status use list_campaigns; results are in get_campaign_analytics, why it sends \
            nothing in get_campaign_sending_status.",
        scope: Some("campaigns:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaign/getcampaign")
    };
    const CALL: Call = Call::get("/campaigns/{campaign_id}");
}

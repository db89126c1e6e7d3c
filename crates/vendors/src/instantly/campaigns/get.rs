use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetCampaign {
    /// Id of the campaign, a UUID, from list_campaigns
    campaign_id: CampaignId,
}

impl Plain for GetCampaign {
    type Object = OneCampaign;
    const SHOWN: Shown = Shown::Under("campaign", CAMPAIGN_FIRST);
    const ABOUT: About = About {
        name: "get_campaign",
        title: "Get a campaign",
        description: "Reads all settings of one Instantly campaign by `campaign_id`: steps with all wordings, \
            schedule, mailboxes, limits, status, variables. Texts are never cut. Use it before patch_campaign, whose \
            `sequences`, `email_list` and `campaign_schedule` replace what is here: change them and pass them on. To \
            find a campaign use list_campaigns, for results get_campaign_analytics, if it sends nothing \
            get_campaign_sending_status.",
        scope: Some("campaigns:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaign/getcampaign")
    };
    const CALL: Call = Call::get("/campaigns/{campaign_id}");
}

use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct CreateCampaignFromExport {
    /// Id of the shared campaign, from whoever shared it: it may be of another workspace
    campaign_id: SharedCampaignId,
}

impl Plain for CreateCampaignFromExport {
    type Object = OneCampaign;
    const SHOWN: Shown = Shown::Under("campaign", CAMPAIGN_FIRST);
    const ABOUT: About = About {
        name: "create_campaign_from_export",
        title: "Create a campaign from a shared one",
        description: "Copies an Instantly campaign that was shared within the last seven days into a new draft; \
            nothing is mailed. `campaign_id` is the id that share_campaign was called with, often in another \
            workspace. Each call makes another draft. Then set this workspace's mailboxes (`email_list`) with \
            patch_campaign. To copy a campaign of this workspace use duplicate_campaign, for an empty one \
            create_campaign.",
        why: "adds a draft, which mails nobody before activate_campaign",
        scope: Some("campaigns:create"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/createfromexport",
            Effect::Create,
            Repeat::Doubles,
            "Look with instantly_list_campaigns for a draft made at the time of the call, before you copy it again.",
        )
    };
    const CALL: Call = Call::post("/campaigns/{campaign_id}/from-export").bare();
}

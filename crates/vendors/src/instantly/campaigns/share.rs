use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ShareCampaign {
    /// Id of the campaign to open for copies, a UUID, from list_campaigns
    campaign_id: CampaignId,
}

impl Plain for ShareCampaign {
    type Object = Nothing;
    const SHOWN: Shown = Shown::Nothing;
    const ABOUT: About = About {
        name: "share_campaign",
        title: "Share a campaign",
        description: "Shares an Instantly campaign (`campaign_id`) for seven days with everybody who has its id: they \
            can copy its texts and settings with create_campaign_from_export, from other workspaces too. Leads are not \
            shared. A later call shares it for another seven days; no tool ends it earlier. To copy within this \
            workspace use duplicate_campaign, to read it as JSON export_campaign.",
        why: "other users can copy the campaign's texts and settings for seven days",
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/sharecampaign",
            Effect::Update,
            Repeat::Harmless,
            "No read shows it; instantly_get_campaign shows that the campaign exists. Share it again: that is harmless.",
        )
    };
    const CALL: Call = Call::post("/campaigns/{campaign_id}/share").bare();
}

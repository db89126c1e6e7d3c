use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct GetCampaignStep {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// Id of the step, from list_campaign_steps of this campaign
    step_id: CampaignStepId,
}

impl Plain for GetCampaignStep {
    type Object = CampaignStep;
    const SHOWN: Shown = v2::under("step");
    const ABOUT: About = About {
        name: "get_campaign_step",
        title: "Get a step of a campaign",
        description: "Reads one step of an Overloop campaign with full texts: `config` holds the settings of its \
            `type`, for an email its words or how AI writes it. Use it before update_campaign_step. Take `step_id` \
            from list_campaign_steps, whose rows cut texts. For all steps use get_campaign with `expand: [\"steps\"]`, \
            for variables in texts list_merge_tags.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/campaigns/{campaign_id}/steps/{step_id}");
    const LOOK: Look = v2::ONE;
}

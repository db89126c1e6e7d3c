use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteCampaignStep {
    /// Id of the campaign, from list_campaigns
    campaign_id: CampaignId,
    /// Id of the step to delete, from list_campaign_steps
    step_id: CampaignStepId,
}

impl Plain for DeleteCampaignStep {
    type Object = v2::Gone;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "delete_campaign_step",
        title: "Delete a step of a campaign",
        description: "Removes one step from an Overloop campaign for good. What becomes of the people at it and of \
            the steps after it is not documented: call pause_campaign first, read list_campaign_steps afterwards, set \
            `previous_step_id` of the next step with update_campaign_step, then start_campaign. To change a step use \
            update_campaign_step, to remove the campaign delete_campaign.",
        why: "the step is gone for good, with its texts",
        ..About::write(
            v2::DOCS,
            Effect::Delete,
            Repeat::Harmless,
            "Read it with overloop_get_campaign_step: where it is not found, it is gone.",
        )
    };
    const CALL: Call = v2::delete("/public/v2/campaigns/{campaign_id}/steps/{step_id}");
    const LOOK: Look = Look { adjust: Some(|inputs, outputs| v2::gone(inputs, "step_id", outputs)), ..v2::GONE };
}

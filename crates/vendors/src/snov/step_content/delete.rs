use serde::de::IgnoredAny;

use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct DeleteStepContent {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// Id of the email step: its `_ref` in get_campaign
    step_id: StepId,
    /// Id of the wording to delete: an `id` of the step's `content` in get_campaign
    content_id: ContentId,
}

impl Endpoint for DeleteStepContent {
    type Answer = IgnoredAny;

    const ABOUT: About = About {
        name: "delete_step_content",
        title: "Delete a wording of a mail",
        description: "Deletes one wording of an email step of a Snov.io campaign for good, free. Take `step_id` and \
            `content_id` from get_campaign, and read it with get_step_content. Call pause_campaign first if the \
            campaign is active. The last wording of a step cannot be deleted: drop the step with update_campaign. To \
            keep it unsent use update_step_content with `usage` pause.",
        why: "the wording is gone for good",
        ..About::write(
            "https://snov.io/api#DeleteEmailStepContent",
            Effect::Delete,
            Repeat::Harmless,
            "Read it with snov_get_step_content: `not_found` once it is deleted.",
        )
    };
    const CALL: Call = Call::delete("/v2/campaigns/{campaign_id}/steps/{step_id}/content/{content_id}");
    const READ_FIRST: Option<ReadFirst> = Some(super::LOOK_FIRST);
    const SHOWN_FIRST: Option<ShownFirst> = Some(super::TEXT);
}

// An answer that is not an error says no more than that it worked.
impl Answer<DeleteStepContent> for IgnoredAny {
    type Output = Deleted;

    fn output(self, inputs: DeleteStepContent) -> Deleted {
        Deleted::new(inputs.content_id.0)
    }
}

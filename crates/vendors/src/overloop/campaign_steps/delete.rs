use super::chain;
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteCampaignStep {
    /// Id of the campaign, a number, from list_campaigns
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
        description: "Deletes one step of an Overloop campaign for good, by `step_id` from list_campaign_steps. Call \
            pause_campaign first, and look in list_enrollments for people at the step. `warnings` name the steps that \
            followed it; reconnect them with `previous_step_id` of update_campaign_step. To change a step use \
            update_campaign_step, to remove the whole campaign delete_campaign.",
        why: "the step is gone for good, with its texts",
        ..About::write(
            v2::DOCS,
            Effect::Delete,
            Repeat::Harmless,
            "Read it with overloop_get_campaign_step: where it is not found, it is gone.",
        )
    };
    const CALL: Call = v2::delete("/public/v2/campaigns/{campaign_id}/steps/{step_id}");
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: chain::read_steps,
        is_needed: |_| true,
        forbids: |_, _| None,
        warns: |inputs, steps| {
            let id = text(inputs, "step_id").unwrap_or_default();
            let rows = rows_of(steps);
            let hanging: Vec<String> = chain::hanging_on(rows, &id).into_iter().map(chain::called).collect();
            if hanging.is_empty() {
                return Vec::new();
            }
            let previous = chain::with_id(rows, &id).and_then(|step| text(step, "previous_step_id"));
            let instead = match previous {
                Some(previous) => format!("what it followed, {previous}"),
                None => "another step; it was the first".to_owned(),
            };
            vec![format!(
                "Of the steps, {} hung on this one. Whether Overloop closes the gap is not documented: read \
                 overloop_list_campaign_steps, and where they still name it, set `previous_step_id` (of a goto_step `config.node_id`) with \
                 overloop_update_campaign_step to {instead}.",
                hanging.join(", ")
            )]
        },
    });
    const LOOK: Look = Look { adjust: Some(|inputs, outputs| v2::gone(inputs, "step_id", outputs)), ..v2::GONE };
}

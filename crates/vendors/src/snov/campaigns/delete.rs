use serde::de::IgnoredAny;

use super::state::{IDENTIFIED, LOOK_ONLY, explained};
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct DeleteCampaign {
    /// Id of the campaign to delete, a number, from list_campaigns
    campaign_id: CampaignId,
}

impl Endpoint for DeleteCampaign {
    type Answer = IgnoredAny;

    const ABOUT: About = About {
        name: "delete_campaign",
        title: "Delete a campaign",
        description: "Deletes one Snov.io campaign for good, by `campaign_id`, with its steps, texts and figures. Only \
            one that is new, completed or archived can be deleted: end an active, paused or scheduled one with \
            complete_campaign first. Check with get_campaign that it is the right one, since names repeat; to keep its \
            figures use archive_campaign. Its list of prospects stays.",
        why: "the campaign is gone for good, with its steps and texts",
        ..About::write(
            "https://snov.io/api#DeleteCampaign",
            Effect::Delete,
            Repeat::Harmless,
            "Read it with snov_get_campaign: `not_found` once it is deleted.",
        )
    };
    const CALL: Call = Call::delete("/v2/campaigns/{campaign_id}");
    const READ_FIRST: Option<ReadFirst> = Some(LOOK_ONLY);
    const EXPLAINS: Option<Explains> = Some(|_, answer| {
        explained(answer, &[(&["active", "paus", "scheduled"], "end it first with snov_complete_campaign.")])
    });
    const SHOWN_FIRST: Option<ShownFirst> = Some(IDENTIFIED);
}

// An answer that is not an error says no more than that it worked.
impl Answer<DeleteCampaign> for IgnoredAny {
    type Output = Deleted;

    fn output(self, inputs: DeleteCampaign) -> Deleted {
        Deleted::new(inputs.campaign_id.0)
    }
}

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
            a new, completed or archived one can be deleted: end others with complete_campaign first. Names repeat, so \
            check with get_campaign. Its list of prospects stays. To keep the figures use archive_campaign.",
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

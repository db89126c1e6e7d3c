use super::LEAD_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct RemoveLeadFromSubsequence {
    /// Id of the lead, from list_leads; `subsequence_id` of it says where it is
    #[schemars(extend("x-alias" = "lead_id"))]
    id: LeadId,
}

impl Plain for RemoveLeadFromSubsequence {
    type Object = Lead;
    const SHOWN: Shown = Shown::Under("lead", LEAD_FIRST);
    const ABOUT: About = About {
        name: "remove_lead_from_subsequence",
        title: "Take a lead out of its subsequence",
        description: "Takes one Instantly lead out of its subsequence, whose remaining steps no longer mail it. `id` \
            is the lead's, from list_leads; the subsequence is not named. The lead stays in its campaign with its \
            history, and the campaign's own steps may go on: check with get_lead. To put it in use \
            move_lead_to_subsequence; to stop all mail there use pause_subsequence.",
        why: "the lead loses its place in the subsequence",
        scope: Some("leads:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/removeleadfromsubsequence",
            Effect::Update,
            Repeat::Harmless,
            "Read the lead with instantly_get_lead: it has no `subsequence_id` then.",
        )
    };
    const CALL: Call = Call::post("/leads/subsequence/remove");
    const CHANGES: Option<Changes> = Some(super::changes_lead);
}

use super::LEAD_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct RemoveLeadFromSubsequence {
    /// Id of the lead, from list_leads; `subsequence_id` of it says where it is
    // The vendor calls it `id`.
    #[schemars(extend("x-alias" = "id"))]
    lead_id: LeadId,
}

impl Plain for RemoveLeadFromSubsequence {
    type Object = Lead;
    const SHOWN: Shown = Shown::Under("lead", LEAD_FIRST);
    const ABOUT: About = About {
        name: "remove_lead_from_subsequence",
        title: "Take a lead out of its subsequence",
        description: "Takes one Instantly lead out of its subsequence, whose remaining steps no longer mail it; the \
            subsequence is not named. The lead stays in its campaign with its history, and the campaign's own steps \
            may go on: check with get_lead. To put it in use move_lead_to_subsequence; to stop all mail there use \
            pause_subsequence.",
        why: "the lead loses its place in the subsequence",
        scope: Some("leads:update"),
        echo: Echo::renamed(&[("lead_id", "id")]),
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/removeleadfromsubsequence",
            Effect::Update,
            Repeat::Harmless,
            "Read the lead with instantly_get_lead: it has no `subsequence_id` then.",
        )
    };
    const CALL: Call = Call::post("/leads/subsequence/remove").encoded(super::lead_as_id);
    const CHANGES: Option<Changes> = Some(super::changes_lead);
}

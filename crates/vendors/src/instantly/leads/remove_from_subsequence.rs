use super::LEAD_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct RemoveLeadFromSubsequence {
    /// Id of the lead, a UUID, from list_leads; its `subsequence_id` says which subsequence it is in, if any
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
        description: "Takes one Instantly lead (`lead_id`) out of the subsequence it is in, whose remaining steps no \
            longer mail it. The lead stays in its campaign with its history; check with get_lead whether the campaign \
            still mails it. Use it when this one lead should get no more. To stop the subsequence for everyone: \
            pause_subsequence. To put a lead in: move_lead_to_subsequence.",
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

use super::{LEAD_FIRST, list::ListLeads, selection};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct MoveLeadToSubsequence {
    /// Id of the lead, a UUID, from list_leads
    // The vendor calls it `id`.
    #[schemars(extend("x-alias" = "id"))]
    lead_id: LeadId,
    /// Id of the subsequence, a UUID, from list_subsequences; one of the lead's campaign
    subsequence_id: SubsequenceId,
}

impl Plain for MoveLeadToSubsequence {
    type Object = Lead;
    const SHOWN: Shown = Shown::Under("lead", LEAD_FIRST);
    const ABOUT: About = About {
        name: "move_lead_to_subsequence",
        title: "Move a lead to a subsequence",
        description: "Puts one Instantly lead into a subsequence by hand; an active one then mails the lead by its \
            steps. Use it where its conditions did not catch the lead. The subsequence must belong to the lead's \
            campaign (list_subsequences with `parent_campaign`). To take it out use remove_lead_from_subsequence; to \
            change campaign or list use move_leads.",
        why: "the subsequence mails the lead",
        scope: Some("leads:update"),
        echo: Echo::renamed(&[("lead_id", "id")]),
        within: &["subsequence_id"],
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/moveleadtosubsequence",
            Effect::Send,
            Repeat::Doubles,
            "Read `subsequence_id` of the lead with instantly_get_lead.",
        )
    };
    const CALL: Call = Call::post("/leads/subsequence/move").encoded(super::lead_as_id);
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "ids": [super::lead_of(made)?], "limit": 1 })),
        // A lead that went through all steps may have left it by now.
        absence_tells: false,
        matches: |made, row, _| {
            let lead = json!({ "id": super::lead_of(made) });
            exactly(&lead, "id", row, "id").and(exactly(made, "subsequence_id", row, "subsequence_id"))
        },
        ..Lookup::in_list(&ListLeads::ABOUT)
    });
    const REACHES: Option<Reaches> = Some(Reaches {
        is_needed: |_| true,
        request: |inputs| read_one("leads", inputs, "lead_id"),
        whom: selection::address,
        instead: "Read the lead with instantly_get_lead: it has no address that can be read.",
    });
    const CHANGES: Option<Changes> = Some(super::changes_lead);
}

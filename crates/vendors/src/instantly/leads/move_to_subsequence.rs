use super::{LEAD_FIRST, list::ListLeads, selection};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct MoveLeadToSubsequence {
    /// Id of the lead, from list_leads
    #[schemars(extend("x-alias" = "lead_id"))]
    id: LeadId,
    /// Id of the subsequence, from list_subsequences; one of the lead's campaign
    subsequence_id: SubsequenceId,
}

impl Plain for MoveLeadToSubsequence {
    type Object = Lead;
    const SHOWN: Shown = Shown::Under("lead", LEAD_FIRST);
    const ABOUT: About = About {
        name: "move_lead_to_subsequence",
        title: "Move a lead to a subsequence",
        description: "Puts one Instantly lead into a subsequence by hand; an active one then mails the lead by its \
            steps. Use it where its conditions did not catch the lead. `id` is the lead's, from list_leads; the \
            subsequence must belong to its campaign (list_subsequences with `parent_campaign`). To take it out use \
            remove_lead_from_subsequence; to change campaign or list use move_leads.",
        why: "the subsequence mails the lead",
        scope: Some("leads:update"),
        within: &["subsequence_id"],
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/moveleadtosubsequence",
            Effect::Send,
            Repeat::Doubles,
            "Read `subsequence_id` of the lead with instantly_get_lead.",
        )
    };
    const CALL: Call = Call::post("/leads/subsequence/move");
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "ids": [text(made, "id")?], "limit": 1 })),
        // A lead that went through all steps may have left it by now.
        absence_tells: false,
        matches: |made, row, _| {
            exactly(made, "id", row, "id").and(exactly(made, "subsequence_id", row, "subsequence_id"))
        },
        ..Lookup::in_list(&ListLeads::ABOUT)
    });
    const REACHES: Option<Reaches> = Some(Reaches {
        is_needed: |_| true,
        request: |inputs| read_one("leads", inputs, "id"),
        whom: selection::address,
        instead: "Read the lead with instantly_get_lead: it has no address that can be read.",
    });
    const CHANGES: Option<Changes> = Some(super::changes_lead);
}

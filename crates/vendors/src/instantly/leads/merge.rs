use super::LEAD_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct MergeLeads {
    /// Id of the lead that goes into the other one and is gone then, from list_leads
    lead_id: LeadId,
    /// Id of the lead that stays, a UUID, from list_leads
    destination_lead_id: LeadId,
}

impl Plain for MergeLeads {
    type Object = Lead;
    const SHOWN: Shown = Shown::Under("lead", LEAD_FIRST);
    const ABOUT: About = About {
        name: "merge_leads",
        title: "Merge two leads",
        description: "Merges one Instantly lead into another for good: `lead_id` is gone afterwards, \
            `destination_lead_id` stays and is returned. Use it for two records of one person. Swapping the two ids \
            deletes the wrong record. Read both with get_lead first; where both have a value, check the returned lead \
            (update_lead corrects it). To drop a record entirely use delete_lead.",
        why: "one of the two leads is gone for good",
        not_found: Some(
            "Check `lead_id` and `destination_lead_id`: instantly_list_leads gives the ids there are. A lead that was merged is no \
             longer found: where an earlier call of this ended without an answer and `lead_id` is what is gone, that call was \
             carried out.",
        ),
        scope: Some("leads:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/mergeleads",
            Effect::Delete,
            Repeat::Harmless,
            "Look for `lead_id` with instantly_get_lead: a lead that was merged is not found.",
        )
    };
    const CALL: Call = Call::post("/leads/merge");
    const CHANGES: Option<Changes> = Some(|made, merge| {
        let ids = ["lead_id", "destination_lead_id"].map(|input| merge.input(input));
        made.is_among(&ids.iter().flatten().map(String::as_str).collect::<Vec<_>>())
    });
    const LOOK: Look = Look { problems: Some(problems), ..Look::NONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let id = |input: &str| inputs.get(input).and_then(Value::as_str).map(str::to_lowercase);
    if id("lead_id") != id("destination_lead_id") {
        return Vec::new();
    }
    vec!["`lead_id` and `destination_lead_id` are the same lead: pass the ids of two".to_owned()]
}

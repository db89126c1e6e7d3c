use outreach_model::request::Body;

use super::LABEL_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteLeadLabel {
    /// Id of the label to delete, a UUID, from list_lead_labels
    lead_label_id: LeadLabelId,
    /// Interest that leads and emails with the label get instead, by name or number; a subsequence may start on it.
    /// Left out: what they keep is not documented
    reassigned_status: Option<Named<Interest>>,
}

impl Plain for DeleteLeadLabel {
    type Object = LeadLabel;
    const SHOWN: Shown = Shown::Under("lead_label", LABEL_FIRST);
    const ABOUT: About = About {
        name: "delete_lead_label",
        title: "Delete a custom label",
        description: "Deletes one custom label of interest at Instantly for good, by `lead_label_id`, and returns it \
            as it was. Give `reassigned_status` too, the interest that its leads and emails get instead; a subsequence \
            may start on it and mail them. Fixed labels cannot be deleted. To rename a label use update_lead_label; to \
            read it get_lead_label.",
        why: "the label is gone from every lead and email; the status that they get instead may start a subsequence",
        scope: Some("lead-labels:delete"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/leadlabel/deleteleadlabel",
            Effect::Delete,
            Repeat::Harmless,
            "Read it with instantly_get_lead_label: where it is not found, it is gone.",
        )
    };
    // A deletion by id without anything else has no body: the vendor refuses an empty one.
    const CALL: Call = Call::delete("/lead-labels/{lead_label_id}").encoded(|_, request, rest| {
        Ok(if rest.is_empty() { request } else { Request { body: Body::Json(Value::Object(rest)), ..request } })
    });
    // Its leads would get the number of a label that is gone.
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("lead-labels", inputs, "lead_label_id"),
        is_needed: |inputs| inputs.get("reassigned_status").is_some_and(Value::is_number),
        forbids: |inputs, label| {
            let number = label.get("interest_status").and_then(Value::as_i64)?;
            (inputs.get("reassigned_status")?.as_i64()? == number).then(|| {
                format!(
                    "`reassigned_status` {number} is the number of this label itself, which is gone then: pass another status, or leave it out."
                )
            })
        },
        warns: |_, _| Vec::new(),
    });
    const EFFECTS: &'static [Effect] = &[Effect::Send, Effect::Delete];
    const BASE: Option<Effect> = Some(Effect::Delete);
    const FOLLOW_UPS: &'static [FollowUp] = &[super::IF_NO_LABEL];
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const LOOK: Look = Look { also: Some(also), ..Look::NONE };
}

fn also(inputs: &Map<String, Value>) -> Option<Effect> {
    inputs.contains_key("reassigned_status").then_some(Effect::Send)
}

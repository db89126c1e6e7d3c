use super::LABEL_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetLeadLabel {
    /// Id of the label, a UUID, from list_lead_labels; its number does not work here
    lead_label_id: LeadLabelId,
}

impl Plain for GetLeadLabel {
    type Object = LeadLabel;
    const SHOWN: Shown = Shown::Under("lead_label", LABEL_FIRST);
    const ABOUT: About = About {
        name: "get_lead_label",
        title: "Get a custom label",
        description: "Reads one custom label of interest at Instantly by `lead_label_id`, a UUID: name, number \
            (`interest_status`), whether it counts as positive, and whether the AI may set it. Use it after \
            update_lead_label. An unknown id is `not_found`; the number does not work. Fixed labels, such as \
            interested, have no id and cannot be read here. By name use list_lead_labels.",
        scope: Some("lead-labels:read"),
        ..About::read("https://developer.instantly.ai/api/v2/leadlabel/getleadlabel")
    };
    const CALL: Call = Call::get("/lead-labels/{lead_label_id}");
}

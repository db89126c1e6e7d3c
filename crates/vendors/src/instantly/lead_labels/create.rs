use super::{LABEL_FIRST, list::ListLeadLabels};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct CreateLeadLabel {
    /// Name as the app shows it
    #[schemars(length(min = 1))]
    label: String,
    /// What a lead with it counts as, in statistics and filters
    interest_status_label: LabelKind,
    /// When it applies, in words; Instantly's AI goes by them
    description: Option<String>,
    /// true: Instantly's AI may give it to replies by itself
    #[schemars(extend("default" = false))]
    use_with_ai: Option<bool>,
}

impl Plain for CreateLeadLabel {
    type Object = LeadLabel;
    const SHOWN: Shown = Shown::Under("lead_label", LABEL_FIRST);
    const ABOUT: About = About {
        name: "create_lead_label",
        title: "Create a custom label",
        description: "Adds a label of interest at Instantly, beside the fixed ones such as interested; Instantly \
            chooses its number, returned as `interest_status`. No lead gets it yet: use update_lead_interest_status, \
            or with `use_with_ai: true` the AI sets it by `description` (try test_lead_label). Whether names may \
            repeat is not documented: look with list_lead_labels first. Mailboxes and campaigns have tags instead.",
        why: "adds a label that no lead has yet",
        scope: Some("lead-labels:create"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/leadlabel/createleadlabel",
            Effect::Create,
            Repeat::Doubles,
            "Look with instantly_list_lead_labels, `search` set to the label, before you create it again.",
        )
    };
    const CALL: Call = Call::post("/lead-labels");
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "search": text(made, "label")?, "limit": 100 })),
        created: &["timestamp_created"],
        matches: |made, row, _| exactly(made, "label", row, "label"),
        ..Lookup::in_list(&ListLeadLabels::ABOUT)
    });
}

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
        description: "Adds a label of interest at Instantly beside the fixed ones, such as interested. Instantly \
            chooses its number, returned as `interest_status`. No lead gets it yet: set it with \
            update_lead_interest_status, or let the AI do so by `description` with `use_with_ai: true` (try \
            test_lead_label). Check with list_lead_labels that the name is free. For mailboxes and campaigns use \
            create_custom_tag.",
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

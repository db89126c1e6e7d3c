use super::LABEL_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateLeadLabel {
    /// Id of the label to change, a UUID, from list_lead_labels
    lead_label_id: LeadLabelId,
    /// New name as the app shows it
    #[schemars(length(min = 1))]
    label: Option<String>,
    /// What leads with it count as from now on
    interest_status_label: Option<LabelKind>,
    /// When it applies, in words; Instantly's AI goes by them
    description: Option<Clearable<String>>,
    /// true: Instantly's AI may give it to replies by itself, which a subsequence may start on
    use_with_ai: Option<Clearable<bool>>,
}

impl Plain for UpdateLeadLabel {
    type Object = LeadLabel;
    const SHOWN: Shown = Shown::Under("lead_label", LABEL_FIRST);
    const ABOUT: About = About {
        name: "update_lead_label",
        title: "Change a custom label",
        description: "Changes a custom label of interest at Instantly by `lead_label_id`: name, what it counts as, \
            description for the AI. Give at least one; what is left out stays, and so does its number. Its leads show \
            the new name. With `use_with_ai: true` the AI sets it by `description`: try test_lead_label. To mark one \
            lead use update_lead_interest_status.",
        why: "with `use_with_ai` the AI gives the label to replies, on which a subsequence may start and mail; else a label is changed",
        scope: Some("lead-labels:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/leadlabel/patchleadlabel",
            Effect::Send,
            Repeat::Harmless,
            "Read the label with instantly_get_lead_label; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/lead-labels/{lead_label_id}").with_nulls();
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];
    const LOOK: Look = Look { effect: Some(effect), problems: Some(problems), ..Look::NONE };
}

fn effect(inputs: &Map<String, Value>) -> Effect {
    if is_on(inputs.get("use_with_ai")) { Effect::Send } else { Effect::Update }
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let nothing = (inputs.len() < 2)
        .then(|| "There is nothing to change: pass at least one field beside `lead_label_id`".to_owned());
    nothing.into_iter().collect()
}

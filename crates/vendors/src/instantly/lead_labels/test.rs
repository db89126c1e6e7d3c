use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct TestLeadLabel {
    /// A reply as a lead might write it, as text
    #[schemars(length(min = 1))]
    reply_text: String,
}

/// What the AI makes of a reply.
#[derive(JsonSchema)]
pub struct Labelled {
    /// Label that the AI would give it
    result: Option<Text>,
    /// Custom labels that it chose from: those with `use_with_ai`
    custom_labels_considered: Option<List<Text>>,
}

impl Plain for TestLeadLabel {
    type Object = Labelled;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "test_lead_label",
        title: "Try the AI's labels on a reply",
        description: "Returns the label that Instantly's AI would give a reply; no lead is marked. Use it after \
            create_lead_label or update_lead_label, to see whether a label's `description` works. `reply_text` is any \
            text, made up or from get_email. Limit: 500 calls in 30 days for the workspace. To mark a lead use \
            update_lead_interest_status.",
        scope: Some("lead-labels:read"),
        ..About::read("https://developer.instantly.ai/api/v2/leadlabel/testaireplylabelleadlabels")
    };
    const CALL: Call = Call::post("/lead-labels/ai-reply-label");
}

use super::{TAG_FIRST, label};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct CreateCustomTag {
    /// Label as the app shows it; no other tag may have it
    #[schemars(length(min = 1))]
    label: String,
    /// What the tag is for, free text that only the team sees
    description: Option<String>,
}

impl Plain for CreateCustomTag {
    type Object = CustomTag;
    const SHOWN: Shown = Shown::Under("custom_tag", TAG_FIRST);
    const ABOUT: About = About {
        name: "create_custom_tag",
        title: "Create a custom tag",
        description: "Creates an Instantly tag that groups mailboxes or campaigns. Nothing has it until \
            add_custom_tags. `label` must be unique: a taken one is refused, and the error names that tag's id. Look \
            with list_custom_tags first; rename one with update_custom_tag. Leads have no tags: mark them with \
            update_lead_interest_status.",
        why: "a new tag is on nothing",
        scope: Some("custom_tags:create"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/customtag/createcustomtag",
            Effect::Create,
            Repeat::Harmless,
            "Look with instantly_list_custom_tags, `search` set to the label, before you create it again.",
        )
    };
    const CALL: Call = Call::post("/custom-tags");
    const READ_FIRST: Option<ReadFirst> = Some(label::IS_FREE);
    const LOOKUP: Option<Lookup> = Some(label::BY_LABEL);
    const LOOK: Look = Look { problems: Some(label::problems), ..Look::NONE };
}

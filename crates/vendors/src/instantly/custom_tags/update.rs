use super::{TAG_FIRST, label};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateCustomTag {
    /// Id of the tag, a UUID, from list_custom_tags
    custom_tag_id: TagId,
    /// New label; no other tag may have it
    #[schemars(length(min = 1))]
    label: Option<String>,
    /// What the tag is for, in new words; left out: it stays; null clears it
    description: Option<Clearable<String>>,
}

impl Plain for UpdateCustomTag {
    type Object = CustomTag;
    const SHOWN: Shown = Shown::Under("custom_tag", TAG_FIRST);
    const ABOUT: About = About {
        name: "update_custom_tag",
        title: "Change a custom tag",
        description: "Renames an Instantly tag or changes its description, everywhere it is used. Give `label`, \
            `description` or both. What is left out stays; null clears the description. A label that another tag has \
            is refused, and the error names that tag's id. To put the tag on mailboxes or campaigns use \
            add_custom_tags, to take it off remove_custom_tags.",
        why: "the old label and description are overwritten; what has the tag stays",
        scope: Some("custom_tags:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/customtag/patchcustomtag",
            Effect::Update,
            Repeat::Harmless,
            "Read the tag with instantly_get_custom_tag; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/custom-tags/{custom_tag_id}").with_nulls();
    const READ_FIRST: Option<ReadFirst> = Some(label::IS_FREE);
    const LOOK: Look = Look { problems: Some(problems), ..Look::NONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    if !["label", "description"].iter().any(|input| inputs.contains_key(*input)) {
        return vec!["There is nothing to change: pass `label` or `description`".to_owned()];
    }
    label::problems(inputs)
}

use super::TAG_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetCustomTag {
    /// Id of the tag, a UUID, from list_custom_tags
    custom_tag_id: TagId,
}

impl Plain for GetCustomTag {
    type Object = CustomTag;
    const SHOWN: Shown = Shown::Under("custom_tag", TAG_FIRST);
    const ABOUT: About = About {
        name: "get_custom_tag",
        title: "Get a custom tag",
        description: "Reads the label and description of one Instantly tag by `custom_tag_id`; the description is \
            within `custom_tag`. Use it for an id that another tool returned. An unknown id is `not_found`, and a \
            label does not work: find a tag by label with list_custom_tags. For the mailboxes with the tag use \
            list_custom_tag_mappings, for its campaigns list_campaigns with `tag_ids`.",
        scope: Some("custom_tags:read"),
        ..About::read("https://developer.instantly.ai/api/v2/customtag/getcustomtag")
    };
    const CALL: Call = Call::get("/custom-tags/{custom_tag_id}");
}

use super::TAG_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetCustomTag {
    /// Id of the tag, from list_custom_tags
    custom_tag_id: TagId,
}

impl Plain for GetCustomTag {
    type Object = CustomTag;
    const SHOWN: Shown = Shown::Under("custom_tag", TAG_FIRST);
    const ABOUT: About = About {
        name: "get_custom_tag",
        title: "Get a custom tag",
        description: "Reads one Instantly custom tag by `custom_tag_id`: its label and description. Use it for an id \
            that you have, as from list_custom_tag_mappings; an unknown id is `not_found`, and a label does not work \
            here. To find a tag by its label use list_custom_tags. Mailboxes that have it are in \
            list_custom_tag_mappings, campaigns that have it in list_campaigns with `tag_ids`.",
        scope: Some("custom_tags:read"),
        ..About::read("https://developer.instantly.ai/api/v2/customtag/getcustomtag")
    };
    const CALL: Call = Call::get("/custom-tags/{custom_tag_id}");
}

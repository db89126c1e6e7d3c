use super::TAG_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteCustomTag {
    /// Id of the tag to delete, a UUID, from list_custom_tags
    custom_tag_id: TagId,
}

impl Plain for DeleteCustomTag {
    type Object = CustomTag;
    const SHOWN: Shown = Shown::Under("custom_tag", TAG_FIRST);
    const ABOUT: About = About {
        name: "delete_custom_tag",
        title: "Delete a custom tag",
        description: "Deletes an Instantly tag for good, by `custom_tag_id`, not by label, and returns it as it was. \
            Its mailboxes and campaigns stay, without it. A campaign that sends from the tag's mailboxes may be left \
            with none: check `email_tag_list` in get_campaign first. To untag only some use remove_custom_tags; to \
            rename the tag use update_custom_tag.",
        why: "the tag is gone for good, on everything that had it; a campaign that sends by it may have no mailbox left",
        scope: Some("custom_tags:delete"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/customtag/deletecustomtag",
            Effect::Delete,
            Repeat::Harmless,
            "Look with instantly_list_custom_tags, `tag_ids` set to the id: a deleted tag is not there.",
        )
    };
    const CALL: Call = Call::delete("/custom-tags/{custom_tag_id}").bare();
}

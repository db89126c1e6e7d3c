use super::resources;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct RemoveCustomTags {
    /// Ids of the tags, from list_custom_tags
    #[schemars(length(min = 1))]
    tag_ids: Vec<TagId>,
    /// Whether `resource_ids` are addresses of mailboxes (account) or ids of campaigns
    resource_type: Named<TaggedResource>,
    /// Addresses of mailboxes (list_accounts), or ids of campaigns (list_campaigns), as `resource_type` says; each loses every one of the tags
    #[schemars(length(min = 1))]
    resource_ids: Vec<Sender<String>>,
}

impl Plain for RemoveCustomTags {
    type Object = Nothing;
    const SHOWN: Shown = Shown::Nothing;
    const ABOUT: About = About {
        name: "remove_custom_tags",
        title: "Remove custom tags",
        description: "Takes Instantly tags off mailboxes or campaigns: each of `tag_ids` off each of `resource_ids`. \
            Give addresses for `resource_type` account, ids for campaign, one type a call. The tags themselves stay; \
            repeating changes nothing. A campaign that sends from the tag's mailboxes (`email_tag_list`) no longer \
            sends from these. Check with list_custom_tag_mappings. To delete a tag use delete_custom_tag, to add tags \
            add_custom_tags.",
        why: "only takes tags off, which add_custom_tags puts back; a campaign that sends by a tag has fewer mailboxes",
        ..About::write(
            "https://developer.instantly.ai/api/v2/customtag/toggletagresource",
            Effect::Update,
            Repeat::Harmless,
            "Look with instantly_list_custom_tag_mappings, `resource_ids` set to the same, comma-separated; repeating is harmless.",
        )
    };
    const CALL: Call = Call::post("/custom-tags/toggle-resource")
        .encoded(|_, request, inputs| resources::toggle(request, inputs, false));
    const LOOK: Look = Look { problems: Some(resources::problems), ..Look::NONE };
}

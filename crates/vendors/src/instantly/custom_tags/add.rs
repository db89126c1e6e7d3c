use super::resources;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct AddCustomTags {
    /// Ids of the tags, from list_custom_tags
    #[schemars(length(min = 1))]
    tag_ids: Vec<TagId>,
    /// Whether `resource_ids` are addresses of mailboxes (account) or ids of campaigns
    resource_type: Named<TaggedResource>,
    /// Addresses of mailboxes (list_accounts), or ids of campaigns (list_campaigns), as `resource_type` says; each gets every tag
    #[schemars(length(min = 1))]
    resource_ids: Vec<Sender<String>>,
}

impl Plain for AddCustomTags {
    type Object = Nothing;
    const SHOWN: Shown = Shown::Nothing;
    const ABOUT: About = About {
        name: "add_custom_tags",
        title: "Tag mailboxes or campaigns",
        description: "Puts Instantly tags on mailboxes or campaigns: each of `tag_ids` on each of `resource_ids`. Give \
            addresses for `resource_type` account, ids for campaign, one type a call. Other tags stay; repeating \
            changes nothing. Campaigns that send from the tag's mailboxes (`email_tag_list`) then send from these too; \
            on a campaign a tag only groups. To make tags use create_custom_tag, to undo remove_custom_tags.",
        why: "an active campaign that sends from the mailboxes with a tag mails from a newly tagged one too; a tag on a campaign only groups it",
        ..About::write(
            "https://developer.instantly.ai/api/v2/customtag/toggletagresource",
            Effect::Send,
            Repeat::Harmless,
            "Look with instantly_list_custom_tag_mappings, `resource_ids` set to the same, comma-separated; repeating is harmless.",
        )
    };
    const CALL: Call = Call::post("/custom-tags/toggle-resource")
        .encoded(|_, request, inputs| resources::toggle(request, inputs, true));
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];
    const LOOK: Look = Look { effect: Some(effect), problems: Some(resources::problems), ..Look::NONE };
}

fn effect(inputs: &Map<String, Value>) -> Effect {
    let is_account = inputs.get("resource_type").and_then(Value::as_i64) == Some(resources::ACCOUNT);
    if is_account { Effect::Send } else { Effect::Update }
}

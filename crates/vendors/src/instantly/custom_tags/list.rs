use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListCustomTags {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Words to look for in the tag's label
    search: Option<String>,
    /// Only tags that are on these: ids of campaigns (list_campaigns) or addresses of mailboxes (list_accounts), comma-separated
    resource_ids: Option<Sender<String>>,
    /// Only these tags: their ids, comma-separated, as a mapping or a mailbox shows them
    tag_ids: Option<TagIds>,
}

impl Plain for ListCustomTags {
    type Object = CustomTag;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_custom_tags",
        title: "List custom tags",
        description: "Finds Instantly's tags of mailboxes and campaigns by label (`search`), or those on given \
            `resource_ids`. Filters narrow each other; without any it returns all tags. Use it before \
            create_custom_tag, whose labels are unique, and for the ids that add_custom_tags and list_campaigns \
            (`tag_ids`) take. For which resources have a tag use list_custom_tag_mappings, for labels of leads \
            list_lead_labels.",
        pages: pages("custom_tags"),
        scope: Some("custom_tags:read"),
        ..About::read("https://developer.instantly.ai/api/v2/customtag/listcustomtag")
    };
    const CALL: Call = Call::get("/custom-tags");
}

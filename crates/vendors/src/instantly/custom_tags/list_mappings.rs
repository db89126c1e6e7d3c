use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListCustomTagMappings {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Only tags of these: ids of campaigns (list_campaigns) or addresses of mailboxes (list_accounts), comma-separated
    resource_ids: Option<Sender<String>>,
}

impl Plain for ListCustomTagMappings {
    type Object = CustomTagMapping;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_custom_tag_mappings",
        title: "List custom tag mappings",
        description: "Lists which Instantly mailboxes and campaigns have which tags, one row a pair, with ids only. \
            Use it to check add_custom_tags and remove_custom_tags. `resource_ids` takes addresses and campaign ids \
            side by side; without it every pair is returned. It has no filter by tag: for a tag's campaigns use \
            list_campaigns (`tag_ids`), for labels list_custom_tags.",
        pages: pages("custom_tag_mappings"),
        scope: Some("custom_tag_mappings:read"),
        ..About::read("https://developer.instantly.ai/api/v2/customtagmapping/listcustomtagmapping")
    };
    const CALL: Call = Call::get("/custom-tag-mappings");
}

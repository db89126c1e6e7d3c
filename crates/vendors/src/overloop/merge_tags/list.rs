use crate::overloop::{objects::MergeTag, prelude::*};

#[derive(JsonSchema)]
pub struct ListMergeTags {}

impl Plain for ListMergeTags {
    type Object = MergeTag;
    const SHOWN: Shown = Shown::AllOf("data", "merge_tags");
    const LOOK: Look = v2::ALL;
    const ABOUT: About = About {
        name: "list_merge_tags",
        title: "List merge tags",
        description: "Lists the merge tags for Overloop's emails, such as a prospect's first name, with an example of \
            each; custom fields are included. Use it before create_campaign_step or update_campaign_step: an unknown \
            tag stays in the mail as written. It has no filter. A key without API v2 gets `forbidden`. To set values \
            use update_prospect, for the fields list_custom_fields.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/merge_tags");
}

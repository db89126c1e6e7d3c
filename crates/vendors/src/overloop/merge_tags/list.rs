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
        description: "Lists the merge tags of Overloop's emails, such as a prospect's first name, custom fields \
            included, with an example of each; it has no filter. Use it before create_campaign_step or \
            update_campaign_step: an unknown tag stays in the mail as it is. It needs an account with API v2. Values \
            are set with update_prospect; the fields are in list_custom_fields.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/merge_tags");
}

use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct ListConversations {
    #[serde(flatten)]
    page: v2::SearchInputs,
    /// true: also conversations that were archived; false: only those in the inbox
    #[schemars(extend("default" = false))]
    archived: Option<bool>,
}

impl Plain for ListConversations {
    type Object = Conversation;
    const SHOWN: Shown = v2::PAGES;
    const ABOUT: About = About {
        name: "list_conversations",
        title: "List conversations",
        description: "Lists Overloop's threads of mails or LinkedIn messages: name, people, last activity. Use it for \
            the ids that get_conversation, assign_conversation and archive_conversation take. The only filters are \
            `search` and `archived`; for one prospect sort by -last_activity_at and compare `prospect_ids`. To see who \
            replied use inbox, or list_prospects with `filter.replied`. No tool sends a reply.",
        pages: pages("conversations"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/conversations");
    const LOOK: Look = v2::PAGE;
}

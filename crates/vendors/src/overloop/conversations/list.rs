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
        description: "Lists Overloop's threads of mails and LinkedIn messages with prospects: name, who is in it, \
            when something last happened. Overloop ignores filters here, so there are none: sort by -last_activity_at \
            and compare `prospect_ids`. Archived ones are left out without `archived: true`. Messages are in \
            get_conversation, as far as Overloop answers them; who replied: `replied` of list_prospects. No tool \
            answers.",
        pages: pages("conversations"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/conversations");
    const LOOK: Look = v2::PAGE;
}

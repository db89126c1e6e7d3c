use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct GetConversation {
    /// Id of the conversation, from list_conversations
    conversation_id: ConversationId,
}

impl Plain for GetConversation {
    type Object = Conversation;
    const SHOWN: Shown = v2::under("conversation");
    const ABOUT: About = About {
        name: "get_conversation",
        title: "Get a conversation",
        description: "Reads one Overloop thread by `conversation_id` from list_conversations: name, people, last \
            activity, owner. Messages that Overloop returns are in `other_fields`; if there are none, read them in \
            the app. Use it before assign_conversation or archive_conversation; for its people call get_prospect with \
            each of `prospect_ids`. It marks nothing as read. No tool replies: that is done in the app.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/conversations/{conversation_id}");
    const LOOK: Look = v2::ONE;
}

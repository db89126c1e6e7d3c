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
        description: "Reads one Overloop thread of mails or LinkedIn messages by `conversation_id` from \
            list_conversations: name, people, dates. Messages, if Overloop returns them, are in `other_fields`. Use it \
            for a thread that you know; for its people call get_prospect with each of `prospect_ids`. It marks nothing \
            as read. No tool sends a reply: that is done in the app.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/conversations/{conversation_id}");
    const LOOK: Look = v2::ONE;
}

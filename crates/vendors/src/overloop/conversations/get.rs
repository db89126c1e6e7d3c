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
        description: "Reads one Overloop thread of mails or LinkedIn messages, by id, with all that Overloop answers: \
            whether messages are among it is not documented; they would come in `other_fields`. Ids are from \
            list_conversations; people in it are in get_prospect, one call for each of `prospect_ids`. It marks \
            nothing as read; no tool answers a message: the app does.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/conversations/{conversation_id}");
    const LOOK: Look = v2::ONE;
}

use super::MAYBE_CONVERSATION;
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct AssignConversation {
    /// Id of the conversation, from list_conversations
    conversation_id: ConversationId,
    /// Id of the user who is to take care of it, a number, from list_users
    owner_id: Sender<UserId>,
}

impl Plain for AssignConversation {
    type Object = Conversation;
    const SHOWN: Shown = v2::under("conversation");
    const ABOUT: About = About {
        name: "assign_conversation",
        title: "Assign a conversation",
        description: "Assigns one Overloop conversation to a user of the account, who becomes its owner in place of \
            the one before. The prospect is not told. Use it to share replies out over a team, one thread a call. \
            `owner_id` is a user's id from list_users, not a prospect's. To put a thread away use \
            archive_conversation, to rename it update_conversation.",
        why: "replaces the conversation's owner",
        ..About::write(
            v2::DOCS,
            Effect::Update,
            Repeat::Harmless,
            "Read its `owner_id` with overloop_get_conversation; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::post("/public/v2/conversations/{conversation_id}/assign");
    const LOOK: Look = MAYBE_CONVERSATION;
}

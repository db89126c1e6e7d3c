use super::MAYBE_CONVERSATION;
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateConversation {
    /// Id of the conversation, from list_conversations
    conversation_id: ConversationId,
    /// New name as the app shows it
    #[schemars(length(min = 1))]
    name: String,
}

impl Plain for UpdateConversation {
    type Object = Conversation;
    const SHOWN: Shown = v2::under("conversation");
    const ABOUT: About = About {
        name: "update_conversation",
        title: "Rename a conversation",
        description: "Renames one Overloop conversation, by `conversation_id`. Its messages stay as they are, and \
            nobody outside is told. Use it to make threads easy to find in the app. `name` is all that changes: to \
            hand a conversation to a colleague use assign_conversation, to put it away archive_conversation.",
        why: "replaces the conversation's name",
        ..About::write(
            v2::DOCS,
            Effect::Update,
            Repeat::Harmless,
            "Read it with overloop_get_conversation; repeating the same change is harmless.",
        )
    };
    const CALL: Call = v2::update("/public/v2/conversations/{conversation_id}");
    const LOOK: Look = MAYBE_CONVERSATION;
}

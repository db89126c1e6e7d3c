use super::{MAYBE_CONVERSATION, is_archived, read_conversation};
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct UnarchiveConversation {
    /// Id of the conversation, from list_conversations with `archived: true`
    conversation_id: ConversationId,
}

impl Plain for UnarchiveConversation {
    type Object = Conversation;
    const SHOWN: Shown = v2::under("conversation");
    const ABOUT: About = About {
        name: "unarchive_conversation",
        title: "Unarchive a conversation",
        description: "Brings one archived Overloop conversation back into the team's inbox, by `conversation_id`, as \
            it was. One that is not archived stays as it is. Use it to undo archive_conversation, or where a thread \
            goes on. Find archived ones with list_conversations and `archived: true`. To hand it to somebody use \
            assign_conversation.",
        why: "the conversation is in the inbox again",
        ..About::write(
            v2::DOCS,
            Effect::Update,
            Repeat::Harmless,
            "Look with overloop_list_conversations: without `archived`, it is among them.",
        )
    };
    const CALL: Call = Call::post("/public/v2/conversations/{conversation_id}/unarchive").bare();
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const EXISTING: Option<Existing> = already(
        read_conversation,
        |_, conversation| is_archived(conversation).filter(|archived| !archived).map(|_| conversation.clone()),
        "The conversation was not in the archive before. Nothing was sent.",
    );
    const LOOK: Look = MAYBE_CONVERSATION;
}

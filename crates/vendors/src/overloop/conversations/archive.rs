use super::{MAYBE_CONVERSATION, is_archived, read_conversation};
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct ArchiveConversation {
    /// Id of the conversation, from list_conversations
    conversation_id: ConversationId,
}

impl Plain for ArchiveConversation {
    type Object = Conversation;
    const SHOWN: Shown = v2::under("conversation");
    const ABOUT: About = About {
        name: "archive_conversation",
        title: "Move a conversation to the archive",
        description: "Archives one Overloop conversation, by `conversation_id`: it leaves the team's inbox. Nothing \
            is deleted, and campaigns go on mailing: to stop those for the person use disenroll_prospect. Use it \
            after get_conversation shows that nothing is open; an archived one stays as it is. unarchive_conversation \
            brings it back, and list_conversations with `archived: true` finds it.",
        why: "the conversation leaves the inbox; unarchive_conversation brings it back",
        ..About::write(
            v2::DOCS,
            Effect::Update,
            Repeat::Harmless,
            "Look with overloop_list_conversations: without `archived`, it is not among them.",
        )
    };
    const CALL: Call = Call::post("/public/v2/conversations/{conversation_id}/archive").bare();
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const EXISTING: Option<Existing> = already(
        read_conversation,
        |_, conversation| is_archived(conversation).filter(|archived| *archived).map(|_| conversation.clone()),
        "The conversation was in the archive before. Nothing was sent.",
    );
    const LOOK: Look = MAYBE_CONVERSATION;
}

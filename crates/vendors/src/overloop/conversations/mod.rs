//! Conversations: threads of mails and LinkedIn messages with prospects.

use super::campaigns::prelude::*;

toolset! { "conversations":
    plain list::ListConversations,
    plain get::GetConversation,
    plain update::UpdateConversation,
    plain archive::ArchiveConversation,
    plain unarchive::UnarchiveConversation,
    plain assign::AssignConversation,
}

/// Reads a conversation where the answer may be empty.
const MAYBE_CONVERSATION: Look =
    Look { adjust: Some(|inputs, outputs| add_id(inputs, "conversation_id", outputs)), ..MAYBE };

/// The read of the conversation whose id these inputs have.
fn read_conversation(inputs: &Value) -> Option<Request> {
    read(&["conversations", &text(inputs, "conversation_id")?])
}

/// Whether a conversation that was read is in the archive; `None` where it does not say. Overloop's clients see `archived_at`.
fn is_archived(conversation: &Value) -> Option<bool> {
    let conversation = content(conversation);
    let since = || conversation.get("archived_at").map(|at| !at.is_null());
    conversation.get("archived").and_then(Value::as_bool).or_else(since)
}

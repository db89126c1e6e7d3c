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

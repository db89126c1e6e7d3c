use outreach_model::plain::Nothing;

use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct MarkThreadRead {
    /// `thread_id` of one of its emails, from list_emails; not an email's `id`
    thread_id: ThreadId,
}

impl Plain for MarkThreadRead {
    /// The vendor answers only that it succeeded.
    type Object = Nothing;
    const SHOWN: Shown = Shown::Nothing;
    const ABOUT: About = About {
        name: "mark_thread_read",
        title: "Mark a thread as read",
        description: "Marks all emails of one Instantly conversation as read. Nobody outside sees it, and nothing is \
            mailed. Use it when a reply is dealt with, so that list_emails with `is_unread: true` no longer shows it. \
            `thread_id` comes from any of its emails; an email's `id` does not work. For one email, or to mark it \
            unread, use update_email.",
        why: "emails no longer count as unread",
        scope: Some("emails:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/email/markthreadasread",
            Effect::Update,
            Repeat::Harmless,
            "Look with instantly_list_emails, `search` set to `thread:` and the thread's id: `is_unread` is 0.",
        )
    };
    const CALL: Call = Call::post("/emails/threads/{thread_id}/mark-as-read").bare();
}

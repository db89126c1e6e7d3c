use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteEmail {
    /// `id` of the email, from list_emails; not its `message_id` or `thread_id`
    email_id: EmailId,
}

impl Plain for DeleteEmail {
    type Object = Email;
    const SHOWN: Shown = Shown::Under("email", &[("id", "id"), ("subject", "subject"), ("thread_id", "thread_id")]);
    const ABOUT: About = About {
        name: "delete_email",
        title: "Delete an email",
        description: "Deletes one email from Instantly's inbox for good, by `email_id`, the `id` of a row of \
            list_emails. The rest of its thread stays, and so does a sent mail at its recipient; look for it in the \
            mailbox itself, too. Use it only where somebody asks for a deletion. When a reply is only dealt with, use \
            mark_thread_read.",
        why: "the email is gone for good",
        scope: Some("emails:delete"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/email/deleteemail",
            Effect::Delete,
            Repeat::Harmless,
            "Read it with instantly_get_email: `not_found` once it is gone.",
        )
    };
    const CALL: Call = Call::delete("/emails/{email_id}");
}

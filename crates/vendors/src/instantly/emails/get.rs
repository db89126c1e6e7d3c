use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetEmail {
    /// `id` of the email, from list_emails; not its `message_id` or `thread_id`
    email_id: EmailId,
}

impl Plain for GetEmail {
    type Object = Email;
    const SHOWN: Shown = Shown::Under("email", &[("id", "id"), ("subject", "subject"), ("thread_id", "thread_id")]);
    const ABOUT: About = About {
        name: "get_email",
        title: "Get an email",
        description: "Reads one Instantly email by `email_id` with its full body, mailbox, thread, lead and \
            attachments. It stays unread. Use it before reply_to_email or forward_email, since list_emails cuts \
            bodies. `email_id` is a row's `id` there, not a `thread_id`. For a whole conversation use list_emails with \
            `search` set to `thread:` and the `thread_id`. Both share 20 calls a minute.",
        scope: Some("emails:read"),
        ..About::read("https://developer.instantly.ai/api/v2/email/getemail")
    };
    const CALL: Call = Call::get("/emails/{email_id}");
}

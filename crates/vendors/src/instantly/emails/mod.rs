//! Emails: the unified inbox.

mod reply_match;

toolset! { "emails":
    core plain list::ListEmails,
    core reply::ReplyToEmail,
}

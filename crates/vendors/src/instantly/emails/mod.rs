//! Emails: the unified inbox.

mod reply_match;

toolset! { "emails":
    list::ListEmails,
    reply::ReplyToEmail,
}

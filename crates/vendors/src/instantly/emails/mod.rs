//! Emails: the unified inbox.

mod reply_match;

toolset! { Core "emails":
    plain list::ListEmails,
    reply::ReplyToEmail,
}

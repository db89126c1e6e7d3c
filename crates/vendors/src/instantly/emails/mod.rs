//! Emails: the unified inbox.

mod reply_match;

toolset! { Core "emails":
    list::ListEmails,
    reply::ReplyToEmail,
}

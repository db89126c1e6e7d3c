//! Emails: the unified inbox.

mod reply_match;
mod subject;
mod verification;

toolset! { "emails":
    core plain list::ListEmails,
    core reply::ReplyToEmail,
    core plain get::GetEmail,
    plain count_unread::CountUnreadEmails,
    core plain mark_thread_read::MarkThreadRead,
    forward::ForwardEmail,
    send_test::SendTestEmail,
    plain update::UpdateEmail,
    plain delete::DeleteEmail,
    core plain verify::VerifyEmail,
    plain get_verification::GetEmailVerification,
}

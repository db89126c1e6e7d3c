//! Emails: the unified inbox.

mod reply_match;
mod subject;
mod verification;

use crate::instantly::prelude::*;

/// That the mailbox which is to send is not the one that has the email.
fn is_of_other_mailbox(inputs: &Value, email: &Value) -> Option<String> {
    let (given, has) = (text(inputs, "eaccount")?, text(email, "eaccount")?);
    (!is_same(&given, &has))
        .then(|| format!("The email is in the mailbox `{has}`, not in `{given}`: pass that as `eaccount`."))
}

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

use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct CountUnreadEmails {}

#[derive(JsonSchema)]
pub struct UnreadCount {
    /// How many received emails of the whole workspace are unread
    pub count: Option<Int>,
}

impl Plain for CountUnreadEmails {
    type Object = UnreadCount;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "count_unread_emails",
        title: "Count unread emails",
        description: "Counts the unread emails of the Instantly inbox, over all campaigns and mailboxes. It takes no \
            filter and marks nothing as read. Use it to see whether there is anything to read. To count for one \
            campaign, mailbox or lead, use list_emails with `is_unread: true` and `count_only: true`.",
        scope: Some("emails:read"),
        ..About::read("https://developer.instantly.ai/api/v2/email/countunreademails")
    };
    const CALL: Call = Call::get("/emails/unread/count");
}

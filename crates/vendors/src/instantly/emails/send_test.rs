use outreach_model::markup;

use super::subject;
use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct SendTestEmail {
    /// Your mailbox that sends, connected in Instantly: address, from list_accounts
    eaccount: Sender,
    /// Who gets it: addresses, comma-separated; usually your own
    to_address_email_list: Recipients<Addresses>,
    /// Subject of the test mail, as it is sent
    subject: String,
    /// Text as HTML, lines broken with <br/>. Variables such as {{firstName}} stay as they are written
    body_html: String,
}

/// What the vendor answers.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct SentTest {
    /// `success`: the mailbox has sent it
    status: Option<Text>,
}

impl<E> Answer<E> for SentTest {
    type Output = Self;

    fn output(self, _: E) -> Self {
        self
    }
}

impl Endpoint for SendTestEmail {
    type Answer = SentTest;
    const ABOUT: About = About {
        name: "send_test_email",
        title: "Send a test email",
        description: "Sends one real mail at once from your mailbox `eaccount` to `to_address_email_list`, to see how \
            a campaign step looks. It sends your `subject` and `body_html` as written: variables stay unfilled, no \
            step is read. It is in no thread and not in list_emails. Send it to colleagues only; to leads use \
            reply_to_email or a campaign. 10 a minute.",
        why: "a mail is sent at once",
        scope: Some("emails:create"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/email/sendtestemail",
            Effect::Send,
            Repeat::Doubles,
            "Ask the person who was to get it: instantly_list_emails does not have test mails.",
        )
    };
    const CALL: Call = Call::post("/emails/test");

    fn problems(&self) -> Vec<String> {
        let mut problems: Vec<String> = subject::problem(&self.subject).into_iter().collect();
        if markup::is_blank(&self.body_html) {
            problems.push("`body_html` holds no words: pass what the reader is to see".to_owned());
        }
        problems
    }

    fn request(&self) -> Result<Request, Failure> {
        Self::CALL.request(&json!({
            "eaccount": self.eaccount,
            "to_address_email_list": self.to_address_email_list,
            "subject": subject::line(&self.subject),
            "body": { "html": self.body_html },
        }))
    }
}

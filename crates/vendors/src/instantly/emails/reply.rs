use super::{list::ListEmails, reply_match};
use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ReplyToEmail {
    /// The email's eaccount
    eaccount: Sender,
    /// The email's id
    reply_to_uuid: String,
    /// E.g. Re: Hi
    subject: String,
    /// Text; line breaks are lost
    body_text: Option<String>,
    /// Or HTML with <br/>
    body_html: Option<String>,
    /// Comma-separated
    cc_address_email_list: Option<Recipients>,
    /// Comma-separated
    bcc_address_email_list: Option<Recipients>,
}

impl Endpoint for ReplyToEmail {
    type Answer = Email;
    const ABOUT: About = About {
        name: "reply_to_email",
        title: "Reply to an email",
        description: "Sends real mail at once to the sender of an email; no undo. Never reply to one you sent.",
        why: "the reply is mailed at once",
        ..About::write(
            "https://developer.instantly.ai/api/v2/email/replytoemail",
            Effect::Send,
            Repeat::Doubles,
            "Look for the reply with instantly_list_emails, `search` set to `thread:` and the thread's id, before you send it again.",
        )
    };
    const CALL: Call = Call::post("/emails/reply");
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "eaccount": text(made, "eaccount")?, "limit": 50 })),
        created: &["timestamp_email", "timestamp_created"],
        newest_first: true,
        matches: reply_match::matches,
        ..Lookup::by::<ListEmails>()
    });
    const REPLIES_TO: Option<RepliesTo> = Some(RepliesTo {
        request: |inputs| Request::get(["emails", inputs.get("reply_to_uuid")?.as_str()?]).ok(),
        fields: &["from_address_email", "reply_to", "lead", "to_address_email_list", "cc_address_email_list"],
        sender: "from_address_email",
        own: "eaccount",
    });

    fn request(&self) -> Result<Request, Failure> {
        let parts = [("text", given(&self.body_text)), ("html", given(&self.body_html))];
        let body: BTreeMap<_, _> = parts.into_iter().filter(|(_, part)| part.is_some()).collect();
        if body.is_empty() {
            return Err(Failure::invalid_input(
                "`body_text` or `body_html` is required. Pass the reply's words in one of them.",
            ));
        }
        Self::CALL.request(&json!({
            "eaccount": self.eaccount,
            "reply_to_uuid": self.reply_to_uuid,
            "subject": self.subject,
            "body": body,
            "cc_address_email_list": given(&self.cc_address_email_list),
            "bcc_address_email_list": given(&self.bcc_address_email_list),
        }))
    }
}

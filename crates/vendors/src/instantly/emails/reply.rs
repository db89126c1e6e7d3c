use super::{list::ListEmails, reply_match, subject};
use outreach_model::{characters::shown, markup};

use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ReplyToEmail {
    /// Your mailbox that sends: the `eaccount` of the email that is answered (list_accounts has all)
    eaccount: Sender,
    /// `id` of the email to answer, from list_emails, not its `message_id` or `thread_id`; the reply goes to its sender
    reply_to_uuid: EmailId,
    /// Subject, usually `Re: ` and that of the email
    subject: String,
    /// Reply as plain text; line breaks are lost, so use `body_html` for more than one line. One of the two is required
    body_text: Option<String>,
    /// Reply as HTML, lines broken with <br/>; this or `body_text` is required
    body_html: Option<String>,
    /// Further recipients in copy: addresses, comma-separated
    cc_address_email_list: Option<Recipients<Addresses>>,
    /// Further recipients in blind copy: addresses, comma-separated
    bcc_address_email_list: Option<Recipients<Addresses>>,
    /// true: answer also an email that your own mailbox sent, so that the reply goes to yourself
    #[schemars(extend("default" = false))]
    allow_reply_to_self: Option<Unsent<bool>>,
}

/// Why an answer to this email would go to the mailbox that sends it; `None` if it would not.
fn reaches_oneself(inputs: &Value, email: &Value) -> Option<String> {
    if is_on(inputs.get("allow_reply_to_self")) {
        return None;
    }
    let mailbox = |of: &Value, field: &str| text(of, field).map(|address| address.to_lowercase());
    let sender = mailbox(email, "from_address_email");
    let own = [mailbox(inputs, "eaccount"), mailbox(email, "eaccount")];
    let is_own = sender.is_some() && own.contains(&sender);
    if !is_own && !SENT.contains(&text(email, "ue_type").as_deref().unwrap_or_default()) {
        return None;
    }
    let sender = sender.unwrap_or_else(|| "one of your mailboxes".to_owned());
    Some(format!(
        "This email was sent by {sender}, your own mailbox, so that the reply would go to yourself. Take the id of an email that \
         the lead sent (`ue_type` 2) from instantly_list_emails with `lead` set to their address. If you mean it, pass \
         `allow_reply_to_self`: true."
    ))
}

fn is_blank(text: &str) -> bool {
    shown(text).is_empty()
}

/// The values of `ue_type` of an email that the workspace sent, or will send.
const SENT: [&str; 3] = ["1", "3", "4"];

impl Endpoint for ReplyToEmail {
    type Answer = Email;
    const ABOUT: About = About {
        name: "reply_to_email",
        title: "Reply to an email",
        description: "Mails a reply at once to the sender (From) of an Instantly email, in its thread; it cannot be \
            recalled. Take `reply_to_uuid` (a row's `id`) and `eaccount` from list_emails; give `body_html` or \
            `body_text`. Others get it only if named in cc. Your own mails are refused without `allow_reply_to_self`. \
            No attachments. To pass mail on use forward_email; campaigns send first mails.",
        echo: Echo {
            // A signature is added, and the mail that is answered.
            within: &["body_text", "body_html"],
            ..Echo::renamed(&[("body_text", "body.text"), ("body_html", "body.html")])
        },
        why: "the reply is mailed at once",
        scope: Some("emails:create"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/email/replytoemail",
            Effect::Send,
            Repeat::Doubles,
            "Look for the reply with instantly_list_emails, `search` set to `thread:` and the thread's id, before you send it again.",
        )
    };
    const CALL: Call = Call::post("/emails/reply");
    // While it is not known whether one went out, another wording of it is a second answer to the same mail.
    const UNITS: Option<Units> = Some(Units {
        kind: "reply",
        what: "emails",
        is_charged: false,
        of: |inputs| units::each(inputs, &["reply_to_uuid"]),
    });
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "eaccount": text(made, "eaccount")?, "limit": 50 })),
        created: &["timestamp_email", "timestamp_created"],
        newest_first: true,
        matches: reply_match::matches,
        ..Lookup::in_list(&ListEmails::ABOUT)
    });
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("emails", inputs, "reply_to_uuid"),
        is_needed: |inputs| !is_on(inputs.get("allow_reply_to_self")),
        forbids: reaches_oneself,
        warns: |_, _| Vec::new(),
    });
    const EXPLAINS: Option<Explains> = Some(super::is_of_other_mailbox);
    const REPLIES_TO: Option<RepliesTo> = Some(RepliesTo {
        fields: &["from_address_email", "reply_to", "lead", "to_address_email_list", "cc_address_email_list"],
        sender: "from_address_email",
        own: "eaccount",
        answered: &["to_address_email_list", "cc_address_email_list", "bcc_address_email_list"],
    });

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if given(&self.body_text).or(given(&self.body_html)).is_none() {
            problems.push("`body_text` or `body_html` is required: pass the reply's words in one of them");
        } else if self.body_text.as_deref().is_none_or(is_blank)
            && self.body_html.as_deref().is_none_or(markup::is_blank)
        {
            problems.push("The reply has no words: `body_html` holds only markup. Pass what the reader is to see");
        }
        problems.into_iter().map(str::to_owned).chain(subject::problem(&self.subject)).collect()
    }

    fn request(&self) -> Result<Request, Failure> {
        let parts = [("text", given(&self.body_text)), ("html", given(&self.body_html))];
        let body: BTreeMap<_, _> = parts.into_iter().filter(|(_, part)| part.is_some()).collect();
        Self::CALL.request(&json!({
            "eaccount": self.eaccount,
            "reply_to_uuid": self.reply_to_uuid,
            "subject": subject::line(&self.subject),
            "body": body,
            "cc_address_email_list": given(&self.cc_address_email_list),
            "bcc_address_email_list": given(&self.bcc_address_email_list),
        }))
    }
}

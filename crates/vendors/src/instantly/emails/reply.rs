//! <https://developer.instantly.ai/api/v2/email/replytoemail>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::instantly::objects::Email;
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    lenient::Text,
    request::Request,
    untrusted::Untrusted,
};

/// `POST /emails/reply`.
pub struct ReplyToEmail;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// The email's eaccount
    eaccount: String,
    /// The email's id
    reply_to_uuid: String,
    /// E.g. Re: Hi
    subject: String,
    /// Text; line breaks are lost
    body_text: Option<String>,
    /// Or HTML with <br/>
    body_html: Option<String>,
    /// Comma-separated
    cc_address_email_list: Option<String>,
    /// Comma-separated
    bcc_address_email_list: Option<String>,
}

#[skip_serializing_none]
#[derive(Debug, Serialize)]
struct Body<'a> {
    eaccount: &'a str,
    reply_to_uuid: &'a str,
    subject: &'a str,
    body: Content<'a>,
    cc_address_email_list: Option<&'a str>,
    bcc_address_email_list: Option<&'a str>,
}

#[skip_serializing_none]
#[derive(Debug, Serialize)]
struct Content<'a> {
    text: Option<&'a str>,
    html: Option<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    id: Option<Text>,
    subject: Option<Untrusted<Text>>,
    thread_id: Option<Text>,
    email: Email,
}

impl Action for ReplyToEmail {
    type Answer = Email;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "reply_to_email",
        title: "Reply to an email",
        description: "Sends real mail at once to the sender of an email; no undo. Never reply to one you sent.",
        ..About::write(
            "https://developer.instantly.ai/api/v2/email/replytoemail",
            Effect::Send,
            Repeat::Doubles,
            "Look for the reply with instantly_list_emails, `search` set to `thread:` and the thread's id, before you send it again.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        fn given(text: &Option<String>) -> Option<&str> {
            text.as_deref().filter(|text| !text.trim().is_empty())
        }
        let body = Content { text: given(&inputs.body_text), html: given(&inputs.body_html) };
        if body.text.is_none() && body.html.is_none() {
            return Err(Failure::invalid_input(
                "`body_text` or `body_html` is required. Pass the reply's words in one of them.",
            ));
        }
        Request::post(["emails", "reply"])?.with_json(&Body {
            eaccount: &inputs.eaccount,
            reply_to_uuid: &inputs.reply_to_uuid,
            subject: &inputs.subject,
            body,
            cc_address_email_list: given(&inputs.cc_address_email_list),
            bcc_address_email_list: given(&inputs.bcc_address_email_list),
        })
    }

    fn outputs(_: Inputs, email: Email) -> Outputs {
        Outputs { id: email.id.clone(), subject: email.subject.clone(), thread_id: email.thread_id.clone(), email }
    }
}

use crate::instantly::prelude::*;

/// An email in the unified inbox.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Email {
    /// Email id, for reply_to_email
    pub id: Option<Text>,
    /// When Instantly stored it, RFC 3339
    pub timestamp_created: Option<Text>,
    /// When it was sent, as the mail server says, RFC 3339
    pub timestamp_email: Option<Text>,
    /// Id by the mail server; no input takes it
    pub message_id: Option<Text>,
    /// Subject line
    pub subject: Option<Untrusted<Text>>,
    /// Sender's address
    pub from_address_email: Option<Text>,
    /// Recipients' addresses, comma-separated
    pub to_address_email_list: Option<Text>,
    /// Recipients in copy, comma-separated
    pub cc_address_email_list: Option<Text>,
    /// Recipients in blind copy, comma-separated
    pub bcc_address_email_list: Option<Text>,
    /// Reply-To address of the mail, where the sender named one; reply_to_email answers the sender
    pub reply_to: Option<Text>,
    /// The whole mail, as text and HTML
    pub body: Option<EmailBody>,
    /// Workspace id
    pub organization_id: Option<Text>,
    /// Campaign that it belongs to; null for mail by hand
    pub campaign_id: Option<Text>,
    /// Subsequence that it belongs to; null for mail by hand
    pub subsequence_id: Option<Text>,
    /// Lead list of its lead
    pub list_id: Option<Text>,
    /// Email address of its lead
    pub lead: Option<Text>,
    /// Id of its lead, for get_lead
    pub lead_id: Option<Text>,
    /// Mailbox of the workspace that sent or received it
    pub eaccount: Option<Text>,
    /// Kind of email
    pub ue_type: Option<Named<EmailKind>>,
    /// Whether it is unread, as 1 or 0
    pub is_unread: Option<Int>,
    /// Whether it is an automatic reply, such as out of office, as 1 or 0
    pub is_auto_reply: Option<Int>,
    /// Interest of its lead
    pub i_status: Option<Named<Interest>>,
    /// Conversation; `search` with `thread:` and this lists its mails
    pub thread_id: Option<Text>,
    /// First lines of the text
    #[schemars(extend("x-same-as" = "body.text"))]
    pub content_preview: Option<Untrusted<Text>>,
    /// What is attached; null where nothing is
    pub attachment_json: Option<Maybe<Attachments>>,
    /// How interested the AI takes the lead to be, 0 to 1
    pub ai_interest_value: Option<Num>,
    /// Step of the campaign that it belongs to
    pub step: Option<Text>,
    /// Whether it is in the primary tab of the inbox, as 1 or 0
    #[schemars(extend("x-rare" = true))]
    pub is_focused: Option<Int>,
    /// When a person is reminded of it, RFC 3339
    pub reminder_ts: Option<Text>,
    /// Whether AI helped to write it, as 1 or 0
    #[schemars(extend("x-rare" = true))]
    pub ai_assisted: Option<Int>,
    /// Id of the AI agent that sent it
    #[schemars(extend("x-rare" = true))]
    pub ai_agent_id: Option<Text>,
}

/// What is attached to an email.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Attachments {
    /// The files that are attached
    files: Option<List<Attachment>>,
}

/// A file that is attached to an email.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Attachment {
    /// Name of the file
    filename: Option<Untrusted<Text>>,
    /// Size in bytes
    size: Option<Num>,
    /// Media type, as the sender calls it
    r#type: Option<Untrusted<Text>>,
    /// Where to download it
    url: Option<Text>,
    /// Why it cannot be downloaded
    error: Option<Text>,
}

/// The body of an email.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct EmailBody {
    /// Body as plain text
    #[schemars(extend("x-long" = true))]
    pub text: Option<Untrusted<Text>>,
    /// Body as HTML
    #[schemars(extend("x-long" = true, "x-same-as" = "text"))]
    pub html: Option<Untrusted<Text>>,
}

/// One email, with the fields that are asked for most at the top.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EmailOutputs {
    /// Id of the email that was sent
    id: Option<Text>,
    /// Its subject line
    subject: Option<Untrusted<Text>>,
    /// Conversation that it is part of
    thread_id: Option<Text>,
    /// The whole email that was sent
    email: Email,
}

impl<E> Answer<E> for Email {
    type Output = EmailOutputs;

    fn output(self, _: E) -> EmailOutputs {
        EmailOutputs {
            id: self.id.clone(),
            subject: self.subject.clone(),
            thread_id: self.thread_id.clone(),
            email: self,
        }
    }
}

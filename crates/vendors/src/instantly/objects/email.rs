use crate::instantly::prelude::*;

/// An email in the unified inbox.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Email {
    pub id: Option<Text>,
    /// RFC 3339
    pub timestamp_created: Option<Text>,
    /// RFC 3339
    pub timestamp_email: Option<Text>,
    pub message_id: Option<Text>,
    pub subject: Option<Untrusted<Text>>,
    pub from_address_email: Option<Text>,
    /// Comma-separated
    pub to_address_email_list: Option<Text>,
    /// Comma-separated
    pub cc_address_email_list: Option<Text>,
    /// Comma-separated
    pub bcc_address_email_list: Option<Text>,
    pub reply_to: Option<Text>,
    pub body: Option<EmailBody>,
    pub organization_id: Option<Text>,
    pub campaign_id: Option<Text>,
    pub subsequence_id: Option<Text>,
    pub list_id: Option<Text>,
    /// The lead's address
    pub lead: Option<Text>,
    pub lead_id: Option<Text>,
    /// The mailbox of the workspace
    pub eaccount: Option<Text>,
    /// 1 sent by a campaign, 2 received, 3 sent by hand, 4 scheduled
    pub ue_type: Option<Int>,
    pub is_unread: Option<Int>,
    pub is_auto_reply: Option<Int>,
    /// Interest status, numbered as a lead's
    pub i_status: Option<Int>,
    pub thread_id: Option<Text>,
    pub content_preview: Option<Untrusted<Text>>,
    /// What is attached
    pub attachment_json: Option<Maybe<Attachments>>,
    /// The AI's, 0 to 1
    pub ai_interest_value: Option<Num>,
    /// The step of the campaign that it belongs to
    pub step: Option<Text>,
    /// 1: in the primary inbox
    pub is_focused: Option<Int>,
    /// When to be reminded, RFC 3339
    pub reminder_ts: Option<Text>,
    pub ai_assisted: Option<Int>,
    /// The AI agent that sent it
    pub ai_agent_id: Option<Text>,
}

/// What is attached to an email.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Attachments {
    files: Option<List<Attachment>>,
}

/// A file that is attached to an email.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Attachment {
    filename: Option<Untrusted<Text>>,
    /// Bytes
    size: Option<Num>,
    /// Media type, as the sender calls it
    r#type: Option<Untrusted<Text>>,
    url: Option<Text>,
    /// Why it cannot be had
    error: Option<Text>,
}

/// The body of an email.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct EmailBody {
    #[schemars(extend("x-long" = true))]
    pub text: Option<Untrusted<Text>>,
    #[schemars(extend("x-long" = true, "x-same-as" = "text"))]
    pub html: Option<Untrusted<Text>>,
}

/// One email, with the fields that are asked for most at the top.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EmailOutputs {
    id: Option<Text>,
    subject: Option<Untrusted<Text>>,
    thread_id: Option<Text>,
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

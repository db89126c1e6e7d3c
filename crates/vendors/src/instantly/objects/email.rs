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
}

/// The body of an email.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct EmailBody {
    pub text: Option<Untrusted<Text>>,
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

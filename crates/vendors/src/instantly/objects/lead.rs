use crate::instantly::prelude::*;

/// A person in the workspace.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Lead {
    pub id: Option<Text>,
    /// RFC 3339
    pub timestamp_created: Option<Text>,
    /// RFC 3339
    pub timestamp_updated: Option<Text>,
    /// Workspace id
    pub organization: Option<Text>,
    /// Campaign id
    pub campaign: Option<Text>,
    /// 1 active, 2 paused, 3 completed, -1 bounced, -2 unsubscribed, -3 skipped
    pub status: Option<Int>,
    pub email: Option<Text>,
    #[schemars(extend("x-long" = true))]
    pub personalization: Option<Untrusted<Text>>,
    pub website: Option<Untrusted<Text>>,
    pub last_name: Option<Untrusted<Text>>,
    pub first_name: Option<Untrusted<Text>>,
    pub company_name: Option<Untrusted<Text>>,
    pub job_title: Option<Untrusted<Text>>,
    pub phone: Option<Untrusted<Text>>,
    pub email_open_count: Option<Int>,
    pub email_reply_count: Option<Int>,
    pub email_click_count: Option<Int>,
    pub company_domain: Option<Text>,
    /// The lead's fields and custom variables, as used in templates
    #[schemars(extend("x-long" = true, "x-repeats" = true))]
    pub payload: Option<Untrusted<Map<String, Value>>>,
    /// 0 out of office, 1 interested, 2 meeting booked, 3 meeting completed, 4 won, -1 not interested, -2 wrong person, -3
    /// lost, -4 no show; others are custom labels
    pub lt_interest_status: Option<Int>,
    /// The list it is on
    pub list_id: Option<Text>,
    /// 1 verified, 11 or 12 pending, -1 invalid, -2 risky, -3 catch-all, -4 job change
    pub verification_status: Option<Int>,
    /// RFC 3339
    pub timestamp_last_contact: Option<Text>,
    /// RFC 3339
    pub timestamp_last_reply: Option<Text>,
    /// RFC 3339
    pub timestamp_last_open: Option<Text>,
    /// RFC 3339
    pub timestamp_last_click: Option<Text>,
    /// RFC 3339
    pub timestamp_last_interest_change: Option<Text>,
    /// RFC 3339
    pub timestamp_last_touch: Option<Text>,
    /// The subsequence that mails it
    pub subsequence_id: Option<Text>,
    pub status_summary: Option<Maybe<StatusSummary>>,
    /// campaign or subsequence
    pub last_step_from: Option<Text>,
    pub last_step_id: Option<Text>,
    /// The step it opened last, from 0
    pub email_opened_step: Option<Int>,
    pub email_replied_step: Option<Int>,
    pub email_replied_variant: Option<Int>,
    pub email_clicked_step: Option<Int>,
    /// User id
    pub assigned_to: Option<Text>,
    /// Value of the lead
    pub pl_value_lead: Option<Text>,
    /// 1 done, 11 pending, -1 none, -2 error
    pub enrichment_status: Option<Int>,
    pub is_website_visitor: Option<Flag>,
    /// Mail gateway: 0 in queue, 1 Barracuda, 2 Mimecast, 3 Proofpoint, 4 Cisco
    pub esg_code: Option<Int>,
    /// Mail provider: 0 in queue, 1 Google, 2 Microsoft, 3 Zoho, 9 Yahoo, 10 Yandex, 999 other, 1000 not found
    pub esp_code: Option<Int>,
    /// manual, api or website-visitor
    pub upload_method: Option<Text>,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct StatusSummary {
    #[serde(rename = "lastStep")]
    last_step: Option<LastStep>,
    /// Whether all of its company is over
    domain_complete: Option<Flag>,
}

/// The step that mailed it last.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct LastStep {
    /// campaign or subsequence
    from: Option<Text>,
    #[serde(rename = "stepID")]
    step_id: Option<Text>,
    /// RFC 3339
    timestamp_executed: Option<Text>,
}

/// The mail gateway that a lead's domain uses.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
pub enum EsgCode {
    #[serde(rename = "0")]
    InQueue,
    #[serde(rename = "1")]
    Barracuda,
    #[serde(rename = "2")]
    Mimecast,
    #[serde(rename = "3")]
    Proofpoint,
    #[serde(rename = "4")]
    Cisco,
    #[serde(rename = "all")]
    All,
    #[serde(rename = "none")]
    None,
}

/// One lead, with the fields that are asked for most at the top.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LeadOutputs {
    id: Option<Text>,
    email_address: Option<Text>,
    first_name: Option<Untrusted<Text>>,
    last_name: Option<Untrusted<Text>>,
    /// Campaign id
    campaign: Option<Text>,
    status: Option<Int>,
    lead: Lead,
}

impl<E> Answer<E> for Lead {
    type Output = LeadOutputs;

    fn output(self, _: E) -> LeadOutputs {
        LeadOutputs {
            id: self.id.clone(),
            email_address: self.email.clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            campaign: self.campaign.clone(),
            status: self.status,
            lead: self,
        }
    }
}

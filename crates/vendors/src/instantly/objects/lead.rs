use crate::instantly::prelude::*;

/// A person in the workspace.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Lead {
    /// Lead id, for get_lead and the `ids` of delete_leads
    pub id: Option<Text>,
    /// When it was added, RFC 3339
    pub timestamp_created: Option<Text>,
    /// When it was changed last, RFC 3339
    pub timestamp_updated: Option<Text>,
    /// Workspace id
    pub organization: Option<Text>,
    /// Id of the campaign it is in
    pub campaign: Option<Text>,
    /// State in its campaign
    pub status: Option<Named<LeadStatus>>,
    /// Email address
    pub email: Option<Text>,
    /// Words for this lead alone, {{personalization}} in emails
    #[schemars(extend("x-long" = true))]
    pub personalization: Option<Untrusted<Text>>,
    /// Address of the website
    pub website: Option<Untrusted<Text>>,
    /// Family name
    pub last_name: Option<Untrusted<Text>>,
    /// Given name
    pub first_name: Option<Untrusted<Text>>,
    /// Company's name
    pub company_name: Option<Untrusted<Text>>,
    /// Position in the company
    pub job_title: Option<Untrusted<Text>>,
    /// Phone number as text
    pub phone: Option<Untrusted<Text>>,
    /// How often it opened emails
    pub email_open_count: Option<Int>,
    /// How often it replied
    pub email_reply_count: Option<Int>,
    /// How often it clicked links
    pub email_click_count: Option<Int>,
    /// Domain of the company
    pub company_domain: Option<Text>,
    /// The lead's fields and custom variables, as used in templates
    #[schemars(extend("x-long" = true, "x-repeats" = true))]
    pub payload: Option<Untrusted<Map<String, Value>>>,
    /// How interested it is
    pub lt_interest_status: Option<Named<Interest>>,
    /// Id of the lead list it is on
    pub list_id: Option<Text>,
    /// Whether its address is verified
    pub verification_status: Option<Named<LeadVerification>>,
    /// When it was mailed last, RFC 3339
    pub timestamp_last_contact: Option<Text>,
    /// When it replied last, RFC 3339
    pub timestamp_last_reply: Option<Text>,
    /// When it opened an email last, RFC 3339
    pub timestamp_last_open: Option<Text>,
    /// When it clicked a link last, RFC 3339
    pub timestamp_last_click: Option<Text>,
    /// When its interest changed last, RFC 3339
    #[schemars(extend("x-rare" = true))]
    pub timestamp_last_interest_change: Option<Text>,
    /// When anything happened with it last, RFC 3339
    #[schemars(extend("x-rare" = true))]
    pub timestamp_last_touch: Option<Text>,
    /// Id of the subsequence that mails it
    pub subsequence_id: Option<Text>,
    /// How far it is in its steps
    #[schemars(extend("x-rare" = true))]
    pub status_summary: Option<Maybe<StatusSummary>>,
    /// What sent its last step: campaign or subsequence
    #[schemars(extend("x-rare" = true))]
    pub last_step_from: Option<Text>,
    /// Id of its last step
    #[schemars(extend("x-rare" = true))]
    pub last_step_id: Option<Text>,
    /// Step that it opened last
    #[schemars(extend("x-rare" = true))]
    pub email_opened_step: Option<Int>,
    /// Step that it replied to last
    #[schemars(extend("x-rare" = true))]
    pub email_replied_step: Option<Int>,
    /// Wording of that step
    #[schemars(extend("x-rare" = true))]
    pub email_replied_variant: Option<Int>,
    /// Step whose link it clicked last
    #[schemars(extend("x-rare" = true))]
    pub email_clicked_step: Option<Int>,
    /// Id of the workspace user who owns it
    pub assigned_to: Option<Text>,
    /// What it may be worth, as text
    pub pl_value_lead: Option<Text>,
    /// Whether it is enriched
    pub enrichment_status: Option<Named<Enrichment>>,
    /// Whether it was recorded as a visitor of the website
    #[schemars(extend("x-rare" = true))]
    pub is_website_visitor: Option<Flag>,
    /// Mail gateway of its domain
    #[schemars(extend("x-rare" = true))]
    pub esg_code: Option<Named<MailGateway>>,
    /// Mail provider
    #[schemars(extend("x-rare" = true))]
    pub esp_code: Option<Named<MailProvider>>,
    /// How it was added: manual, api or website-visitor
    #[schemars(extend("x-rare" = true))]
    pub upload_method: Option<Text>,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct StatusSummary {
    /// The step that mailed it last
    #[serde(rename = "lastStep")]
    last_step: Option<LastStep>,
    /// Whether all of its company is over
    domain_complete: Option<Flag>,
}

/// The step that mailed it last.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct LastStep {
    /// What sent it: campaign or subsequence
    from: Option<Text>,
    /// Id of the step
    #[serde(rename = "stepID")]
    step_id: Option<Text>,
    /// When it was sent, RFC 3339
    timestamp_executed: Option<Text>,
}

/// One lead, with the fields that are asked for most at the top.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LeadOutputs {
    /// Lead id
    id: Option<Text>,
    /// Email address
    email_address: Option<Text>,
    /// Given name
    first_name: Option<Untrusted<Text>>,
    /// Family name
    last_name: Option<Untrusted<Text>>,
    /// Id of the campaign it is in
    campaign: Option<Text>,
    /// State in its campaign
    status: Option<Named<LeadStatus>>,
    /// The whole lead
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

use crate::instantly::prelude::*;

/// A campaign.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
pub struct Campaign {
    /// Campaign id, for the inputs `campaign` and `campaign_id`
    pub id: Option<Text>,
    /// Name as the app shows it
    pub name: Option<Text>,
    /// What one positive lead is worth, without currency
    pub pl_value: Option<Num>,
    /// Whether it runs
    pub status: Option<Named<CampaignStatus>>,
    /// Whether it is evergreen, as the app calls it
    pub is_evergreen: Option<Flag>,
    /// When it was created, RFC 3339
    pub timestamp_created: Option<Text>,
    /// When it was changed last, RFC 3339
    pub timestamp_updated: Option<Text>,
    /// Minutes between two emails
    pub email_gap: Option<Int>,
    /// Most emails a day
    pub daily_limit: Option<Int>,
    /// Most new leads a day
    pub daily_max_leads: Option<Int>,
    /// Whether opens are tracked
    pub open_tracking: Option<Flag>,
    /// Whether a lead who replied gets no further step
    pub stop_on_reply: Option<Flag>,
    /// The emails; only the first item counts
    #[schemars(extend("x-long" = true))]
    pub sequences: Option<Vec<Sequence>>,
    /// When it may send
    pub campaign_schedule: Option<Schedule>,
    /// Mailboxes that send
    pub email_list: Option<List<Text>>,
    /// Ids of tags: mailboxes with one of them send, too
    #[schemars(extend("x-rare" = true))]
    pub email_tag_list: Option<List<Text>>,
    /// Whether clicks on links are tracked
    pub link_tracking: Option<Flag>,
    /// Whether it sends plain text without HTML
    pub text_only: Option<Flag>,
    /// Why nothing is sent
    pub not_sending_status: Option<Named<NotSending>>,
    /// Whether an automatic reply stops it for the lead, too
    #[schemars(extend("x-rare" = true))]
    pub stop_on_auto_reply: Option<Flag>,
    /// Whether a reply stops it for all leads of that company (by domain)
    #[schemars(extend("x-rare" = true))]
    pub stop_for_company: Option<Flag>,
    /// Whether the first email is plain text without HTML
    #[schemars(extend("x-rare" = true))]
    pub first_email_text_only: Option<Flag>,
    /// Most minutes that are added at random to `email_gap`
    #[schemars(extend("x-rare" = true))]
    pub random_wait_max: Option<Num>,
    /// Addresses that get each email in copy
    pub cc_list: Option<List<Text>>,
    /// Addresses that get each email in blind copy
    pub bcc_list: Option<List<Text>>,
    /// Whether emails have an unsubscribe header
    #[schemars(extend("x-rare" = true))]
    pub insert_unsubscribe_header: Option<Flag>,
    /// Whether addresses that verification calls risky are mailed
    #[schemars(extend("x-rare" = true))]
    pub allow_risky_contacts: Option<Flag>,
    /// Whether it goes on where too much mail bounces
    #[schemars(extend("x-rare" = true))]
    pub disable_bounce_protect: Option<Flag>,
    /// Whether a lead is mailed from a mailbox of its own mail provider
    #[schemars(extend("x-rare" = true))]
    pub match_lead_esp: Option<Flag>,
    /// Whether new leads come before the further steps of others
    #[schemars(extend("x-rare" = true))]
    pub prioritize_new_leads: Option<Flag>,
    /// By which rate the best wording of each step is kept
    #[schemars(extend("x-rare" = true))]
    pub auto_variant_select: Option<Maybe<Map<String, Value>>>,
    /// The limit of emails to one company, in place of the workspace's
    #[schemars(extend("x-rare" = true))]
    pub limit_emails_per_company_override: Option<Maybe<Map<String, Value>>>,
    /// Which mailboxes may mail which leads, by mail provider
    #[schemars(extend("x-rare" = true))]
    pub provider_routing_rules: Option<List<Map<String, Value>>>,
    /// Id of the workspace user who owns it
    #[schemars(extend("x-rare" = true))]
    pub owned_by: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub organization: Option<Text>,
}

/// A campaign, with what is too long for a list of them.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct OneCampaign {
    #[serde(flatten)]
    pub campaign: Campaign,
    /// Custom variables that its emails may use
    pub custom_variables: Option<Maybe<Map<String, Value>>>,
    /// Built-in variables that its emails may use
    pub core_variables: Option<Maybe<Map<String, Value>>>,
}

impl Campaign {
    /// The number of its steps; `None` where the answer does not say.
    pub fn steps(&self) -> Option<usize> {
        let sequences = self.sequences.as_ref()?;
        Some(sequences.iter().map(|sequence| sequence.steps.as_ref().map_or(0, Vec::len)).sum())
    }
}

/// The fields of a campaign that are asked for most.
pub const CAMPAIGN_FIRST: &[(&str, &str)] = &[("id", "id"), ("name", "name"), ("status", "status")];

/// What is sent, in which order. Fields that are not named here are kept, so that nothing is lost when a caller reads,
/// changes and writes back.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Sequence {
    /// The emails in their order
    pub steps: Option<Vec<Step>>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// One email of a sequence.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Step {
    /// Kind of step: email
    pub r#type: Option<Text>,
    /// Wait after this email before the next, in `delay_unit`
    pub delay: Option<Num>,
    /// minutes, hours or days; days where absent
    pub delay_unit: Option<Text>,
    /// The wordings of this email
    pub variants: Option<Vec<Variant>>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// One wording of a step.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Variant {
    /// Subject, with variables unfilled; empty: the same thread
    pub subject: Option<Text>,
    /// HTML, with variables unfilled
    pub body: Option<Text>,
    /// Whether this wording is not sent
    pub v_disabled: Option<Flag>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// When it is sent.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Schedule {
    /// First day, YYYY-MM-DD
    pub start_date: Option<Text>,
    /// Last day, YYYY-MM-DD; absent: no end
    pub end_date: Option<Text>,
    /// Windows in which mail may leave
    pub schedules: Option<Vec<Window>>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// Hours on days of the week.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Window {
    /// Label of the window
    pub name: Option<Text>,
    /// Hours of the day, by the clock of `timezone`
    pub timing: Option<Timing>,
    /// Whether it sends, by weekday: 0 Sunday to 6 Saturday
    pub days: Option<BTreeMap<String, Option<Flag>>>,
    /// Timezone as Instantly names it
    pub timezone: Option<Text>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// From when to when.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Timing {
    /// Start, 24 hours HH:MM
    pub from: Option<Text>,
    /// End, 24 hours HH:MM
    pub to: Option<Text>,
}

/// One campaign, with the fields that are asked for most at the top.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct CampaignOutputs {
    /// Campaign id
    pub id: Option<Text>,
    /// Name as the app shows it
    pub name: Option<Text>,
    /// Whether it runs
    pub status: Option<Named<CampaignStatus>>,
    /// The whole campaign, where the vendor answered it
    pub campaign: Option<OneCampaign>,
}

impl<E> Answer<E> for OneCampaign {
    type Output = CampaignOutputs;

    fn output(self, _: E) -> CampaignOutputs {
        let Campaign { id, name, status, .. } = &self.campaign;
        CampaignOutputs { id: id.clone(), name: name.clone(), status: *status, campaign: Some(self) }
    }
}

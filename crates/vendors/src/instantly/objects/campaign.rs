use crate::instantly::prelude::*;

/// A campaign.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Campaign {
    pub id: Option<Text>,
    pub name: Option<Text>,
    /// Value of a positive lead
    pub pl_value: Option<Num>,
    /// 0 draft, 1 active, 2 paused, 3 completed, 4 running subsequences, -99 account suspended, -1 accounts unhealthy, -2
    /// bounce protect
    pub status: Option<Int>,
    pub is_evergreen: Option<Flag>,
    /// RFC 3339
    pub timestamp_created: Option<Text>,
    /// RFC 3339
    pub timestamp_updated: Option<Text>,
    /// Minutes between emails
    pub email_gap: Option<Int>,
    /// Emails a day
    pub daily_limit: Option<Int>,
    /// New leads a day
    pub daily_max_leads: Option<Int>,
    pub open_tracking: Option<Flag>,
    pub stop_on_reply: Option<Flag>,
    #[schemars(extend("x-long" = true))]
    pub sequences: Option<Vec<Sequence>>,
    pub campaign_schedule: Option<Schedule>,
    /// Mailboxes that send
    pub email_list: Option<List<Text>>,
    /// Tags: mailboxes with one of them send, too
    pub email_tag_list: Option<List<Text>>,
    pub link_tracking: Option<Flag>,
    pub text_only: Option<Flag>,
    /// Why nothing is sent: 1 outside the schedule, 2 no lead to mail, 3 daily limit met, 4 all mailboxes at their limit, 99
    /// error
    pub not_sending_status: Option<Int>,
    pub stop_on_auto_reply: Option<Flag>,
    /// On a reply: stop for all of the company
    pub stop_for_company: Option<Flag>,
    pub first_email_text_only: Option<Flag>,
    /// Minutes, at random, on top of email_gap
    pub random_wait_max: Option<Num>,
    /// Who else gets each email
    pub cc_list: Option<List<Text>>,
    /// The same, unseen
    pub bcc_list: Option<List<Text>>,
    pub insert_unsubscribe_header: Option<Flag>,
    pub allow_risky_contacts: Option<Flag>,
    pub disable_bounce_protect: Option<Flag>,
    /// User id
    pub owned_by: Option<Text>,
    /// Workspace id
    pub organization: Option<Text>,
}

/// A campaign, with what is too long for a list of them.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct OneCampaign {
    #[serde(flatten)]
    pub campaign: Campaign,
    /// What templates may use beside core_variables
    pub custom_variables: Option<Maybe<Map<String, Value>>>,
    /// What templates may use
    pub core_variables: Option<Maybe<Map<String, Value>>>,
}

impl Campaign {
    /// The number of its steps; `None` where the answer does not say.
    pub fn steps(&self) -> Option<usize> {
        let sequences = self.sequences.as_ref()?;
        Some(sequences.iter().map(|sequence| sequence.steps.as_ref().map_or(0, Vec::len)).sum())
    }
}

/// What is sent, in which order. Fields that are not named here are kept, so that nothing is lost when a caller reads,
/// changes and writes back.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Sequence {
    pub steps: Option<Vec<Step>>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// One email of a sequence.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Step {
    pub r#type: Option<Text>,
    /// Wait after this step, in `delay_unit`
    pub delay: Option<Num>,
    pub delay_unit: Option<Text>,
    pub variants: Option<Vec<Variant>>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// One wording of a step.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Variant {
    pub subject: Option<Text>,
    /// HTML
    pub body: Option<Text>,
    pub v_disabled: Option<Flag>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// When it is sent.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Schedule {
    pub start_date: Option<Text>,
    pub end_date: Option<Text>,
    pub schedules: Option<Vec<Window>>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// Hours on days of the week.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Window {
    pub name: Option<Text>,
    pub timing: Option<Timing>,
    /// By day, 0 for Sunday
    pub days: Option<BTreeMap<String, Option<Flag>>>,
    pub timezone: Option<Text>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// From when to when.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Timing {
    pub from: Option<Text>,
    pub to: Option<Text>,
}

/// One campaign, with the fields that are asked for most at the top.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct CampaignOutputs {
    pub id: Option<Text>,
    pub name: Option<Text>,
    pub status: Option<Int>,
    pub campaign: Option<OneCampaign>,
}

impl<E> Answer<E> for OneCampaign {
    type Output = CampaignOutputs;

    fn output(self, _: E) -> CampaignOutputs {
        let Campaign { id, name, status, .. } = &self.campaign;
        CampaignOutputs { id: id.clone(), name: name.clone(), status: *status, campaign: Some(self) }
    }
}

//! A campaign as the vendor's second version answers it, whole.

use outreach_model::{
    lenient::{Flag, Int, Num, Text},
    schema::JsonSchema,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Filled, Many, Named};

/// A campaign, with its settings and steps.
#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Campaign {
    /// Id of the campaign
    pub(crate) id: Option<Int>,
    /// new (a draft), scheduled, active, paused, completed or archived
    pub(crate) status: Option<Text>,
    /// Name of the campaign
    pub(crate) title: Option<Text>,
    /// Ids of the mailboxes that send, of list_sender_accounts
    pub(crate) email_accounts: Option<Many<Int>>,
    /// Ids of the LinkedIn accounts that act
    pub(crate) linkedin_accounts: Option<Many<Int>>,
    /// Which campaign goes first: low, medium or high
    priority: Option<Text>,
    /// What is tracked
    #[serde(default)]
    tracking: Filled<Tracking>,
    /// How mails are sent and who is skipped
    #[serde(default)]
    sending_settings: Filled<SendingSettings>,
    /// Who gets it
    #[serde(default)]
    recipients: Filled<CampaignRecipients>,
    /// Id of its schedule, of list_campaign_schedules; absent: at any time
    schedule_id: Option<Int>,
    /// When it starts by itself, YYYY-MM-DD HH:MM:SS by the clock of `timezone`
    start_campaign_at: Option<Text>,
    /// When it ends by itself, YYYY-MM-DD HH:MM:SS by the clock of `timezone`
    complete_campaign_at: Option<Text>,
    /// Timezone of the two dates
    timezone: Option<Text>,
    /// true: it ends when all recipients are past the last step
    complete_campaign_after_last_step: Option<Flag>,
    /// After how many months it is archived by itself
    archive_in_months: Option<Int>,
    /// true: mail goes from a mailbox of the recipient's provider where there is one
    provider_matching: Option<Flag>,
    /// The flow of its steps
    #[serde(default)]
    #[schemars(extend("x-long" = true))]
    pub(crate) sequence: Filled<CampaignSequence>,
    /// Deals that it makes in the CRM
    #[serde(default)]
    deals: Filled<Deals>,
}

/// What is tracked.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Tracking {
    /// true: opens of mails
    open: Option<Flag>,
    /// true: clicks on links in mails
    link_click: Option<Flag>,
}

/// How mails are sent and who is skipped.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct SendingSettings {
    /// What goes first: first_email or follow_up
    sending_priority: Option<Text>,
    /// Most mails a day; absent: no limit
    daily_sending_all: Option<Int>,
    /// Most new recipients a day; absent: no limit
    daily_sending_new_recipients: Option<Int>,
    /// true: skips addresses that cannot be verified
    skip_unverifiable: Option<Flag>,
    /// true: skips addresses that are not verified
    skip_unverified: Option<Flag>,
    /// true: stops for a recipient who replied
    skip_who_replied: Option<Flag>,
    /// true: stops for all at a company of whom one replied
    skip_company_domain_who_replied: Option<Flag>,
    /// true: skips recipients who lack the value of a variable
    skip_recipients_without_variables_data: Option<Flag>,
    /// true: mails only the first address of a prospect
    skip_other_recipients_email_addresses: Option<Flag>,
    /// true: skips recipients of your other campaigns
    skip_recipients_added_to_my_another_campaign: Option<Flag>,
    /// true: skips recipients of the team's other campaigns
    skip_recipients_added_to_team_another_campaign: Option<Flag>,
    /// true: mails have a header to unsubscribe with one click
    one_click_unsubscribe: Option<Flag>,
    /// How long it waits between mails: fixed or random
    delay_type: Option<Text>,
    /// Least seconds between two mails
    delay_from: Option<Int>,
    /// Most seconds between two mails
    delay_to: Option<Int>,
}

/// Who gets it.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct CampaignRecipients {
    /// Id of the list of prospects, of list_lists
    list_id: Option<Int>,
    /// Id of the do-not-email list, of list_do_not_email_lists
    black_list_id: Option<Int>,
}

/// Deals in the CRM.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Deals {
    /// What makes a deal: open, click, reply
    event: Option<Many<Text>>,
    /// Id of the pipeline
    pipeline_id: Option<Int>,
    /// Id of the stage
    stage_id: Option<Int>,
    /// What a deal is worth
    potential_value: Option<Num>,
    /// Currency of that, e.g. EUR
    currency: Option<Text>,
}

/// The flow.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct CampaignSequence {
    /// `_ref` of the first step
    entry: Option<Text>,
    /// The steps
    pub(crate) steps: Option<Many<CampaignStep>>,
}

/// A step of the flow.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct CampaignStep {
    /// Id of the step, for `step_id`
    #[serde(rename = "_ref")]
    pub(crate) reference: Option<Text>,
    /// email, delay, trigger, goal or linkedin
    pub(crate) r#type: Option<Text>,
    /// `_ref` of the step after it
    next: Option<Text>,
    /// `_ref` of the step where the trigger happens
    yes: Option<Text>,
    /// `_ref` of the step where it does not
    no: Option<Text>,
    /// Unit of `waiting_val`: minutes, hours or days
    waiting_type: Option<Text>,
    /// How long it waits
    waiting_val: Option<Int>,
    /// What a linkedin step does, or a trigger waits for
    action: Option<Text>,
    /// Name of the goal
    goal_name: Option<Text>,
    /// How many wordings an email step has
    content_slots: Option<Int>,
    /// The wordings of an email step; their texts are in get_step_content
    pub(crate) content: Option<Many<ContentSlot>>,
    /// Subject of an email or InMail
    subject: Option<Text>,
    /// Text of a LinkedIn message
    body: Option<Text>,
    /// How many skills to endorse, or a list of levels of connection
    value: Option<Value>,
}

/// A wording of an email step, without its text.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ContentSlot {
    /// Id of the content, for `content_id`
    pub(crate) id: Option<Int>,
    /// true: sent as plain text
    plain_text: Option<Flag>,
    /// active: it is sent; pause: it is not
    pub(crate) usage: Option<Text>,
}

impl Campaign {
    /// Id of its list of prospects.
    pub(crate) fn list_id(&self) -> Option<i64> {
        self.recipients.0.as_ref()?.list_id.map(|Int(id)| id)
    }

    /// Its steps.
    pub(crate) fn steps(&self) -> &[CampaignStep] {
        self.sequence.0.as_ref().and_then(|flow| flow.steps.as_ref()).map_or(&[], |Many(steps)| steps.as_slice())
    }
}

impl CampaignStep {
    pub(crate) fn is(&self, kind: &str) -> bool {
        self.r#type.as_ref().is_some_and(|Text(own)| own == kind)
    }

    /// Its wordings.
    pub(crate) fn contents(&self) -> &[ContentSlot] {
        self.content.as_ref().map_or(&[], |Many(contents)| contents.as_slice())
    }
}

impl Named for Campaign {
    const NAME: &str = "campaign";
}

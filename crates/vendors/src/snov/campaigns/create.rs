use super::{
    list::ListCampaigns,
    sequence::Sequence,
    settings::{self, Deals, Priority, SendingSettings, ToWhom, Tracking},
    state::status_of,
};
use crate::snov::{prelude::*, senders::USABLE};

#[skip_serializing_none]
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct CreateCampaign {
    /// Name of the campaign; it need not be unique
    #[schemars(length(min = 1, max = 255))]
    title: String,
    /// Which campaign goes first where mailboxes are shared
    priority: Priority,
    /// Who gets it: one list of prospects, less a do-not-email list
    recipients: ToWhom,
    /// The flow of steps: mails, waits, branches, LinkedIn, e.g. {"entry":"1001","steps":[{"_ref":"1001","type":"email","content_slots":1,"next":"1002"},{"_ref":"1002","type":"delay","waiting_type":"days","waiting_val":3,"next":"1003"},{"_ref":"1003","type":"email","content_slots":1}]}
    sequence: Sequence,
    /// true: end it when all recipients are past the last step; false: it waits for new ones
    complete_campaign_after_last_step: bool,
    /// Archive it by itself after so many months: 1, 2, 3 or 6; 4 and 5 are refused
    #[schemars(range(min = 1, max = 6))]
    archive_in_months: u8,
    /// Ids of the mailboxes to send from, from list_sender_accounts; needed where there are email steps
    email_accounts: Option<Vec<SenderId>>,
    /// Ids of the LinkedIn accounts to act from: the numbers in their URLs in Snov.io; needed where there are linkedin steps
    linkedin_accounts: Option<Vec<LinkedinSenderId>>,
    /// What is tracked; needed where there are email steps
    tracking: Option<Tracking>,
    /// How mails are sent and who is skipped; needed where there are email steps
    sending_settings: Option<SendingSettings>,
    /// true: send from a mailbox of the recipient's provider where there is one, with two mailboxes at least; needed where there are email steps
    provider_matching: Option<bool>,
    /// Id of the schedule, from list_campaign_schedules; without it, mail leaves at any time
    schedule_id: Option<ScheduleId>,
    /// When it starts by itself once it is launched, YYYY-MM-DD HH:MM:SS by the clock of `timezone`
    start_campaign_at: Option<String>,
    /// When it ends by itself, YYYY-MM-DD HH:MM:SS by the clock of `timezone`, after `start_campaign_at`
    complete_campaign_at: Option<String>,
    /// IANA timezone of the two dates, e.g. America/New_York
    timezone: Option<String>,
    /// Deals that it makes in the CRM
    deals: Option<Deals>,
}

/// The months after which a campaign can be archived.
pub(super) const MONTHS: [u8; 4] = [1, 2, 3, 6];

impl Endpoint for CreateCampaign {
    type Answer = Framed<One<Campaign>>;

    const ABOUT: About = About {
        name: "create_campaign",
        title: "Create a campaign",
        description: "Creates a Snov.io campaign as a draft (status new); it mails nobody until start_campaign. Email \
            steps need `email_accounts`, `tracking`, `sending_settings` and `provider_matching`, LinkedIn steps \
            `linkedin_accounts`, whose ids no tool lists. Write each mail's text afterwards with create_step_content. \
            Take ids from list_lists, list_sender_accounts and list_campaign_schedules. Names may repeat: look with \
            list_campaigns first. To change it use update_campaign.",
        why: "adds a draft, which mails nobody before start_campaign",
        ..About::write(
            "https://snov.io/api#CreateCampaign",
            Effect::Create,
            Repeat::Doubles,
            "Look for the title with snov_list_campaigns before you create it again.",
        )
    };
    const CALL: Call = Call::post("/v2/campaigns/create");
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const FOLLOW_UPS: &'static [FollowUp] = &[USABLE];
    const LOOKUP: Option<Lookup> = Some(Lookup {
        items: "campaigns",
        inputs: |made| text(made, "title").map(|_| json!({})),
        created: &["created_at"],
        matches: |made, row, _| {
            let recipients = made.get("recipients").unwrap_or(&Value::Null);
            exactly(made, "title", row, "campaign").and(exactly(recipients, "list_id", row, "list_id"))
        },
        ..Lookup::by::<ListCampaigns>()
    });

    fn problems(&self) -> Vec<String> {
        let mut problems = self.sequence.problems(true);
        let (mails, acts) = self.sequence.uses();
        let senders = self.email_accounts.as_deref().unwrap_or_default();
        let needed = [
            ("email_accounts", mails && senders.is_empty()),
            ("tracking", mails && self.tracking.is_none()),
            ("sending_settings", mails && self.sending_settings.is_none()),
            ("provider_matching", mails && self.provider_matching.is_none()),
        ];
        let missing = needed.into_iter().filter(|(_, is_missing)| *is_missing);
        problems.extend(missing.map(|(name, _)| format!("`{name}` is required, since the sequence has email steps")));
        if acts && self.linkedin_accounts.as_deref().unwrap_or_default().is_empty() {
            problems.push("`linkedin_accounts` is required, since the sequence has linkedin steps".to_owned());
        }
        problems.extend(months_problem(Some(self.archive_in_months)));
        problems.extend(matching_problem(self.provider_matching, Some(senders)));
        problems.extend(self.sending_settings.as_ref().and_then(SendingSettings::problems));
        problems.extend(settings::date_problems(&self.start_campaign_at, &self.complete_campaign_at, &self.timezone));
        problems
    }

    fn substitutions(&self) -> Remarks {
        Remarks { warnings: self.sequence.idle(), ..Remarks::default() }
    }

    fn request(&self) -> Result<Request, Failure> {
        let mut body = serde_json::to_value(Self {
            start_campaign_at: settings::moment_for_vendor(&self.start_campaign_at),
            complete_campaign_at: settings::moment_for_vendor(&self.complete_campaign_at),
            timezone: settings::timezone_for_vendor(&self.timezone),
            ..self.clone()
        })
        .unwrap_or_default();
        if let Some(body) = body.as_object_mut() {
            body.insert("sequence".to_owned(), self.sequence.for_vendor());
        }
        Self::CALL.request(&body)
    }

    fn remarks(&self, answer: &Framed<One<Campaign>>, _: Received) -> Remarks {
        let campaign = answer.get().get();
        let warning = status_of(campaign).filter(|status| status != "new").map(|status| {
            format!(
                "The new campaign is no draft: its status is `{status}`. Where it is active, it mails: stop it with snov_pause_campaign."
            )
        });
        let contents = self.sequence.contents();
        let note = (contents > 0).then(|| {
            format!(
                "Its mails have no text yet. Before snov_start_campaign write {contents} with snov_create_step_content: `step_id` is the \
                 `_ref` of the email step, `content_id` an id of its `content`."
            )
        });
        Remarks { warnings: warning.into_iter().collect(), note, ..Remarks::default() }
    }
}

/// What is wrong with the months after which a campaign is archived.
pub(super) fn months_problem(months: Option<u8>) -> Option<String> {
    let months = months.filter(|months| !MONTHS.contains(months))?;
    Some(format!("`archive_in_months` must be 1, 2, 3 or 6, got {months}"))
}

/// What is wrong with the matching of providers, where the mailboxes are given too.
pub(super) fn matching_problem(matching: Option<bool>, senders: Option<&[SenderId]>) -> Option<String> {
    let ids: Vec<u64> = senders?.iter().map(|sender| sender.0).collect();
    (matching == Some(true) && settings::count(&ids) < 2)
        .then(|| "`provider_matching` can be true only with two mailboxes in `email_accounts` at least".to_owned())
}

#[cfg(debug_assertions)]
use outreach_model::clearable::STRICT_NULLS;
#[cfg(debug_assertions)]
use schemars::Schema;

use super::{
    create::{matching_problem, months_problem},
    reached,
    sequence::{self, Replaced, Sequence},
    settings::{self, Deals, LOCKED, Priority, SendingSettings, ToWhomElse, Tracking},
    state::{IDENTIFIED, campaign_in, read_campaign, status_of},
};
use crate::snov::{prelude::*, senders::USABLE};

#[skip_serializing_none]
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(transform = say_what_is_merged)]
pub(crate) struct UpdateCampaign {
    /// Id of the campaign to change, a number, from list_campaigns
    campaign_id: CampaignId,
    /// New name of the campaign; it need not be unique
    #[schemars(length(min = 1, max = 255))]
    title: Option<String>,
    /// Which campaign goes first where mailboxes are shared
    priority: Option<Priority>,
    /// Who gets it; only while the campaign is new
    recipients: Option<ToWhomElse>,
    /// The whole new flow; steps of the old one that it does not repeat are deleted with their texts. Repeat those that stay by their `_ref`, emails with their `content`
    sequence: Option<Sequence>,
    /// true: delete the steps that `sequence` does not repeat; without it, leaving one out is refused
    #[serde(skip_serializing_if = "is_unsent")]
    #[schemars(extend("default" = false))]
    replace_sequence: Option<Unsent<bool>>,
    /// true: end it when all recipients are past the last step; false: it waits for new ones
    complete_campaign_after_last_step: Option<bool>,
    /// Archive it by itself after so many months: 1, 2, 3 or 6; 4 and 5 are refused
    #[schemars(range(min = 1, max = 6))]
    archive_in_months: Option<u8>,
    /// Ids of all mailboxes to send from, from list_sender_accounts; a mailbox left out stops sending
    #[schemars(length(min = 1))]
    email_accounts: Option<Vec<SenderId>>,
    /// Ids of all LinkedIn accounts to act from, the numbers in their URLs in Snov.io; they replace those that it has
    #[schemars(length(min = 1))]
    linkedin_accounts: Option<Vec<LinkedinSenderId>>,
    /// What is tracked; what is not given stays
    tracking: Option<Tracking>,
    /// How mails are sent and who is skipped; what is not given stays
    sending_settings: Option<SendingSettings>,
    /// true: send from a mailbox of the recipient's provider where there is one, with two mailboxes at least
    provider_matching: Option<bool>,
    /// Id of the schedule, from list_campaign_schedules; null: none, so that mail leaves at any time
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    schedule_id: Clearable<ScheduleId>,
    /// When it starts by itself, YYYY-MM-DD HH:MM:SS by the clock of `timezone`; only where it had such a date when it was created
    start_campaign_at: Option<String>,
    /// When it ends by itself, YYYY-MM-DD HH:MM:SS by the clock of `timezone`
    complete_campaign_at: Option<String>,
    /// IANA timezone of the two dates, e.g. America/New_York; has an effect only where the campaign has `start_campaign_at`
    timezone: Option<String>,
    /// Deals that it makes in the CRM; null: none any more
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    deals: Clearable<Deals>,
}

/// Settings are merged with those that there are, so that null takes a limit away.
#[cfg(debug_assertions)]
fn say_what_is_merged(schema: &mut Schema) {
    let settings = schema.get_mut("properties").and_then(|inputs| inputs.get_mut("sending_settings"));
    let Some(settings) = settings.and_then(Value::as_object_mut) else { return };
    settings.insert(STRICT_NULLS.to_owned(), true.into());
    for limit in ["daily_sending_all", "daily_sending_new_recipients"] {
        let limit = settings.get_mut("properties").and_then(|settings| settings.get_mut(limit));
        if let Some(Value::String(text)) = limit.and_then(|limit| limit.get_mut("description")) {
            text.push_str("; null: no limit");
        }
    }
}

impl UpdateCampaign {
    fn replaces(&self) -> bool {
        self.sequence.is_some() && self.replace_sequence == Some(Unsent(true))
    }
}

/// The inputs that the vendor locks once a campaign has started.
fn locked(inputs: &Value) -> Vec<String> {
    let is_given = |of: &Value, name: &str| of.get(name).is_some_and(|value| !value.is_null());
    let recipients = is_given(inputs, "recipients").then(|| "`recipients`".to_owned());
    let settings = inputs.get("sending_settings").unwrap_or(&Value::Null);
    let skips = LOCKED.into_iter().filter(|name| is_given(settings, name));
    recipients.into_iter().chain(skips.map(|name| format!("`sending_settings.{name}`"))).collect()
}

/// What the new flow does to the steps that the campaign has.
fn replaced(inputs: &Value, answer: &Value) -> Option<Replaced> {
    let flow = inputs.get("sequence").filter(|flow| flow.is_object())?;
    let campaign = campaign_in(answer).filter(|campaign| campaign.sequence.0.is_some())?;
    Some(sequence::replaced(flow, &campaign))
}

/// Why the campaign, as it is, forbids the change.
fn forbids(inputs: &Value, answer: &Value) -> Option<String> {
    let mut why = Vec::new();
    let status = campaign_in(answer).as_ref().and_then(status_of).filter(|status| status != "new");
    let locked = locked(inputs);
    if let Some(status) = status.filter(|_| !locked.is_empty()) {
        let these = locked.join(", ");
        why.push(format!("{these} can be changed only while the campaign is new, and its status is `{status}`: leave out what is locked."));
    }
    if let Some(replaced) = replaced(inputs, answer) {
        let drops = !replaced.dropped.is_empty() && inputs.get("replace_sequence") != Some(&Value::Bool(true));
        why.extend(replaced.wrong);
        if drops {
            why.push(format!(
                "`sequence` replaces the whole flow, and would delete the steps {} with their texts. Read them with \
                 snov_get_campaign, and pass all that are to stay, with your change; to delete the others, pass `replace_sequence`: true.",
                replaced.dropped.join(", ")
            ));
        }
    }
    (!why.is_empty()).then(|| why.join(" "))
}

/// What whoever agrees should know: which campaign it is, and what becomes of its steps.
fn warns(inputs: &Value, answer: &Value) -> Vec<String> {
    let Some(Replaced { dropped, added, kept, .. }) = replaced(inputs, answer) else { return Vec::new() };
    let mut said = Vec::new();
    if !dropped.is_empty() {
        said.push(format!("The new flow deletes the steps {} with their texts.", dropped.join(", ")));
    }
    if !added.is_empty() {
        let added: Vec<String> = added.iter().map(|name| format!("`{name}`")).collect();
        said.push(format!("The new flow adds the steps {} and keeps {kept}.", added.join(", ")));
    }
    said
}

impl Endpoint for UpdateCampaign {
    type Answer = Framed<One<Campaign>>;

    const ABOUT: About = About {
        name: "update_campaign",
        title: "Change a campaign",
        description: "Changes settings or flow of one Snov.io campaign; an active one mails by them at once. What is \
            left out stays, within objects too. But `sequence`, `email_accounts`, `linkedin_accounts` are replaced \
            completely: copy them from get_campaign. Dropping steps DELETES their texts (`replace_sequence: true`). \
            `recipients` and some settings are fixed after the start. For texts use update_step_content, for state \
            start_campaign, pause_campaign, resume_campaign.",
        why: "a new flow deletes the steps that it leaves out, and an active campaign mails by the change at once",
        ..About::write(
            "https://snov.io/api#UpdateCampaign",
            Effect::Delete,
            Repeat::Harmless,
            "Read the campaign with snov_get_campaign; repeating the same change is harmless, but new steps of `sequence` are added again.",
        )
    };
    const CALL: Call = Call::patch("/v2/campaigns/{campaign_id}").with_nulls();
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send, Effect::Delete];
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: read_campaign,
        is_needed: |inputs| inputs.get("sequence").is_some_and(Value::is_object) || !locked(inputs).is_empty(),
        forbids,
        warns,
    });
    const SHOWN_FIRST: Option<ShownFirst> = Some(IDENTIFIED);
    const TRACES: Option<Traces> = reached::OF_CAMPAIGN;
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const FOLLOW_UPS: &'static [FollowUp] = &[USABLE];

    fn effect(&self) -> Effect {
        let Self { sequence, recipients, email_accounts, linkedin_accounts, sending_settings, .. } = self;
        let Self { schedule_id, start_campaign_at, complete_campaign_at, timezone, .. } = self;
        // Each of them decides whom an active campaign mails, when, or how much.
        let is_sending = sequence.is_some()
            || recipients.is_some()
            || email_accounts.is_some()
            || linkedin_accounts.is_some()
            || sending_settings.is_some()
            || !schedule_id.is_kept()
            || start_campaign_at.is_some()
            || complete_campaign_at.is_some()
            || timezone.is_some();
        match (self.replaces(), is_sending) {
            (true, _) => Effect::Delete,
            (false, true) => Effect::Send,
            (false, false) => Effect::Update,
        }
    }

    fn also(&self) -> Option<Effect> {
        self.replaces().then_some(Effect::Send)
    }

    fn problems(&self) -> Vec<String> {
        let mut given = serde_json::to_value(self).unwrap_or_default();
        let is_empty = given.as_object_mut().is_some_and(|given| {
            given.shift_remove("campaign_id");
            given.is_empty()
        });
        if is_empty {
            return vec!["There is nothing to change: pass at least one field beside `campaign_id`".to_owned()];
        }
        let mut problems = self.sequence.as_ref().map(|sequence| sequence.problems(false)).unwrap_or_default();
        problems.extend(months_problem(self.archive_in_months));
        problems.extend(matching_problem(self.provider_matching, self.email_accounts.as_deref()));
        problems.extend(self.sending_settings.as_ref().and_then(SendingSettings::problems));
        problems.extend(settings::date_problems(&self.start_campaign_at, &self.complete_campaign_at, &self.timezone));
        if self.replace_sequence == Some(Unsent(true)) && self.sequence.is_none() {
            problems.push("`replace_sequence` says something only with `sequence`".to_owned());
        }
        problems
    }

    fn substitutions(&self) -> Remarks {
        let Some(sequence) = &self.sequence else { return Remarks::default() };
        let what = if self.replaces() { "are deleted with their texts" } else { "would be deleted, which is refused" };
        let note = format!("`sequence` replaces the whole flow: steps of the campaign that it does not repeat {what}.");
        Remarks { warnings: sequence.idle(), note: Some(note), ..Remarks::default() }
    }

    fn request(&self) -> Result<Request, Failure> {
        let mut body = serde_json::to_value(Self {
            start_campaign_at: settings::moment_for_vendor(&self.start_campaign_at),
            complete_campaign_at: settings::moment_for_vendor(&self.complete_campaign_at),
            timezone: settings::timezone_for_vendor(&self.timezone),
            ..self.clone()
        })
        .unwrap_or_default();
        if let (Some(sequence), Some(body)) = (&self.sequence, body.as_object_mut()) {
            body.insert("sequence".to_owned(), sequence.for_vendor());
        }
        Self::CALL.request(&body)
    }
}

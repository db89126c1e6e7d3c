#[cfg(debug_assertions)]
use outreach_model::schema;
#[cfg(debug_assertions)]
use schemars::Schema;

use super::obstacles::{self, Obstacle, Severity};
use super::settings::{Schedule, Settings};
use super::steps::drops_steps;
#[cfg(debug_assertions)]
use super::update_options::UpdateCampaignOptions;
use crate::instantly::prelude::*;
use outreach_model::lookup::ShownFirst;

#[skip_serializing_none]
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[schemars(transform = say_what_is_replaced)]
pub struct PatchCampaign {
    /// Id of the campaign to change, a UUID, from list_campaigns
    campaign_id: CampaignId,
    /// New name as the app shows it
    #[schemars(length(min = 1))]
    name: Option<String>,
    /// New schedule; replaces the old one completely, so repeat the windows and days that are to stay
    campaign_schedule: Option<Schedule>,
    #[serde(flatten)]
    settings: Settings,
    /// true: drop the steps that `sequences` does not repeat; without it, fewer steps than there are is refused
    #[serde(skip_serializing_if = "is_unsent")]
    #[schemars(extend("default" = false))]
    replace_sequences: Option<Unsent<bool>>,
}

impl PatchCampaign {
    /// Why it mails nobody by what is changed.
    fn obstacles(&self) -> Vec<Obstacle> {
        let changes = serde_json::to_value(self).unwrap_or_default();
        let mut found = obstacles::of(&changes);
        // What is not given stays.
        found.extend(obstacles::missing(&changes).into_iter().filter(|missing| missing.is_of(&changes)));
        found
    }
}

/// What a change says of settings that a new campaign has too.
#[cfg(debug_assertions)]
fn say_what_is_replaced(schema: &mut Schema) {
    let words = [
        ("sequences", "; these replace all that the campaign has"),
        ("email_list", ". Replaces the list: a mailbox left out stops sending"),
    ];
    schema::add_words(schema, &words);
    schema::set_elsewhere::<UpdateCampaignOptions>(schema, "instantly_update_campaign_options");
}

impl Endpoint for PatchCampaign {
    type Answer = OneCampaign;
    const ABOUT: About = About {
        name: "patch_campaign",
        title: "Change a campaign",
        description: "Changes an Instantly campaign: name, schedule, steps, mailboxes, limits, tracking. An active one \
            mails by it at once. What is left out stays. But `sequences`, `email_list` and `campaign_schedule` are \
            replaced completely: read them with get_campaign first. Dropping steps needs `replace_sequences: true`. \
            For one step use update_campaign_step, for rarer settings update_campaign_options, to start or stop it \
            activate_campaign or pause_campaign.",
        why: "an active campaign mails by its steps, mailboxes, schedule and limits as soon as they change",
        scope: Some("campaigns:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/patchcampaign",
            Effect::Send,
            Repeat::Harmless,
            "Read the campaign with instantly_get_campaign; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/campaigns/{campaign_id}").with_nulls();
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("campaigns", inputs, "campaign_id"),
        is_needed: |inputs| {
            inputs.get("sequences").is_some_and(Value::is_array) && !is_on(inputs.get("replace_sequences"))
        },
        forbids: |inputs, campaign| drops_steps(inputs, campaign, "instantly_get_campaign"),
        warns: |_, _| Vec::new(),
    });
    const SHOWN_FIRST: Option<ShownFirst> =
        Some(ShownFirst { further: |_, _| None, says: |_, campaign, _| super::what_mails(campaign) });
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note, Remark::Missing];

    fn effect(&self) -> Effect {
        let is_sending = self.campaign_schedule.is_some() || self.settings.decide_what_is_mailed();
        if is_sending { Effect::Send } else { Effect::Update }
    }

    fn problems(&self) -> Vec<String> {
        if self.name.is_none() && self.campaign_schedule.is_none() && self.settings.is_empty() {
            return vec!["There is nothing to change: pass at least one field beside `campaign_id`".to_owned()];
        }
        let wrong = self.obstacles().into_iter().filter(|obstacle| obstacle.severity == Severity::Wrong);
        let of_schedule = self.campaign_schedule.as_ref().map(Schedule::problems).unwrap_or_default();
        of_schedule.into_iter().chain(wrong.map(|obstacle| obstacle.sentence())).collect()
    }

    fn substitutions(&self) -> Remarks {
        let warnings = self.obstacles().into_iter().map(|obstacle| obstacle.sentence()).collect();
        let of_schedule = self.campaign_schedule.as_ref().map(Schedule::substitutions).unwrap_or_default();
        of_schedule.and(Remarks { warnings, ..Remarks::default() })
    }

    fn request(&self) -> Result<Request, Failure> {
        let campaign_schedule = self.campaign_schedule.as_ref().map(Schedule::for_vendor);
        Self::CALL.request(&Self { campaign_schedule, ..self.clone() })
    }

    fn remarks(&self, answer: &OneCampaign, _: Received) -> Remarks {
        Remarks::missing(self.settings.missing_from(&answer.campaign))
    }
}

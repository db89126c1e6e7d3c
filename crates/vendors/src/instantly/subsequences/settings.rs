//! The settings of a subsequence as create and update take them.

use super::list::ListSubsequences;
use crate::instantly::{
    campaigns::{
        obstacles::{self, Severity},
        settings::{DelayUnit, Schedule, Step},
    },
    prelude::*,
};

/// The lookup of a write that makes a subsequence with a `name` in a campaign.
pub const IN_CAMPAIGN: Lookup = Lookup {
    inputs: |made| {
        let (name, campaign) = (text(made, "name")?, text(made, "parent_campaign")?);
        Some(json!({ "search": name, "parent_campaign": campaign, "limit": 100 }))
    },
    created: &["timestamp_created"],
    matches: |made, row, _| {
        exactly(made, "name", row, "name").and(exactly(made, "parent_campaign", row, "parent_campaign"))
    },
    ..Lookup::in_list(&ListSubsequences::ABOUT)
};

/// The inputs that create and update share.
#[skip_serializing_none]
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Settings {
    /// The emails: one item that holds them all in its `steps`
    #[schemars(length(max = 1))]
    pub sequences: Option<Vec<Sequence>>,
    /// By which rate Instantly keeps the best wording of each step; left out: by none
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    pub auto_variant_select: Clearable<AutoVariantSelect>,
    /// inherit: the campaign's limit of emails a day; custom: `daily_limit`; unlimited: none of the campaign's
    pub daily_limit_mode: Option<DailyLimitMode>,
    /// Most emails a day, where `daily_limit_mode` is custom
    #[schemars(range(min = 0))]
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    pub daily_limit: Clearable<i64>,
    /// true: send even where the mailboxes have reached their own daily limit
    pub ignore_account_daily_limit: Option<bool>,
}

/// What starts it for a lead; any one that is named
#[skip_serializing_none]
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Conditions {
    /// The lead's interest is set to one of these
    #[schemars(length(min = 1))]
    crm_status: Option<Vec<Named<Interest>>>,
    /// The lead did one of these
    #[schemars(length(min = 1))]
    lead_activity: Option<Vec<Named<LeadActivity>>>,
    /// Words that the lead's reply has
    #[schemars(length(min = 1))]
    reply_contains: Option<String>,
}

/// By which rate the best wording is chosen.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct AutoVariantSelect {
    /// The rate by which a wording wins: the highest is kept
    trigger: Trigger,
}

/// A rate.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
pub enum Trigger {
    #[serde(rename = "reply_rate")]
    Reply,
    #[serde(rename = "click_rate")]
    Click,
    #[serde(rename = "open_rate")]
    Open,
}

/// Whose limit holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum DailyLimitMode {
    Inherit,
    Custom,
    Unlimited,
}

/// Emails in order.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[schemars(rename = "SubsequenceSequence")]
pub struct Sequence {
    /// The emails in the order in which a lead gets them
    #[schemars(length(min = 1))]
    steps: Vec<SubsequenceStep>,
}

/// One email.
#[skip_serializing_none]
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct SubsequenceStep {
    #[serde(flatten)]
    step: Step,
    /// Of the first step alone: wait BEFORE it, in `pre_delay_unit`, from what starts the subsequence
    #[schemars(range(min = 0))]
    pre_delay: Option<Num>,
    /// Unit of `pre_delay`; days when left out
    #[schemars(extend("default" = "days"))]
    pre_delay_unit: Option<DelayUnit>,
}

impl Conditions {
    /// What is wrong with them.
    fn problem(&self) -> Option<String> {
        let Self { crm_status, lead_activity, reply_contains } = self;
        let has_words = reply_contains.as_ref().is_some_and(|words| !words.trim().is_empty());
        (crm_status.is_none() && lead_activity.is_none() && !has_words).then(|| {
            "`conditions` names nothing that starts it: pass `crm_status`, `lead_activity` or `reply_contains`"
                .to_owned()
        })
    }
}

impl Settings {
    /// Whether one of them decides what is mailed, or how much.
    pub fn decide_what_is_mailed(&self) -> bool {
        let Self { sequences, auto_variant_select: _, daily_limit_mode, daily_limit, ignore_account_daily_limit } =
            self;
        sequences.is_some()
            || daily_limit_mode.is_some()
            || !daily_limit.is_kept()
            || ignore_account_daily_limit == &Some(true)
    }

    /// Whether a limit of its own is chosen, and not given.
    pub fn lacks_limit(&self) -> bool {
        self.daily_limit_mode == Some(DailyLimitMode::Custom) && !matches!(self.daily_limit, Clearable::Set(_))
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        serde_json::to_value(self).is_ok_and(|value| value.as_object().is_some_and(Map::is_empty))
    }
}

/// What is the matter with a new or changed subsequence.
#[derive(Default)]
pub struct Findings {
    /// Why it is not sent.
    pub problems: Vec<String>,
    /// What to look at.
    pub remarks: Remarks,
}

impl Findings {
    /// Of its parts.
    pub fn of(settings: &Settings, conditions: Option<&Conditions>, schedule: Option<&Schedule>) -> Self {
        // The checks are those of a campaign, which calls its schedule otherwise.
        let own = |sentence: String| sentence.replace("campaign_schedule", "subsequence_schedule");
        let campaign = json!({ "sequences": settings.sequences, "campaign_schedule": schedule });
        let (wrong, others): (Vec<_>, Vec<_>) =
            obstacles::of(&campaign).into_iter().partition(|obstacle| obstacle.severity == Severity::Wrong);
        let mut problems: Vec<String> = wrong.iter().map(|obstacle| own(obstacle.sentence())).collect();
        problems.extend(conditions.and_then(Conditions::problem));
        if settings.daily_limit_mode == Some(DailyLimitMode::Custom)
            && matches!(settings.daily_limit, Clearable::Cleared)
        {
            problems.push("`daily_limit_mode` custom needs `daily_limit`: pass the most emails a day".to_owned());
        }
        let has_limit = matches!(settings.daily_limit, Clearable::Set(_));
        if has_limit && matches!(settings.daily_limit_mode, Some(DailyLimitMode::Inherit | DailyLimitMode::Unlimited)) {
            problems.push(
                "`daily_limit` holds with `daily_limit_mode` custom alone: pass that, or leave `daily_limit` out"
                    .to_owned(),
            );
        }
        problems.extend(schedule.map(Schedule::problems).unwrap_or_default().into_iter().map(own));
        // In a subsequence, a first mail without a subject goes on in the lead's thread.
        let warnings = others.iter().filter(|obstacle| !obstacle.is_first_subject());
        let warnings = warnings.map(|obstacle| own(obstacle.sentence())).collect();
        let substitutions = schedule.map(Schedule::substitutions).unwrap_or_default();
        Self { problems, remarks: substitutions.and(Remarks { warnings, ..Remarks::default() }) }
    }
}

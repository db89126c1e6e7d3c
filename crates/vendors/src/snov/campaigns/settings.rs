//! The settings of a campaign as create and update take them.

use jiff::civil::DateTime;
use outreach_model::arguments::truncate;

use crate::{iana, snov::prelude::*};

/// Which campaign goes first where mailboxes are shared.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum Priority {
    Low,
    Medium,
    High,
}

/// What is tracked.
#[skip_serializing_none]
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Tracking {
    /// true: track who opens mails
    open: Option<bool>,
    /// true: track clicks on links in mails
    link_click: Option<bool>,
}

/// How mails are sent and who is skipped.
#[skip_serializing_none]
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct SendingSettings {
    /// Which mails go first: first_email (new recipients) or follow_up
    sending_priority: Option<SendingPriority>,
    /// Most mails a day in all
    #[schemars(range(min = 1))]
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    daily_sending_all: Clearable<u32>,
    /// Most recipients a day who get their first mail
    #[schemars(range(min = 1))]
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    daily_sending_new_recipients: Clearable<u32>,
    /// true: skip addresses that cannot be verified; fixed once the campaign has started
    skip_unverifiable: Option<bool>,
    /// true: skip addresses that are not verified; fixed once the campaign has started
    skip_unverified: Option<bool>,
    /// true: a recipient who replied gets no further mail
    skip_who_replied: Option<bool>,
    /// true: where one at a company replied, nobody there gets further mail
    skip_company_domain_who_replied: Option<bool>,
    /// true: skip recipients who lack the value of a variable that a text uses
    skip_recipients_without_variables_data: Option<bool>,
    /// true: mail only the first address of a prospect; fixed once the campaign has started
    skip_other_recipients_email_addresses: Option<bool>,
    /// true: skip recipients of your other campaigns; fixed once the campaign has started
    skip_recipients_added_to_my_another_campaign: Option<bool>,
    /// true: skip recipients of the team's other campaigns; fixed once the campaign has started
    skip_recipients_added_to_team_another_campaign: Option<bool>,
    /// true: mails have a header to unsubscribe with one click
    one_click_unsubscribe: Option<bool>,
    /// How long it waits between two mails: fixed, or random between `delay_from` and `delay_to`
    delay_type: Option<DelayType>,
    /// Least seconds between two mails, with `delay_type` random; below `delay_to`
    #[schemars(range(min = 0))]
    delay_from: Option<u32>,
    /// Most seconds between two mails, with `delay_type` random; above `delay_from`
    #[schemars(range(min = 0))]
    delay_to: Option<u32>,
}

/// The settings that the vendor locks once a campaign has started.
pub(super) const LOCKED: [&str; 5] = [
    "skip_unverifiable",
    "skip_unverified",
    "skip_other_recipients_email_addresses",
    "skip_recipients_added_to_my_another_campaign",
    "skip_recipients_added_to_team_another_campaign",
];

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum SendingPriority {
    FirstEmail,
    FollowUp,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum DelayType {
    Fixed,
    Random,
}

/// Who gets it.
#[skip_serializing_none]
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ToWhom {
    /// Id of the list of prospects, from list_lists
    list_id: ListId,
    /// Id of the do-not-email list whose entries are skipped, from list_do_not_email_lists
    black_list_id: Option<DoNotEmailListId>,
}

/// The same where a part is changed.
#[skip_serializing_none]
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-strict-nulls" = true))]
pub(crate) struct ToWhomElse {
    /// Id of the list of prospects, from list_lists
    list_id: Option<ListId>,
    /// Id of the do-not-email list whose entries are skipped, from list_do_not_email_lists; null: none
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    black_list_id: Clearable<DoNotEmailListId>,
}

/// Deals that a campaign makes in the CRM.
#[skip_serializing_none]
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Deals {
    /// What makes a deal; each of them does
    #[schemars(length(min = 1))]
    event: Vec<DealEvent>,
    /// Id of the pipeline, from list_pipelines
    pipeline_id: PipelineId,
    /// Id of the stage that the deal starts in, from list_pipeline_stages
    stage_id: StageId,
    /// What a deal is worth, a whole number
    #[schemars(range(min = 1))]
    potential_value: Option<u64>,
    /// Currency of `potential_value` by its code, e.g. EUR
    #[schemars(length(min = 3, max = 3))]
    currency: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum DealEvent {
    Open,
    Click,
    Reply,
}

impl SendingSettings {
    /// What does not go together.
    pub(super) fn problems(&self) -> Option<String> {
        let (from, to) = (self.delay_from?, self.delay_to?);
        (from > to).then(|| format!("`sending_settings.delay_from` ({from}) must not be above `delay_to` ({to})"))
    }
}

/// A moment by the clock of the campaign's timezone, as the vendor writes it.
const MOMENT: &str = "%Y-%m-%d %H:%M:%S";

/// A moment as it is sent: with a space, and with seconds.
fn moment(given: &str) -> Option<DateTime> {
    let given = given.trim();
    // The parser takes a day alone too, and ignores an offset.
    let is_local = given.contains(':') && !given.ends_with(['Z', 'z']) && !given.get(10..)?.contains(['+', '-']);
    given.parse().ok().filter(|_| is_local)
}

pub(super) fn moment_for_vendor(given: &Option<String>) -> Option<String> {
    let given = given.as_ref()?;
    Some(moment(given).map_or_else(|| given.clone(), |moment| moment.strftime(MOMENT).to_string()))
}

/// The timezone as it is sent. The vendor's table prints blanks where IANA has underscores.
pub(super) fn timezone_for_vendor(given: &Option<String>) -> Option<String> {
    given.as_ref().map(|name| name.trim().replace(' ', "_"))
}

/// What is wrong with the dates of a campaign.
pub(super) fn date_problems(start: &Option<String>, end: &Option<String>, timezone: &Option<String>) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, given) in [("start_campaign_at", start), ("complete_campaign_at", end)] {
        if let Some(given) = given.as_ref().filter(|given| moment(given).is_none()) {
            problems.push(format!(
                "`{name}` must be a moment such as 2027-03-25 09:00:00, by the clock of `timezone`, got `{}`",
                truncate(given, 40)
            ));
        }
    }
    let (from, to) = (start.as_deref().and_then(moment), end.as_deref().and_then(moment));
    if let (Some(from), Some(to)) = (from, to)
        && from >= to
    {
        problems.push(format!("`complete_campaign_at` ({to}) must be after `start_campaign_at` ({from})"));
    }
    problems.extend(timezone_for_vendor(timezone).and_then(|name| iana::problem("timezone", &name)));
    problems
}

/// The ids of a list of the account's own senders, each once.
pub(super) fn count<T: Copy + Ord>(ids: &[T]) -> usize {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

#[cfg(test)]
mod tests {
    use super::{date_problems, moment_for_vendor, timezone_for_vendor};

    #[test]
    fn moments_are_written_as_the_vendor_takes_them() {
        for (given, sent) in [
            ("2027-03-25 09:00:00", "2027-03-25 09:00:00"),
            ("2027-03-25T09:00", "2027-03-25 09:00:00"),
            (" 2027-03-25T09:00:30 ", "2027-03-25 09:00:30"),
        ] {
            let given = Some(given.to_owned());
            assert_eq!(moment_for_vendor(&given).as_deref(), Some(sent));
            assert_eq!(date_problems(&given, &None, &None), [] as [String; 0]);
        }
        for wrong in
            ["2027-03-25", "2027-03-25T09:00:00Z", "2027-03-25T09:00:00+02:00", "2027-02-30 09:00:00", "soon", ""]
        {
            assert_eq!(date_problems(&Some(wrong.to_owned()), &None, &None).len(), 1, "{wrong}");
        }
    }

    #[test]
    fn a_timezone_has_underscores() {
        assert_eq!(timezone_for_vendor(&Some("America/New York".to_owned())).as_deref(), Some("America/New_York"));
        assert_eq!(date_problems(&None, &None, &Some("Mars/Olympus".to_owned())).len(), 1);
    }
}

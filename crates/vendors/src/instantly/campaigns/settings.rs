//! The settings of a campaign as create and patch take them: schedule and sequence typed, the timezone by its IANA name.

use outreach_model::arguments::truncate;

use crate::instantly::{
    prelude::*,
    timezone::{self, Days, StandIn},
};

/// The inputs that create and patch share.
#[skip_serializing_none]
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Settings {
    /// The emails: one item that holds them all in its `steps`
    #[schemars(length(max = 1))]
    pub sequences: Option<Vec<Sequence>>,
    /// Addresses of the mailboxes to send from, from list_accounts. Without any it cannot send
    #[schemars(inner(length(min = 1)))]
    pub email_list: Option<Sender<Vec<AccountId>>>,
    /// Most emails a day for the whole campaign
    #[schemars(range(min = 0))]
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    pub daily_limit: Clearable<i64>,
    /// Most new leads to contact a day
    #[schemars(range(min = 0))]
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    pub daily_max_leads: Clearable<i64>,
    /// true: track opens of the emails
    pub open_tracking: Option<bool>,
    /// true: a lead who replied gets no further step
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    pub stop_on_reply: Clearable<bool>,
    /// true: track clicks on links in the emails
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    pub link_tracking: Clearable<bool>,
    /// true: send as plain text without HTML
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    pub text_only: Clearable<bool>,
    /// Minutes between two emails of the campaign
    #[schemars(range(min = 0))]
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    pub email_gap: Clearable<i64>,
    /// What one positive lead is worth, for the statistics: a number without currency
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    pub pl_value: Clearable<Num>,
}

impl Settings {
    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        serde_json::to_value(self).is_ok_and(|value| value.as_object().is_some_and(serde_json::Map::is_empty))
    }

    /// The mailboxes that these settings name and the answer does not.
    pub fn missing_from(&self, campaign: &Campaign) -> Vec<String> {
        let (Some(Sender(asked)), Some(List(has))) = (&self.email_list, &campaign.email_list) else {
            return Vec::new();
        };
        not_among(asked.iter().map(AsRef::as_ref), has.iter().map(|mailbox| mailbox.0.as_str()))
    }

    /// Whether one of them decides what an active campaign mails, or how much.
    pub fn decide_what_is_mailed(&self) -> bool {
        let Self { sequences, email_list, daily_limit, daily_max_leads, email_gap, stop_on_reply, .. } = self;
        // A campaign that does not stop on a reply mails those who have answered.
        sequences.is_some()
            || email_list.is_some()
            || !daily_limit.is_kept()
            || !daily_max_leads.is_kept()
            || !email_gap.is_kept()
            || !matches!(stop_on_reply, Clearable::Kept | Clearable::Set(true))
    }
}

/// Emails in order.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[schemars(extend("examples" = [{ "steps": [{ "delay": 3, "variants": [{ "subject": "Hi {{firstName}}", "body": "Hello" }] }] }]))]
pub struct Sequence {
    /// The emails in the order in which a lead gets them
    #[schemars(length(min = 1))]
    pub steps: Vec<Step>,
}

/// One email.
#[skip_serializing_none]
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Step {
    // Accepted and not listed: there is only one value.
    #[serde(default)]
    #[schemars(extend("x-hidden" = true))]
    pub r#type: StepType,
    /// Wait AFTER this email before the next, in `delay_unit`; the last step's has no effect
    #[schemars(range(min = 0))]
    pub delay: Num,
    /// Unit of `delay`; days when left out
    #[schemars(extend("default" = "days"))]
    pub delay_unit: Option<DelayUnit>,
    /// Wordings of this email; with several, leads get different ones, as a test
    #[schemars(length(min = 1))]
    pub variants: Vec<Variant>,
}

/// The only kind of step there is.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum StepType {
    #[default]
    Email,
}

/// The unit of a delay.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DelayUnit {
    Minutes,
    Hours,
    Days,
}

/// One wording of an email.
#[skip_serializing_none]
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Variant {
    /// Subject; variables such as {{firstName}} are filled in. Empty in a later step: the same thread goes on
    pub subject: String,
    /// HTML, lines broken with <br/>. Variables: {{firstName}}, {{companyName}}, {{personalization}}, custom ones
    #[schemars(extend("x-html" = true))]
    pub body: String,
    /// true: this wording is not sent
    #[schemars(extend("default" = false))]
    pub v_disabled: Option<bool>,
}

/// When a campaign sends.
#[skip_serializing_none]
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[schemars(extend("examples" = [{ "schedules": [{
    "name": "Weekdays", "timing": { "from": "09:00", "to": "17:00" }, "days": { "1": true, "2": true }, "timezone": "America/Chicago",
}] }]))]
pub struct Schedule {
    /// First day, YYYY-MM-DD in the schedule's timezone; left out: at once
    pub start_date: Option<String>,
    /// Last day, YYYY-MM-DD in the schedule's timezone; left out: no end
    pub end_date: Option<String>,
    /// Windows in which mail may leave, at least one
    #[schemars(length(min = 1))]
    pub schedules: Vec<Window>,
}

/// Hours on days of the week.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Window {
    /// Label of the window, any text
    pub name: String,
    /// Hours of the day, by the clock of `timezone`
    pub timing: Timing,
    #[schemars(extend("x-keys" = {
        "0": "Send on Sundays", "1": "Send on Mondays", "2": "Send on Tuesdays", "3": "Send on Wednesdays", "4": "Send on Thursdays",
        "5": "Send on Fridays", "6": "Send on Saturdays",
    }))]
    /// Weekdays by number, 0 Sunday to 6 Saturday; those that are not named send nothing
    pub days: BTreeMap<String, bool>,
    /// IANA timezone such as Europe/Berlin; one that Instantly lacks is replaced by the nearest, and the answer says so
    pub timezone: String,
}

/// From when to when.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Timing {
    /// Start, 24 hours HH:MM, such as 09:00
    pub from: String,
    /// End, 24 hours HH:MM, such as 17:00
    pub to: String,
}

/// A schedule as the vendor takes it.
struct Converted {
    schedule: Schedule,
    /// The timezones that are sent.
    sent: Vec<StandIn>,
    /// What cannot be converted, and what it may be.
    problems: Vec<String>,
}

impl Schedule {
    /// The schedule in the vendor's format: dates as YYYY-MM-DD, times as HH:MM, timezones from its own list. What
    /// [`Self::problems`] names stays as it is.
    pub fn for_vendor(&self) -> Self {
        self.converted().schedule
    }

    /// Each field that cannot be converted, and what it may be.
    pub fn problems(&self) -> Vec<String> {
        self.converted().problems
    }

    /// What is sent instead of a timezone that the vendor does not take.
    pub fn substitutions(&self) -> Remarks {
        let (mut note, mut warnings) = (Vec::new(), Vec::new());
        for StandIn { remark, is_exact, .. } in self.converted().sent {
            let said = if is_exact { &mut note } else { &mut warnings };
            said.extend(remark.filter(|remark| !said.contains(remark)));
        }
        let note = (!note.is_empty()).then(|| note.join(" "));
        Remarks { note, warnings, ..Remarks::default() }
    }

    fn converted(&self) -> Converted {
        let (mut schedule, mut sent, mut problems) = (self.clone(), Vec::new(), Vec::new());
        for (name, date) in [("start_date", &mut schedule.start_date), ("end_date", &mut schedule.end_date)] {
            if let Some(date) = date {
                replace(date, day, &mut problems, || (name.to_owned(), "a date such as 2026-03-31"));
            }
        }
        let date = |date: &Option<String>| date.as_ref()?.parse().ok();
        let days = Days::of(date(&schedule.start_date), date(&schedule.end_date));
        for (at, window) in schedule.schedules.iter_mut().enumerate() {
            let timing = &mut window.timing;
            for (name, time) in [("from", &mut timing.from), ("to", &mut timing.to)] {
                replace(time, clock, &mut problems, || {
                    (format!("schedules[{at}].timing.{name}"), "a time such as 09:00")
                });
            }
            let named: Option<Vec<_>> =
                window.days.iter().map(|(day, sends)| Some((weekday(day)?.to_string(), *sends))).collect();
            let named: BTreeMap<String, bool> = named.unwrap_or_default().into_iter().collect();
            // A day may be named twice, by its number and by its name.
            if named.is_empty() || named.len() != window.days.len() {
                problems.push(format!(
                    "`campaign_schedule.schedules[{at}].days` must name days by number, 0 Sunday to 6 Saturday, or by name, each once, \
                     and whether to send on them: {{\"1\": true, \"2\": true}} or [\"monday\", \"tuesday\"]"
                ));
            } else {
                window.days = named;
            }
            match timezone::for_vendor(&window.timezone, days) {
                Ok(timezone) => {
                    window.timezone = timezone.name.to_owned();
                    sent.push(timezone);
                }
                Err(why) => problems.push(format!("`campaign_schedule.schedules[{at}].timezone`: {why}")),
            }
        }
        Converted { schedule, sent, problems }
    }
}

/// Writes a text in the vendor's form; where it cannot be read, the problem names the field and what it may be.
fn replace(
    text: &mut String,
    read: fn(&str) -> Option<String>,
    problems: &mut Vec<String>,
    field: impl FnOnce() -> (String, &'static str),
) {
    match read(text) {
        Some(read) => *text = read,
        None => {
            let ((field, wanted), got) = (field(), truncate(text, 40));
            problems.push(format!("`campaign_schedule.{field}` must be {wanted}, got `{got}`"));
        }
    }
}

/// A date as YYYY-MM-DD; a time after it is dropped.
pub fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let date = text.get(..10).filter(|_| text.as_bytes().get(10).is_none_or(|next| matches!(next, b'T' | b' ')))?;
    date.parse::<jiff::civil::Date>().ok().map(|date| date.to_string())
}

/// The number of a day of the week: `1`, `Mon` and `Monday` are 1.
fn weekday(text: &str) -> Option<usize> {
    const NAMES: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    let given = text.trim().to_ascii_lowercase();
    let by_number = || given.parse().ok().filter(|day| *day < NAMES.len() && given.len() == 1);
    let by_name = |name: &&str| **name == *given || (given.len() == 3 && name.starts_with(&given));
    NAMES.iter().position(by_name).or_else(by_number)
}

/// A time of day as HH:MM; `9:00`, `09:00:00` and `9:00 AM` are taken too.
pub fn clock(text: &str) -> Option<String> {
    let lower = text.trim().to_ascii_lowercase();
    let half = ["am", "pm"].into_iter().find_map(|half| Some((lower.strip_suffix(half)?.trim_end(), half == "pm")));
    let (time, afternoon) = half.map_or((lower.as_str(), None), |(time, afternoon)| (time, Some(afternoon)));
    let mut parts = time.splitn(3, ':');
    let hour: u8 = parts.next()?.parse().ok().filter(|hour| *hour < 24)?;
    // Twelve is the first hour of both halves of the day.
    let hour = match afternoon {
        None => hour,
        Some(afternoon) => (1..=12).contains(&hour).then(|| hour % 12 + if afternoon { 12 } else { 0 })?,
    };
    // `9 AM` says as much as `9:00 AM`; `9` alone does not.
    let minute = parts.next().or(afternoon.map(|_| "00")).filter(|minute| minute.len() == 2)?;
    let minute: u8 = minute.parse().ok().filter(|minute| *minute < 60)?;
    Some(format!("{hour:02}:{minute:02}"))
}

#[cfg(test)]
mod tests {
    use super::{clock, day, weekday};

    #[test]
    fn times_become_two_digits_each() {
        for (given, taken) in [
            ("9:00", Some("09:00")),
            ("09:00", Some("09:00")),
            ("17:30:00", Some("17:30")),
            ("23:59", Some("23:59")),
            ("9:00 AM", Some("09:00")),
            ("5pm", Some("17:00")),
            ("12:00 AM", Some("00:00")),
            ("12:30 pm", Some("12:30")),
        ] {
            assert_eq!(clock(given).as_deref(), taken, "{given}");
        }
        for given in ["24:00", "9", "09:60", "09:5", "nine", "", "-1:00", "13:00 PM", "0:30 AM", "noon"] {
            assert_eq!(clock(given), None, "{given}");
        }
    }

    #[test]
    fn a_day_of_the_week_has_a_number_or_a_name() {
        for (given, number) in [("0", Some(0)), ("Sunday", Some(0)), ("mon", Some(1)), ("SAT", Some(6)), ("6", Some(6))]
        {
            assert_eq!(weekday(given), number, "{given}");
        }
        for given in ["7", "00", "m", "mo", "weekday", "Montag", ""] {
            assert_eq!(weekday(given), None, "{given}");
        }
    }

    #[test]
    fn a_date_loses_its_time_and_must_exist() {
        assert_eq!(day("2026-03-31").as_deref(), Some("2026-03-31"));
        assert_eq!(day("2026-03-31T10:00:00Z").as_deref(), Some("2026-03-31"));
        for given in ["2026-02-30", "31.03.2026", "2026-3-1", "", "2026-03-311"] {
            assert_eq!(day(given), None, "{given}");
        }
    }
}

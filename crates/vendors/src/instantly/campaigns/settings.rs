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
    /// Only one
    #[schemars(length(max = 1))]
    pub sequences: Option<Vec<Sequence>>,
    /// Mailboxes
    pub email_list: Option<Sender<Vec<String>>>,
    /// Emails a day
    #[schemars(range(min = 0))]
    pub daily_limit: Option<i64>,
    /// New leads
    #[schemars(range(min = 0))]
    pub daily_max_leads: Option<i64>,
    /// Opens
    pub open_tracking: Option<bool>,
    /// On reply
    pub stop_on_reply: Option<bool>,
    /// Links
    pub link_tracking: Option<bool>,
    /// No HTML
    pub text_only: Option<bool>,
    /// Minutes
    #[schemars(range(min = 0))]
    pub email_gap: Option<i64>,
    /// Per lead
    pub pl_value: Option<Num>,
}

impl Settings {
    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        serde_json::to_value(self).is_ok_and(|value| value.as_object().is_some_and(serde_json::Map::is_empty))
    }

    /// Whether one of them decides what an active campaign mails, or how much.
    pub fn decide_what_is_mailed(&self) -> bool {
        let Self { sequences, email_list, daily_limit, daily_max_leads, email_gap, stop_on_reply, .. } = self;
        // A campaign that does not stop on a reply mails those who have answered.
        sequences.is_some()
            || email_list.is_some()
            || daily_limit.is_some()
            || daily_max_leads.is_some()
            || email_gap.is_some()
            || *stop_on_reply == Some(false)
    }
}

/// Emails in order.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Sequence {
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
    /// Wait before the next step
    pub delay: Num,
    /// Default days
    #[schemars(extend("default" = "days"))]
    pub delay_unit: Option<DelayUnit>,
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
    /// Empty: same thread
    pub subject: String,
    /// HTML with <br/>, {{firstName}}
    pub body: String,
    #[schemars(extend("default" = false))]
    pub v_disabled: Option<bool>,
}

/// When a campaign sends.
#[skip_serializing_none]
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Schedule {
    /// YYYY-MM-DD
    pub start_date: Option<String>,
    pub end_date: Option<String>,
    #[schemars(length(min = 1))]
    pub schedules: Vec<Window>,
}

/// Hours on days of the week.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Window {
    pub name: String,
    pub timing: Timing,
    /// 0 Sunday to 6: {"1":true}
    pub days: BTreeMap<String, bool>,
    /// IANA name
    pub timezone: String,
}

/// From when to when.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Timing {
    /// HH:MM
    pub from: String,
    pub to: String,
}

impl Schedule {
    /// The schedule in the vendor's format: dates as YYYY-MM-DD, times as HH:MM, timezones from its own list.
    ///
    /// # Errors
    ///
    /// Names the field that cannot be converted and what it may be.
    pub fn for_vendor(&self) -> Result<Self, Failure> {
        self.converted().map(|(schedule, _)| schedule)
    }

    /// What is sent instead of a timezone that the vendor does not take.
    pub fn substitutions(&self) -> Remarks {
        let (mut note, mut warnings) = (Vec::new(), Vec::new());
        for StandIn { remark, is_exact, .. } in self.converted().map(|(_, sent)| sent).unwrap_or_default() {
            let said = if is_exact { &mut note } else { &mut warnings };
            said.extend(remark.filter(|remark| !said.contains(remark)));
        }
        let note = (!note.is_empty()).then(|| note.join(" "));
        Remarks { note, warnings, ..Remarks::default() }
    }

    fn converted(&self) -> Result<(Self, Vec<StandIn>), Failure> {
        let (mut schedule, mut sent) = (self.clone(), Vec::new());
        for (name, date) in [("start_date", &mut schedule.start_date), ("end_date", &mut schedule.end_date)] {
            if let Some(date) = date {
                *date = day(date).ok_or_else(|| wrong(name, "a date such as 2026-03-31", date))?;
            }
        }
        let date = |date: &Option<String>| date.as_ref()?.parse().ok();
        let days = Days::of(date(&schedule.start_date), date(&schedule.end_date));
        for (at, window) in schedule.schedules.iter_mut().enumerate() {
            let timing = &mut window.timing;
            for (name, time) in [("from", &mut timing.from), ("to", &mut timing.to)] {
                let field = format!("schedules[{at}].timing.{name}");
                *time = clock(time).ok_or_else(|| wrong(&field, "a time such as 09:00", time))?;
            }
            let known = |day: &String| matches!(day.as_str(), "0" | "1" | "2" | "3" | "4" | "5" | "6");
            if window.days.is_empty() || !window.days.keys().all(known) {
                let field = format!("`campaign_schedule.schedules[{at}].days`");
                return Err(Failure::invalid_input(format!(
                    "{field} must say for days by number, 0 Sunday to 6 Saturday, whether to send: {{\"1\": true, \"2\": true}}."
                )));
            }
            let timezone = timezone::for_vendor(&window.timezone, days).map_err(|why| {
                Failure::invalid_input(format!("`campaign_schedule.schedules[{at}].timezone`: {why}"))
            })?;
            window.timezone = timezone.name.to_owned();
            sent.push(timezone);
        }
        Ok((schedule, sent))
    }
}

fn wrong(field: &str, wanted: &str, got: &str) -> Failure {
    let got = truncate(got, 40);
    Failure::invalid_input(format!("`campaign_schedule.{field}` must be {wanted}, got `{got}`."))
}

/// A date as YYYY-MM-DD; a time after it is dropped.
fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let date = text.get(..10).filter(|_| text.as_bytes().get(10).is_none_or(|next| matches!(next, b'T' | b' ')))?;
    date.parse::<jiff::civil::Date>().ok().map(|date| date.to_string())
}

/// A time of day as HH:MM; `9:00` and `09:00:00` are taken too.
fn clock(text: &str) -> Option<String> {
    let mut parts = text.trim().splitn(3, ':');
    let hour: u8 = parts.next()?.parse().ok().filter(|hour| *hour < 24)?;
    let minute = parts.next().filter(|minute| minute.len() == 2)?;
    let minute: u8 = minute.parse().ok().filter(|minute| *minute < 60)?;
    Some(format!("{hour:02}:{minute:02}"))
}

#[cfg(test)]
mod tests {
    use super::{clock, day};

    #[test]
    fn times_become_two_digits_each() {
        for (given, taken) in
            [("9:00", Some("09:00")), ("09:00", Some("09:00")), ("17:30:00", Some("17:30")), ("23:59", Some("23:59"))]
        {
            assert_eq!(clock(given).as_deref(), taken, "{given}");
        }
        for given in ["24:00", "9", "09:60", "09:5", "nine", "", "-1:00", "9am"] {
            assert_eq!(clock(given), None, "{given}");
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

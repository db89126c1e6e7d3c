//! Why a campaign mails nobody, or mails what nobody means, by its own fields: those of a call, or those that the vendor answers.
//! Both have the same names.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::settings::{clock, day};
use outreach_model::markup;

use crate::instantly::prelude::*;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nobody means it: a change is refused, too.
    Wrong,
    /// A new campaign would mail nothing, so that it is refused. A change of one may be meant to stop it, and is warned of.
    Idle,
    /// Something is still to be set.
    Open,
}

/// One of the reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    pub severity: Severity,
    /// The field.
    at: String,
    /// What is the matter with it, to follow its name.
    what: String,
}

impl Obstacle {
    fn new(severity: Severity, at: impl Into<String>, what: impl Into<String>) -> Self {
        Self { severity, at: at.into(), what: what.into() }
    }

    /// Whether it is about a field that a change names.
    pub fn is_of(&self, changes: &Value) -> bool {
        changes.get(&self.at).is_some()
    }

    /// Whether it is about this place, or about something in it.
    pub fn is_at(&self, path: &str) -> bool {
        self.at.starts_with(path)
    }

    /// Whether it is that the first mail has no subject.
    pub fn is_first_subject(&self) -> bool {
        self.at.starts_with("sequences[0].steps[0]") && self.at.ends_with(".subject")
    }

    /// As a sentence.
    pub fn sentence(&self) -> String {
        format!("`{}` {}.", self.at, self.what)
    }
}

/// What is the matter with a schedule, with steps, mailboxes and limits, as far as the campaign has them.
pub fn of(campaign: &Value) -> Vec<Obstacle> {
    let mut found = Vec::new();
    if let Some(schedule) = campaign.get("campaign_schedule") {
        add_schedule(schedule, &mut found);
    }
    if let Some(steps) = campaign.get("sequences").and_then(Value::as_array) {
        add_steps(steps, &mut found);
    }
    for (limit, what) in [("daily_limit", "nobody is mailed"), ("daily_max_leads", "nobody new is mailed")] {
        if campaign.get(limit).and_then(Value::as_f64) == Some(0.0) {
            found.push(Obstacle::new(Severity::Open, limit, format!("is 0: {what}")));
        }
    }
    found
}

/// What a new campaign still needs before it can send.
pub fn missing(campaign: &Value) -> Vec<Obstacle> {
    let is_empty = |field: &str| campaign.get(field).and_then(Value::as_array).is_none_or(Vec::is_empty);
    let needed = [
        (
            "email_list",
            "names no mailbox: without one the campaign cannot send. Set addresses of instantly_list_accounts with instantly_patch_campaign",
        ),
        ("sequences", "has no steps: without one there is nothing to send. Set them with instantly_patch_campaign"),
    ];
    let open = needed.into_iter().filter(|(field, _)| is_empty(field));
    open.map(|(field, what)| Obstacle::new(Severity::Open, field, what)).collect()
}

fn add_schedule(schedule: &Value, found: &mut Vec<Obstacle>) {
    let windows = schedule.get("schedules").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for (at, window) in windows.iter().enumerate() {
        let path = format!("campaign_schedule.schedules[{at}]");
        let days = window.get("days").and_then(Value::as_object);
        // No days at all are not well-formed, which is said elsewhere.
        if days.is_some_and(|days| !days.is_empty() && days.values().all(|sends| sends != &Value::Bool(true))) {
            let what =
                "turns no day on: nothing is mailed in this window. Give `true` to each day on which mail may leave";
            found.push(Obstacle::new(Severity::Idle, format!("{path}.days"), what));
        }
        let time = |name: &str| clock(window.get("timing")?.get(name)?.as_str()?);
        if let (Some(from), Some(to)) = (time("from"), time("to"))
            && from >= to
        {
            let what = format!(
                "begins at {from} and ends at {to}: `from` must be before `to`. For hours over midnight give two windows, one to \
                 23:59 and one from 00:00"
            );
            found.push(Obstacle::new(Severity::Wrong, format!("{path}.timing"), what));
        }
    }
    let date = |name: &str| -> Option<Date> { day(schedule.get(name)?.as_str()?)?.parse().ok() };
    let Some(end) = date("end_date") else { return };
    if let Some(start) = date("start_date").filter(|start| *start > end) {
        let what = format!("({end}) is before `start_date` ({start})");
        found.push(Obstacle::new(Severity::Wrong, "campaign_schedule.end_date", what));
    }
    let timezone = windows.first().and_then(|window| window.get("timezone")?.as_str());
    let zone = timezone.and_then(|name| TimeZone::get(name.trim()).ok()).unwrap_or(TimeZone::UTC);
    if end < Timestamp::now().to_zoned(zone).date() {
        let what = format!("({end}) is over: nothing is mailed any more");
        found.push(Obstacle::new(Severity::Idle, "campaign_schedule.end_date", what));
    }
}

fn add_steps(sequences: &[Value], found: &mut Vec<Obstacle>) {
    // Only the first sequence counts.
    let steps = sequences.first().and_then(|sequence| sequence.get("steps")?.as_array());
    for (at, step) in steps.into_iter().flatten().enumerate() {
        let path = format!("sequences[0].steps[{at}]");
        let Some(wordings) = step.get("variants").and_then(Value::as_array) else { continue };
        let is_on = |wording: &Value| !is_on(wording.get("v_disabled"));
        if !wordings.is_empty() && !wordings.iter().any(is_on) {
            found.push(Obstacle::new(
                Severity::Open,
                format!("{path}.variants"),
                "are all disabled: this step sends nothing",
            ));
        }
        for (wording_at, wording) in wordings.iter().enumerate().filter(|(_, wording)| is_on(wording)) {
            let path = format!("{path}.variants[{wording_at}]");
            let text = |field: &str| wording.get(field).and_then(Value::as_str);
            if text("body").is_some_and(markup::is_blank) {
                let what = "is blank: an empty mail would be sent. Give its words, or leave the step out";
                found.push(Obstacle::new(Severity::Wrong, format!("{path}.body"), what));
            }
            if at == 0 && text("subject").is_some_and(|subject| subject.trim().is_empty()) {
                let what = "is blank: the first mail has no subject";
                found.push(Obstacle::new(Severity::Open, format!("{path}.subject"), what));
            }
        }
    }
}

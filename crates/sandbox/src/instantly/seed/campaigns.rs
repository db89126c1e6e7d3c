//! Ten campaigns, every status among them.

use serde_json::{Value, json};

use super::common::{MAILBOXES, START};
use crate::{
    instantly::{campaigns::CAMPAIGNS, workspace::Workspace},
    store::clock::{DAY, HOUR, nth, stamp},
};

/// A campaign to make.
pub(super) struct Plan {
    name: &'static str,
    pub(super) status: i64,
    /// The reason why nothing is sent, where nothing is sent.
    not_sending: Option<i64>,
    timezone: &'static str,
    hours: (&'static str, &'static str),
    /// Its steps: an index in [`TEMPLATES`] and the days until the next step.
    steps: &'static [(usize, u32)],
    /// How many of the mailboxes it sends from.
    mailboxes: usize,
    /// How many leads it has.
    pub(super) leads: usize,
    pl_value: Option<u32>,
    tag: Option<&'static str>,
}

/// The ids of the workspace's tags.
const TAG_EUROPE: &str = "0196a3c1-7d00-7a11-9c5e-2f1b6d3e4a01";
const TAG_AMERICAS: &str = "0196a3c1-7d00-7a11-9c5e-2f1b6d3e4a02";

#[rustfmt::skip]
pub(super) const PLANS: [Plan; 10] = [
    Plan { name: "Q3 logistics directors, DACH", status: 1, not_sending: Some(1), timezone: "Europe/Belgrade", hours: ("09:00", "17:00"), steps: &[(0, 3), (1, 4), (2, 0)], mailboxes: 2, leads: 48, pl_value: Some(1200), tag: Some(TAG_EUROPE) },
    Plan { name: "Agency owners UK", status: 1, not_sending: None, timezone: "Europe/Isle_of_Man", hours: ("08:30", "16:30"), steps: &[(3, 2), (1, 5), (4, 0)], mailboxes: 3, leads: 40, pl_value: Some(800), tag: Some(TAG_EUROPE) },
    Plan { name: "Spring conference follow-up", status: 3, not_sending: None, timezone: "America/Chicago", hours: ("08:00", "18:00"), steps: &[(5, 3), (2, 0)], mailboxes: 2, leads: 36, pl_value: None, tag: Some(TAG_AMERICAS) },
    Plan { name: "SaaS finance leads East Coast", status: 2, not_sending: None, timezone: "America/Detroit", hours: ("09:00", "17:30"), steps: &[(0, 4), (2, 3), (4, 0)], mailboxes: 2, leads: 30, pl_value: Some(2500), tag: Some(TAG_AMERICAS) },
    Plan { name: "Newsletter win-back", status: 4, not_sending: None, timezone: "Europe/Belgrade", hours: ("10:00", "15:00"), steps: &[(3, 7), (4, 0)], mailboxes: 1, leads: 24, pl_value: None, tag: None },
    Plan { name: "Retail operations APAC", status: -1, not_sending: Some(99), timezone: "Australia/Melbourne", hours: ("09:00", "17:00"), steps: &[(0, 3), (1, 0)], mailboxes: 1, leads: 22, pl_value: Some(900), tag: None },
    Plan { name: "Cold list test, manufacturing", status: -2, not_sending: Some(99), timezone: "America/Boise", hours: ("07:00", "15:00"), steps: &[(3, 3), (2, 0)], mailboxes: 1, leads: 26, pl_value: None, tag: Some(TAG_AMERICAS) },
    Plan { name: "Old domain warm leads", status: -99, not_sending: Some(99), timezone: "Asia/Hong_Kong", hours: ("09:00", "18:00"), steps: &[(0, 0)], mailboxes: 1, leads: 8, pl_value: None, tag: None },
    Plan { name: "Q4 partner launch", status: 0, not_sending: None, timezone: "Europe/Bucharest", hours: ("09:00", "17:00"), steps: &[(5, 2), (1, 4), (2, 5), (4, 0)], mailboxes: 3, leads: 16, pl_value: Some(1500), tag: Some(TAG_EUROPE) },
    Plan { name: "Untitled draft", status: 0, not_sending: None, timezone: "America/Chicago", hours: ("09:00", "17:00"), steps: &[(3, 0)], mailboxes: 0, leads: 0, pl_value: None, tag: None },
];

/// The variants of a step: subject and body. A second one makes an A/B test; an empty subject keeps the email in the thread.
#[rustfmt::skip]
const TEMPLATES: [&[(&str, &str)]; 6] = [
    &[("{{firstName}}, fewer empty runs at {{companyName}}?", "<p>Hi {{firstName}},</p><p>Most {{industry}} teams we talk to plan their week in a spreadsheet. We cut that to an afternoon.</p><p>Worth 15 minutes?</p>"),
      ("Planning at {{companyName}}", "<p>Hello {{firstName}},</p><p>How long does planning next week take at {{companyName}}? For firms your size it is usually two days. It can be two hours.</p>")],
    &[("", "<p>Hi {{firstName}}, did my note reach you at a bad time?</p><p>Happy to send a two-page summary instead.</p>")],
    &[("", "<p>{{firstName}}, a short one: a firm like {{companyName}} saved 11 hours a week in its first month. Shall I send how?</p>"),
      ("", "<p>Hi {{firstName}},</p><p>I put a three-minute video together for {{companyName}}. May I send the link?</p>")],
    &[("Quick question, {{firstName}}", "<p>Hi {{firstName}},</p><p>Who looks after outbound at {{companyName}} these days?</p>"),
      ("{{companyName}} and outbound", "<p>Hi {{firstName}},</p><p>{{personalization}}</p><p>Would a second pair of hands for outbound help this quarter?</p>")],
    &[("Closing the loop", "<p>Hi {{firstName}}, I will not write again after this. If it becomes a topic later, a reply to this mail finds me.</p><p>{unsubscribe_link}</p>")],
    &[("Good to meet you, {{firstName}}", "<p>Hi {{firstName}},</p><p>It was good to talk at the stand. Here is the checklist I promised, for {{companyName}}.</p>")],
];

fn steps(plan: &Plan) -> Vec<Value> {
    let step = |(template, delay): &(usize, u32)| {
        let variants: Vec<Value> = TEMPLATES
            .get(*template)
            .copied()
            .unwrap_or_default()
            .iter()
            .map(|(subject, body)| json!({ "subject": subject, "body": body, "v_disabled": false }))
            .collect();
        json!({ "type": "email", "delay": delay, "delay_unit": "days", "variants": variants })
    };
    plan.steps.iter().map(step).collect()
}

/// Adds the campaigns.
pub(super) fn add(workspace: &mut Workspace) {
    for (index, plan) in PLANS.iter().enumerate() {
        let at = nth(START, index, 4 * DAY + 7 * HOUR);
        let id = workspace.store.clock.uuid(at);
        let mut campaign = CAMPAIGNS.blank(workspace, &id, &stamp(at));
        let (from, to) = plan.hours;
        campaign.assign(json!({
            "name": plan.name,
            "status": plan.status,
            "pl_value": plan.pl_value,
            "is_evergreen": index == 4,
            "campaign_schedule": {
                "start_date": null,
                "end_date": null,
                "schedules": [{
                    "name": "Working hours",
                    "timing": { "from": from, "to": to },
                    "days": { "0": false, "1": true, "2": true, "3": true, "4": true, "5": index != 1, "6": false },
                    "timezone": plan.timezone,
                }],
            },
            "sequences": [{ "steps": steps(plan) }],
            "timestamp_updated": stamp(at + 9 * DAY),
            "email_list": MAILBOXES.iter().take(plan.mailboxes).collect::<Vec<_>>(),
            "daily_limit": 40 + 10 * index,
            "daily_max_leads": if index % 2 == 0 { json!(25) } else { Value::Null },
            "open_tracking": index % 3 != 0,
            "link_tracking": index % 4 == 0,
            "not_sending_status": plan.not_sending,
            "custom_variables": { "industry": "industry", "employees": "employees" },
        }));
        campaign.hidden.insert("tags".to_owned(), plan.tag.into_iter().collect());
        workspace.store.insert(CAMPAIGNS.path, campaign);
    }
}

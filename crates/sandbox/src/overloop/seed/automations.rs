//! Four automations and their steps.

use serde_json::{Value, json};

use super::{DAY, START};
use crate::{
    ids::stamp,
    overloop::{
        document::{Link, Record},
        workspace::Workspace,
    },
};

/// An automation.
struct Plan {
    name: &'static str,
    kind: &'static str,
    records: &'static str,
    enter: &'static str,
    exit: &'static [&'static str],
    status: &'static str,
    /// Whom it takes in: attribute, operator, value.
    segment: Option<(&'static str, &'static str, &'static str)>,
    /// Each step, the number of the one before it and its place after that.
    steps: &'static [(&'static str, Option<usize>, u8)],
}

const PLANS: [Plan; 4] = [
    Plan {
        name: "Spring fair follow-up",
        kind: "campaign",
        records: "prospects",
        enter: "prospect.created",
        exit: &["prospect.replied"],
        status: "on",
        segment: Some(("email", "doesnotcontain", "info")),
        steps: &[("email", None, 0), ("delay", Some(0), 0), ("email", Some(1), 0)],
    },
    Plan {
        name: "CEOs in Belgium",
        kind: "campaign",
        records: "prospects",
        enter: "prospect.created",
        exit: &["prospect.replied"],
        status: "on",
        segment: Some(("jobtitle", "contains", "CEO")),
        // A condition has a branch for yes and one for no.
        steps: &[
            ("email", None, 0),
            ("delay", Some(0), 0),
            ("condition", Some(1), 0),
            ("email", Some(2), 0),
            ("task", Some(2), 1),
        ],
    },
    Plan {
        name: "Webinar invitation",
        kind: "campaign",
        records: "prospects",
        enter: "prospect.created",
        exit: &["prospect.replied"],
        status: "off",
        segment: None,
        steps: &[("email", None, 0), ("delay", Some(0), 0), ("email", Some(1), 0), ("note", Some(2), 0)],
    },
    Plan {
        name: "Note on new organizations",
        kind: "workflow",
        records: "organizations",
        enter: "organization.created",
        exit: &[],
        status: "on",
        segment: Some(("country", "contains", "Belgium")),
        steps: &[("delay", None, 0), ("note", Some(0), 0), ("task", Some(1), 0)],
    },
];

/// Adds them.
pub fn plant(workspace: &mut Workspace) {
    for (index, plan) in (0i64..).zip(&PLANS) {
        let at = START + (14 + index * 21) * DAY;
        let automation = workspace.next_id("automations");
        let steps = steps(workspace, plan, &automation, at);
        let segment = plan.segment.map(|filter| segment(workspace, filter, at));
        let caller = workspace.caller();
        let attributes = json!({
            "name": plan.name,
            "enter_triggers": [plan.enter],
            "enter_trigger_attributes": {},
            "exit_triggers": plan.exit,
            "status": plan.status,
            "sending_days": ["monday", "tuesday", "wednesday", "thursday", "friday"],
            "start_sending_minutes": 480,
            "end_sending_minutes": 1020,
            "timezone": "Etc/UTC",
            "automation_type": plan.kind,
            "record_type": plan.records,
            "created_at": stamp(at),
            "updated_at": stamp(at + 2 * DAY),
        });
        let automation = Record::new(automation, attributes)
            .with_many("steps", steps)
            .with("segment", segment)
            .with("creator", caller.clone())
            .with("sender", caller);
        workspace.automations.push(automation);
    }
}

fn steps(workspace: &mut Workspace, plan: &Plan, automation: &str, at: i64) -> Vec<Link> {
    let ids: Vec<String> = plan.steps.iter().map(|_| workspace.clock.id(at)).collect();
    for (id, (kind, previous, position)) in ids.iter().zip(plan.steps) {
        let attributes = json!({
            "step_type": kind,
            "position": position,
            "previous_step_id": previous.and_then(|previous| ids.get(previous)),
            "created_at": stamp(at),
            "updated_at": stamp(at + DAY),
            "config": config(kind),
        });
        let automation = ("automations", automation.to_owned());
        workspace.steps.push(Record::new(id, attributes).with("automation", Some(automation)));
    }
    ids.into_iter().map(|id| ("automations_steps", id)).collect()
}

fn segment(workspace: &mut Workspace, (attribute, operator, value): (&str, &str, &str), at: i64) -> Link {
    let link = ("segments", workspace.clock.id(at));
    let filter = ("filters", workspace.clock.id(at));
    let attributes = json!({ "attribute_name": attribute, "operator": operator, "option_value": value });
    workspace.filters.push(Record::new(&filter.1, attributes).with("segment", Some(link.clone())));
    let attributes = json!({ "name": null, "combination_operator": "and" });
    workspace.segments.push(Record::new(&link.1, attributes).with_many("filters", vec![filter]));
    link
}

fn config(kind: &str) -> Value {
    match kind {
        "email" => json!({
            "generate_with_ai": true,
            "message_personalization_settings": {
                "email_structure": "aida",
                "icebreaker_enabled": true,
                "subject_line_style": "intriguing",
            },
        }),
        "delay" => json!({ "days_delay": 3, "hours_delay": 0 }),
        "task" => json!({
            "title": "Call",
            "due_time": "09:00:00",
            "due_offset": 1,
            "description": "Ask whether the mail arrived.",
            "task_category": null,
            "prospect_segment": null,
            "wait_for_completion": true,
        }),
        "note" => json!({ "content": "Came in through the sandbox." }),
        _ => json!({}),
    }
}

//! Four automations and their steps.

use serde_json::{Value, json};

use super::common::{START, add_with};
use crate::{
    overloop::{
        automations::{AUTOMATIONS, STEPS},
        document::{caller, identifier},
        workspace::Workspace,
    },
    store::{
        Record,
        clock::{DAY, nth, stamp},
    },
};

/// An automation to make.
struct Plan {
    name: &'static str,
    kind: &'static str,
    records: &'static str,
    enter: &'static str,
    exit: &'static [&'static str],
    status: &'static str,
    /// The filter of its segment: attribute, operator, value.
    segment: Option<(&'static str, &'static str, &'static str)>,
    /// Its steps: the type, the index of the previous step, and the position among the steps after that one.
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

/// Adds the automations.
pub(super) fn add(workspace: &mut Workspace) {
    for (index, plan) in PLANS.iter().enumerate() {
        let at = nth(START + 14 * DAY, index, 21 * DAY);
        let id = workspace.next_id(AUTOMATIONS.kind);
        let steps = add_steps(workspace, plan, &id, at);
        let segment = plan.segment.map(|filter| add_segment(workspace, filter, at)).unwrap_or_default();
        let caller = caller(&workspace.store);
        let automation = json!({
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
        let related = [("steps", steps), ("segment", segment), ("creator", caller.clone()), ("sender", caller)];
        add_with(workspace, AUTOMATIONS.path, Record::new(id, automation), related);
    }
}

/// Adds the steps of an automation and gives their identifiers.
fn add_steps(workspace: &mut Workspace, plan: &Plan, automation: &str, at: i64) -> Value {
    let ids: Vec<String> = plan.steps.iter().map(|_| workspace.store.clock.uuid(at)).collect();
    for (id, (kind, previous, position)) in ids.iter().zip(plan.steps) {
        let step = json!({
            "step_type": kind,
            "position": position,
            "previous_step_id": previous.and_then(|previous| ids.get(previous)),
            "created_at": stamp(at),
            "updated_at": stamp(at + DAY),
            "config": config(kind),
        });
        let step = Record::new(id, step).below(automation);
        add_with(workspace, STEPS.path, step, [("automation", identifier(AUTOMATIONS.kind, automation))]);
    }
    ids.iter().map(|id| identifier(STEPS.kind, id)).collect()
}

/// Adds a segment with one filter and gives its identifier.
fn add_segment(workspace: &mut Workspace, (attribute, operator, value): (&str, &str, &str), at: i64) -> Value {
    let (segment_id, filter_id) = (workspace.store.clock.uuid(at), workspace.store.clock.uuid(at));
    let (segment, filter) = (identifier("segments", &segment_id), identifier("filters", &filter_id));
    let attributes = json!({ "attribute_name": attribute, "operator": operator, "option_value": value });
    add_with(workspace, "/filters", Record::new(filter_id, attributes), [("segment", segment.clone())]);
    let attributes = json!({ "name": null, "combination_operator": "and" });
    add_with(workspace, "/segments", Record::new(segment_id, attributes), [("filters", json!([filter]))]);
    segment
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

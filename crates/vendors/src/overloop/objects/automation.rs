//! Automations, their steps, and the segments of records that enter them.

use outreach_model::lenient::{Int, List as Values, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::User;
use crate::overloop::jsonapi::Listed;

/// A campaign or a workflow.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Automation {
    id: Option<Text>,
    name: Option<Text>,
    /// campaign or workflow
    automation_type: Option<Text>,
    /// What goes through it: prospects, organizations or conversations
    record_type: Option<Text>,
    /// Events that make records enter, e.g. prospect.created
    enter_triggers: Option<Values<Text>>,
    /// Settings of those events
    enter_trigger_attributes: Option<Map<String, Value>>,
    /// Events that make records leave, e.g. prospect.replied
    exit_triggers: Option<Values<Text>>,
    /// on or off
    status: Option<Text>,
    /// monday to sunday
    sending_days: Option<Values<Text>>,
    /// Minutes after midnight, 0 to 1425
    start_sending_minutes: Option<Int>,
    /// Minutes after midnight, 0 to 1425
    end_sending_minutes: Option<Int>,
    timezone: Option<Text>,
    /// ISO 8601
    created_at: Option<Text>,
    /// ISO 8601
    updated_at: Option<Text>,
    steps_ids: Option<Values<Text>>,
    segment_id: Option<Text>,
    enter_segment_id: Option<Text>,
    filters_ids: Option<Values<Text>>,
    /// User id
    creator_id: Option<Text>,
    /// User id
    sender_id: Option<Text>,
    steps: Option<Values<Step>>,
    segment: Option<Segment>,
    enter_segment: Option<Segment>,
    filters: Option<Values<Filter>>,
    creator: Option<User>,
    sender: Option<User>,
}

impl Listed for Automation {
    const ATTRIBUTES: &'static [&'static str] = &[
        "id",
        "name",
        "automation_type",
        "record_type",
        "enter_triggers",
        "enter_trigger_attributes",
        "exit_triggers",
        "status",
        "sending_days",
        "start_sending_minutes",
        "end_sending_minutes",
        "timezone",
        "created_at",
        "updated_at",
    ];
    const ONE: &'static str = "an automation";
}

/// What an automation does, one thing after the other.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Step {
    id: Option<Text>,
    /// E.g. email
    step_type: Option<Text>,
    /// After a condition 0 is yes and 1 is no; else 0
    position: Option<Int>,
    /// Absent for the first step
    previous_step_id: Option<Text>,
    /// Settings of its type
    #[schemars(extend("x-long" = true))]
    config: Option<Map<String, Value>>,
    /// ISO 8601
    created_at: Option<Text>,
    /// ISO 8601
    updated_at: Option<Text>,
    automation_id: Option<Text>,
}

impl Listed for Step {
    const ATTRIBUTES: &'static [&'static str] =
        &["id", "step_type", "position", "previous_step_id", "config", "created_at", "updated_at"];
    const ONE: &'static str = "a step";
}

/// Which records enter an automation.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Segment {
    id: Option<Text>,
    name: Option<Text>,
    /// How its filters go together: and
    combination_operator: Option<Text>,
    filters_ids: Option<Values<Text>>,
    filters: Option<Values<Filter>>,
}

/// One condition of a segment.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Filter {
    id: Option<Text>,
    attribute_name: Option<Text>,
    /// E.g. doesnotcontain
    operator: Option<Text>,
    /// Of whichever kind the attribute is
    option_value: Option<Value>,
    segment_id: Option<Text>,
}

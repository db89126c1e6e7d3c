//! Automations, their steps, and the segments of records that enter them.

use outreach_model::{
    lenient::{Int, List as Values, Text},
    schema::JsonSchema,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::User;
use crate::overloop::jsonapi::Listed;

/// A campaign or a workflow.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Automation {
    /// Id of the automation
    id: Option<Text>,
    /// Its name
    name: Option<Text>,
    /// campaign: outreach; workflow: work within the account
    automation_type: Option<Text>,
    /// What goes through it: prospects, organizations or conversations
    record_type: Option<Text>,
    /// Events that make records enter, e.g. prospect.created
    enter_triggers: Option<Values<Text>>,
    /// Settings of those events
    #[schemars(extend("x-rare" = true))]
    enter_trigger_attributes: Option<Map<String, Value>>,
    /// Events that make records leave, e.g. prospect.replied
    exit_triggers: Option<Values<Text>>,
    /// on: it runs; off: it does not
    status: Option<Text>,
    /// Days on which it sends, monday to sunday
    #[schemars(extend("x-rare" = true))]
    sending_days: Option<Values<Text>>,
    /// When sending begins, minutes after midnight, 0 to 1425
    #[schemars(extend("x-rare" = true))]
    start_sending_minutes: Option<Int>,
    /// When sending ends, minutes after midnight, 0 to 1425
    #[schemars(extend("x-rare" = true))]
    end_sending_minutes: Option<Int>,
    /// Time zone of the sending hours
    #[schemars(extend("x-rare" = true))]
    timezone: Option<Text>,
    /// When it was created, ISO 8601
    created_at: Option<Text>,
    /// When it was last changed, ISO 8601
    #[schemars(extend("x-rare" = true))]
    updated_at: Option<Text>,
    /// Ids of its steps, for get_automation_step
    #[schemars(extend("x-rare" = true))]
    steps_ids: Option<Values<Text>>,
    /// Id of the segment of records that enter
    #[schemars(extend("x-rare" = true))]
    segment_id: Option<Text>,
    /// Id of the segment that the enter_segment event watches
    #[schemars(extend("x-rare" = true))]
    enter_segment_id: Option<Text>,
    /// Ids of the conditions of the enter_segment event
    #[schemars(extend("x-rare" = true))]
    filters_ids: Option<Values<Text>>,
    /// Id of the user who created it
    #[schemars(extend("x-rare" = true))]
    creator_id: Option<Text>,
    /// Id of the user who sends
    sender_id: Option<Text>,
    /// Its steps, with `include`
    steps: Option<Values<Step>>,
    /// Which records enter, with `include`
    segment: Option<Segment>,
    /// The segment that the enter_segment event watches
    enter_segment: Option<Segment>,
    /// The conditions of the enter_segment event
    filters: Option<Values<Filter>>,
    /// The user who created it, with `include`
    creator: Option<User>,
    /// The user who sends, with `include`
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
    /// Id of the step
    id: Option<Text>,
    /// What it does, e.g. email
    step_type: Option<Text>,
    /// Branch after a condition: 0 is yes, 1 is no; else 0
    position: Option<Int>,
    /// Id of the step before it; absent for the first
    previous_step_id: Option<Text>,
    /// Settings of its type
    #[schemars(extend("x-long" = true))]
    config: Option<Map<String, Value>>,
    /// When it was created, ISO 8601
    #[schemars(extend("x-rare" = true))]
    created_at: Option<Text>,
    /// When it was last changed, ISO 8601
    #[schemars(extend("x-rare" = true))]
    updated_at: Option<Text>,
    /// Id of the automation
    #[schemars(extend("x-rare" = true))]
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
    /// Id of the segment
    id: Option<Text>,
    /// Its name
    name: Option<Text>,
    /// How its filters go together: and
    combination_operator: Option<Text>,
    /// Ids of its conditions
    filters_ids: Option<Values<Text>>,
    /// Its conditions
    filters: Option<Values<Filter>>,
}

/// One condition of a segment.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Filter {
    /// Id of the condition
    id: Option<Text>,
    /// Attribute of the record that is compared
    attribute_name: Option<Text>,
    /// How it is compared, e.g. doesnotcontain
    operator: Option<Text>,
    /// What it is compared with, of the attribute's kind
    option_value: Option<Value>,
    /// Id of the segment
    segment_id: Option<Text>,
}

use outreach_model::{
    lenient::{Flag, Int, Text},
    schema::JsonSchema,
};
use serde::{Deserialize, Serialize};

use super::{Many, Named};

/// When mail may leave.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Schedule {
    /// Id of the schedule, for `schedule_id`
    id: Option<Int>,
    /// Name of the schedule
    name: Option<Text>,
    /// Timezone of its hours
    timezone: Option<Text>,
    /// The days of the week
    days: Option<Many<Day>>,
}

/// A day of the week.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Day {
    /// Day, e.g. monday
    day: Option<Text>,
    /// true: mail may leave on it
    enabled: Option<Flag>,
    /// From when, HH:MM
    start_time: Option<Text>,
    /// Until when, HH:MM
    end_time: Option<Text>,
}

impl Named for Schedule {
    const NAME: &str = "schedule";
}

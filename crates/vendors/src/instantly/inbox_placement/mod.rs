//! Inbox placement: tests that show whether mails reach the inbox, what they found, and reports on spam and blocklists.

use outreach_model::arguments::truncate;

use crate::instantly::{campaigns::clock, prelude::*, timezone};

toolset! { "inbox_placement":
    plain list_tests::ListInboxPlacementTests,
    plain get_test::GetInboxPlacementTest,
    plain create_test::CreateInboxPlacementTest,
    plain update_test::UpdateInboxPlacementTest,
    plain delete_test::DeleteInboxPlacementTest,
    plain list_providers::ListInboxPlacementProviders,
    plain list_results::ListInboxPlacementResults,
    plain get_result::GetInboxPlacementResult,
    plain get_stats::GetInboxPlacementStats,
    plain get_stats_by_date::GetInboxPlacementStatsByDate,
    plain get_insights::GetDeliverabilityInsights,
    plain list_reports::ListInboxPlacementReports,
    plain get_report::GetInboxPlacementReport,
}

/// The fields of a test that are asked for most, as outputs beside it.
const TEST_FIRST: &[(&str, &str)] = &[("id", "id"), ("name", "name"), ("status", "status")];

/// What is said where statistics are empty.
const NO_RESULTS: &str =
    "There are no results: the test has not run yet or none of its mails matches; results take hours.";

/// A note where a list of all rows is empty.
fn if_empty(outputs: &Map<String, Value>) -> Remarks {
    if outputs.get("count").and_then(Value::as_u64) == Some(0) { Remarks::note(NO_RESULTS) } else { Remarks::default() }
}

/// Which of the addresses that a test mails to.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
struct Seeds {
    /// Only mails to seed addresses in one of these countries
    #[schemars(length(min = 1))]
    recipient_geo: Option<Vec<Named<SeedCountry>>>,
    /// Only mails to one of these kinds of seed address
    #[schemars(length(min = 1))]
    recipient_type: Option<Vec<Named<SeedType>>>,
    /// Only mails to seed addresses at one of these providers
    #[schemars(length(min = 1))]
    recipient_esp: Option<Vec<Named<SeedProvider>>>,
}

/// When a test runs by itself.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub(crate) struct Schedule {
    #[schemars(extend("x-keys" = {
        "0": "Run on Sundays", "1": "Run on Mondays", "2": "Run on Tuesdays", "3": "Run on Wednesdays", "4": "Run on Thursdays",
        "5": "Run on Fridays", "6": "Run on Saturdays",
    }))]
    /// Weekdays by number, 0 Sunday to 6 Saturday; it runs on those that are true
    days: BTreeMap<String, bool>,
    /// Time of day, by the clock of `timezone`
    timing: Timing,
    /// IANA timezone, such as America/Chicago; one that it lacks is replaced by the nearest, and the answer says so
    timezone: Zone,
}

/// A time of day.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
struct Timing {
    /// Start, 24 hours HH:MM, such as 09:00
    from: String,
    /// End, 24 hours HH:MM; not documented, but Instantly has been seen to require it
    to: Option<String>,
}

/// What is wrong with a schedule.
fn schedule_problems(inputs: &Map<String, Value>) -> Vec<String> {
    let Some(schedule) = inputs.get("schedule") else { return Vec::new() };
    let mut problems = Vec::new();
    let days = schedule.get("days").and_then(Value::as_object);
    let is_day = |day: &String| day.len() == 1 && day.as_str() <= "6" && day.as_str() >= "0";
    if !days.is_some_and(|days| days.keys().all(is_day) && days.values().any(|runs| runs == &Value::Bool(true))) {
        problems.push(
            "`schedule.days` must name at least one day to run on, by number: {\"1\": true} is Monday".to_owned(),
        );
    }
    for time in ["from", "to"] {
        let Some(given) = schedule.get("timing").and_then(|timing| text(timing, time)) else { continue };
        if clock(&given).as_deref() != Some(given.as_str()) {
            problems
                .push(format!("`schedule.timing.{time}` must be a time such as 09:00, got `{}`", truncate(&given, 40)));
        }
    }
    if let Some(Err(why)) = timezone_of(schedule) {
        problems.push(format!("`schedule.timezone`: {why}"));
    }
    problems
}

/// The timezone of a schedule as the vendor takes it.
fn timezone_of(schedule: &Value) -> Option<Result<timezone::StandIn, String>> {
    Some(timezone::for_vendor(&text(schedule, "timezone")?, timezone::Days::of(None, None)))
}

/// What is sent instead of a timezone that the vendor does not take.
fn substitutions(inputs: &Map<String, Value>) -> Remarks {
    match inputs.get("schedule").and_then(timezone_of) {
        Some(Ok(timezone::StandIn { remark: Some(remark), .. })) => Remarks::warning(remark),
        _ => Remarks::default(),
    }
}

/// Writes the timezone that the vendor takes.
fn encode(_: &Call, request: Request, mut inputs: Map<String, Value>) -> Result<Request, Failure> {
    if let Some(schedule) = inputs.get_mut("schedule")
        && let Some(Ok(zone)) = timezone_of(schedule)
    {
        schedule["timezone"] = zone.name.into();
    }
    request.with_json(&Value::Object(inputs))
}

use outreach_model::arguments::truncate;

use crate::instantly::prelude::*;

/// From when: YYYY-MM-DD, which is midnight UTC, or an ISO 8601 time. Left out: from the beginning
#[derive(JsonSchema)]
#[schemars(inline, extend("examples" = ["2027-03-01"]))]
#[allow(dead_code, reason = "only its schema is used")]
pub struct RangeStart(String);

/// Until when: an ISO 8601 time, or YYYY-MM-DD, which is the midnight UTC that the day begins with. Left out: until now
#[derive(JsonSchema)]
#[schemars(inline, extend("examples" = ["2027-03-01"]))]
#[allow(dead_code, reason = "only its schema is used")]
pub struct RangeEnd(String);

/// What is wrong with `start_date` and `end_date`.
pub fn range_problems(inputs: &Map<String, Value>) -> Vec<String> {
    let mut problems = Vec::new();
    let mut moment = |name: &str| {
        let text = inputs.get(name)?.as_str()?.trim();
        let moment = moment(text);
        if moment.is_none() && !text.is_empty() {
            let got = truncate(text, 40);
            problems.push(format!(
                "`{name}` must be a date such as 2026-03-31 or a time such as 2026-03-31T09:00:00Z, got `{got}`"
            ));
        }
        moment
    };
    if let (Some(start), Some(end)) = (moment("start_date"), moment("end_date"))
        && start > end
    {
        problems.push("`end_date` is before `start_date`: exchange them".to_owned());
    }
    problems
}

/// A date is midnight UTC, and so is a time without an offset UTC.
fn moment(text: &str) -> Option<jiff::Timestamp> {
    let utc =
        |moment: jiff::civil::DateTime| moment.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    let plain = || {
        if text.contains('T') || text.contains(' ') {
            text.parse().ok()
        } else {
            Some(text.parse::<jiff::civil::Date>().ok()?.at(0, 0, 0, 0))
        }
    };
    text.parse().ok().or_else(|| utc(plain()?))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::range_problems;

    fn problems(inputs: Value) -> usize {
        range_problems(inputs.as_object().unwrap()).len()
    }

    #[test]
    fn a_range_is_of_dates_or_times_in_their_order() {
        for good in [
            json!({}),
            json!({ "start_date": "2026-01-01" }),
            json!({ "start_date": "2026-01-01", "end_date": "2026-01-01T08:00:00Z" }),
            json!({ "start_date": "2026-01-01T09:00:00+02:00", "end_date": "2026-01-01T07:30:00" }),
        ] {
            assert_eq!(problems(good.clone()), 0, "{good}");
        }
        for bad in [
            json!({ "start_date": "last week" }),
            json!({ "end_date": "31.03.2026" }),
            json!({ "start_date": "2026-02-30" }),
            json!({ "start_date": "2026-01-02", "end_date": "2026-01-01" }),
        ] {
            assert_eq!(problems(bad.clone()), 1, "{bad}");
        }
    }
}

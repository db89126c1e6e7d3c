//! Which campaigns analytics cover that were asked for none. The vendor's answer does not name them; one read of the campaigns does.

use super::status_name;
use crate::instantly::prelude::*;

/// So many campaigns are named at most.
const MAX_NAMED: usize = 12;

/// The inputs that say which campaigns analytics are asked for.
const INPUTS: [&str; 2] = ["ids", "campaign_id"];

/// The read of the campaigns that are covered; `None` where the call names them.
fn read(inputs: &Value) -> Option<Request> {
    if INPUTS.iter().any(|input| inputs.get(*input).is_some_and(|given| !given.is_null())) {
        return None;
    }
    let status = inputs.get("campaign_status").and_then(Value::as_i64).map(|status| ("status", status.to_string()));
    let query: Vec<(&str, String)> = [("limit", "100".to_owned())].into_iter().chain(status).collect();
    Request::get(["campaigns"]).ok()?.with_query(&query).ok()
}

/// Which campaigns a sum is of that was asked for none.
pub(super) const SUMMED: FollowUp = FollowUp { request: |inputs, _| read(inputs), remarks: summed };

fn summed(inputs: &Value, _: &Map<String, Value>, read: Option<&Value>) -> Remarks {
    let of_status = inputs.get("campaign_status").is_some_and(|status| !status.is_null());
    let which = if of_status { " with this `campaign_status`" } else { ", whatever its status" };
    let covers = format!("No campaign was named, so that this covers every campaign of the workspace{which}");
    let listed = match read.and_then(campaigns) {
        Some(Campaigns { rows, is_whole }) if !rows.is_empty() => {
            let count = if is_whole { rows.len().to_string() } else { format!("more than {}", rows.len()) };
            format!(" ({count}): {}", named(&rows))
        }
        _ => String::new(),
    };
    Remarks::note(format!("{covers}{listed}. instantly_get_campaign_analytics has a row for each that has sent."))
}

/// Which campaigns have no row.
pub(super) const IN_ROWS: FollowUp = FollowUp {
    request: |inputs, _| read(inputs),
    remarks: |_, outputs, read| {
        let Some(Campaigns { rows, is_whole }) = read.and_then(campaigns) else { return Remarks::default() };
        let shown = outputs.get("analytics").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let ids: Option<Vec<String>> = shown.iter().map(|row| text(row, "campaign_id")).collect();
        let range = "in this range if one is given";
        match ids {
            Some(ids) => {
                let is_shown = |row: &&Value| text(row, "id").is_some_and(|id| ids.iter().any(|one| is_same(one, &id)));
                let without: Vec<&Value> = rows.into_iter().filter(|row| !is_shown(row)).collect();
                if without.is_empty() {
                    return Remarks::default();
                }
                let among = if is_whole { "" } else { " (of the first 100)" };
                Remarks::note(format!(
                    "Campaigns without a row, since they have sent nothing, {range}{among}: {}.",
                    named(&without)
                ))
            }
            // Rows without ids: `fields` leaves them out.
            None if is_whole && rows.len() > shown.len() => Remarks::note(format!(
                "{} of the {} campaigns have no row, since they have sent nothing, {range}.",
                rows.len() - shown.len(),
                rows.len()
            )),
            None => Remarks::default(),
        }
    },
};

struct Campaigns<'a> {
    rows: Vec<&'a Value>,
    /// Whether these are all.
    is_whole: bool,
}

fn campaigns(read: &Value) -> Option<Campaigns<'_>> {
    let rows = read.get("items")?.as_array()?.iter().filter(|row| text(row, "id").is_some()).collect();
    Some(Campaigns { rows, is_whole: text(read, "next_starting_after").is_none() })
}

fn status(campaign: &Value) -> Option<i64> {
    campaign.get("status").and_then(Value::as_i64)
}

/// Names with their states, a few of them.
fn named(campaigns: &[&Value]) -> String {
    let one = |campaign: &&Value| {
        let name = text(campaign, "name").or_else(|| text(campaign, "id")).unwrap_or_default();
        match status(campaign).and_then(status_name) {
            Some(status) => format!("{name} ({status})"),
            None => name,
        }
    };
    let first: Vec<String> = campaigns.iter().take(MAX_NAMED).map(one).collect();
    match campaigns.len().saturating_sub(MAX_NAMED) {
        0 => first.join("; "),
        more => format!("{}; and {more} more", first.join("; ")),
    }
}

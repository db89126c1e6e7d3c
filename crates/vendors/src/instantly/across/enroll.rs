//! Adds people to a campaign or list of Instantly.

use std::collections::BTreeSet;

use outreach_model::{
    across::{Added, Asks, Part, Placed, Row, Target, There, count, is_same, rows, set, string},
    error::{ErrorKind, Failure},
};
use serde_json::{Map, Value, json};

/// Why nobody can be added to a place that is not there; `None` where it is.
async fn missing(asks: &dyn Asks, target: &Target) -> Result<Option<String>, Failure> {
    let (read, tool) = match target {
        Target::Campaign(id) => (asks.ask("get_campaign", json!({ "campaign_id": id })), "instantly_list_campaigns"),
        Target::List(id) => (asks.ask("get_lead_list", json!({ "lead_list_id": id })), "instantly_list_lead_lists"),
    };
    let what = if matches!(target, Target::Campaign(_)) { "campaign" } else { "list" };
    match read.await {
        Ok(_) => Ok(None),
        Err(failure) if failure.kind == ErrorKind::NotFound => {
            Ok(Some(format!("Instantly has no {what} of this id: {tool} gives those there are.")))
        }
        Err(failure) if failure.kind == ErrorKind::InvalidInput => Ok(Some(format!(
            "`{what}_id` is no id of a {what} of Instantly, such as 0190a1b2-c3d4-7ef0-8123-456789abcdef: {tool} gives those there are."
        ))),
        Err(failure) => Err(failure),
    }
}

pub(super) async fn placed(asks: &dyn Asks, target: &Target, people: &[Row]) -> Result<Placed, Failure> {
    if let Some(why) = missing(asks, target).await? {
        return Ok(Placed { cannot: Some(why), ..Placed::default() });
    }
    let addresses: Vec<&str> = people.iter().map(|row| row.email.as_str()).collect();
    let mut inputs = json!({ "contacts": addresses, "fields": ["email", "status"], "limit": 100, "max_items": 1000 });
    let is_campaign = matches!(target, Target::Campaign(_));
    match target {
        Target::Campaign(id) => set(&mut inputs, "campaign", id.as_str()),
        Target::List(id) => set(&mut inputs, "list_id", id.as_str()),
    }
    let leads = asks.ask("list_leads", inputs).await?;
    let there = |(row, person): (usize, &Row)| {
        let is_own = |lead: &&Value| string(lead, "email").is_some_and(|email| is_same(&email, &person.email));
        let lead = rows(&leads, "leads").iter().find(is_own)?;
        let status = lead.get("status").and_then(Value::as_i64).filter(|_| is_campaign);
        let state = status.and_then(|_| string(lead, "status_name"));
        let meaning = status.and_then(meaning).map(str::to_owned);
        Some(There { row, state, meaning })
    };
    Ok(Placed { there: people.iter().enumerate().filter_map(there).collect(), ..Placed::default() })
}

/// What the state of a lead in a campaign means, by the vendor's numbers.
fn meaning(status: i64) -> Option<&'static str> {
    match status {
        1 => Some("On the way through the campaign."),
        2 => Some("Paused in the campaign. No call is documented that resumes one lead."),
        3 => Some("At the end of the campaign. No call is documented that starts it once more for a lead."),
        -1 => Some("Mail bounced: the campaign mails them nothing more."),
        -2 => Some("Unsubscribed: the campaign mails them nothing more."),
        -3 => Some("Skipped: the campaign mails them nothing more."),
        _ => None,
    }
}

pub(super) fn parts(target: &Target, _: &Placed, people: &[Row], chosen: &[usize]) -> Vec<Part> {
    let leads: Vec<&Row> = chosen.iter().filter_map(|at| people.get(*at)).collect();
    let target_of = format!("{} people", leads.len());
    let mut inputs = json!({ "leads": without_nulls(&leads) });
    match target {
        Target::Campaign(id) => set(&mut inputs, "campaign_id", id.as_str()),
        Target::List(id) => set(&mut inputs, "list_id", id.as_str()),
    }
    vec![Part { action: "add_leads", inputs, target: target_of, rows: chosen.to_vec(), ..Part::default() }]
}

/// Each field of a row is one of a lead's.
pub(super) fn not_taken(_: &Target, _: &Placed, _: &[Row], _: usize) -> Option<String> {
    None
}

fn without_nulls(leads: &[&Row]) -> Value {
    let mut leads = serde_json::to_value(leads).unwrap_or_default();
    for lead in leads.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        lead.retain(|_, value| !value.is_null());
    }
    leads
}

pub(super) fn added(part: &Part, outputs: &Map<String, Value>) -> Vec<(usize, Added)> {
    let made: BTreeSet<usize> = rows(outputs, "created_leads")
        .iter()
        .filter_map(|lead| usize::try_from(count(lead, "index")?).ok())
        .filter_map(|index| part.rows.get(index).copied())
        .collect();
    let answer = Value::Object(outputs.clone());
    let left_out = [
        ("duplicated_leads", "there already"),
        ("in_blocklist", "on the block list"),
        ("invalid_email_count", "not an address"),
        ("skipped_count", "skipped"),
        ("duplicate_email_count", "given twice"),
        ("incomplete_count", "incomplete"),
    ];
    let told: Vec<(&str, &str)> =
        left_out.into_iter().filter(|(field, _)| count(&answer, field).is_some_and(|left_out| left_out > 0)).collect();
    part.rows
        .iter()
        .map(|row| {
            let came = match told.as_slice() {
                _ if made.contains(row) => Added::Yes,
                [("duplicated_leads", _)] => Added::Already,
                [("in_blocklist", _)] => Added::Suppressed("Instantly's block list keeps it out".to_owned()),
                // The vendor counts what it leaves out and does not say which.
                several => {
                    let reasons: Vec<&str> = several.iter().map(|(_, reason)| *reason).collect();
                    let reasons = if reasons.is_empty() { "without a reason".to_owned() } else { reasons.join(" or ") };
                    Added::No(format!("Instantly left it out: {reasons}"))
                }
            };
            (*row, came)
        })
        .collect()
}

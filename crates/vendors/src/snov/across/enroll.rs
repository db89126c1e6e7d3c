//! Adds people to a campaign or list of Snov.io.

use std::collections::BTreeSet;

use outreach_model::{
    across::{Added, Asks, Part, Placed, Row, Target, There, is_same, is_set, rows, set, set_given, string},
    error::Failure,
};
use serde_json::{Map, Value, json};

pub(super) async fn placed(asks: &dyn Asks, target: &Target, people: &[Row]) -> Result<Placed, Failure> {
    let cannot = |why: String| Placed { cannot: Some(why), ..Placed::default() };
    let list = match target {
        Target::List(id) => id.clone(),
        Target::Campaign(id) => {
            let read = asks.ask("list_campaigns", json!({ "max_items": 1000 })).await?;
            let mut campaigns = rows(&read, "campaigns").iter();
            let own = campaigns.find(|campaign| string(campaign, "id").as_deref() == Some(id));
            match own.and_then(|campaign| string(campaign, "list_id")) {
                Some(list) => list,
                None => return Ok(cannot("Snov.io has no campaign of this id that takes people from a list: snov_list_campaigns gives those there are.".to_owned())),
            }
        }
    };
    let Ok(number) = list.trim().parse::<u64>() else {
        return Ok(cannot("The id of a list of Snov.io is a number: snov_list_lists gives it.".to_owned()));
    };
    let read =
        asks.ask("list_prospects_in_list", json!({ "list_id": number, "per_page": 100, "max_items": 1000 })).await?;
    let emails = rows(&read, "prospects").iter().filter_map(|prospect| prospect.get("emails")?.as_array());
    let on: BTreeSet<String> =
        emails.flatten().filter_map(|email| Some(string(email, "email")?.to_lowercase())).collect();
    let is_there = |row: &Row| on.contains(&row.email.to_lowercase());
    let on_list = people.iter().enumerate().filter(|(_, row)| is_there(row));
    let mut there: Vec<There> = on_list.map(|(row, _)| There { row, ..There::default() }).collect();
    if let Target::Campaign(id) = target {
        add_states(asks, id, people, &mut there).await;
    }
    Ok(Placed { there, known: number.into(), cannot: None })
}

/// The action that says how somebody stands in a campaign.
const RECIPIENTS: &str = "check_campaign_recipients";

/// How those who are on the list of a campaign stand in it. Where that cannot be read, nothing is said of it.
async fn add_states(asks: &dyn Asks, campaign: &str, people: &[Row], there: &mut [There]) {
    let email_of = |there: &There| people.get(there.row).map(|row| row.email.clone());
    let emails: Vec<String> = there.iter().filter_map(email_of).collect();
    let (Ok(campaign), false) = (campaign.trim().parse::<u64>(), emails.is_empty() || !asks.has(RECIPIENTS)) else {
        return;
    };
    let Ok(read) = asks.ask(RECIPIENTS, json!({ "campaign_id": campaign, "emails": emails })).await else { return };
    for there in there {
        let Some(email) = email_of(there) else { continue };
        let is_own = |row: &&Value| string(row, "email").is_some_and(|own| is_same(&own, &email));
        let Some(row) = rows(&read, "recipients").iter().find(is_own) else { continue };
        (there.state, there.meaning) = match is_set(row, "exist") {
            true => {
                let state = string(row, "status");
                let meaning = state.as_deref().and_then(|state| meaning(state, asks.has("change_recipient_status")));
                (state, meaning)
            }
            false => (None, Some("On the list of the campaign, and no recipient of the campaign yet.".to_owned())),
        };
    }
}

/// What the state of a recipient means.
fn meaning(state: &str, can_change: bool) -> Option<String> {
    let meaning = match state.to_lowercase().as_str() {
        "active" => "On the way through the campaign.",
        "tocheck" => "A recipient of the campaign, and not checked yet.",
        "finished" => "At the end of the campaign, which Snov.io does not start once more for a recipient.",
        "moved" => "Moved out of the campaign, which Snov.io does not start once more for a recipient.",
        "unsubscribe" | "unsubscribed" => "Unsubscribed: the campaign mails them nothing more.",
        "paused" if can_change => {
            "Paused in the campaign. snov_change_recipient_status with `status` Active resumes it; look with check_suppression first."
        }
        "paused" => "Paused in the campaign.",
        _ => return None,
    };
    Some(meaning.to_owned())
}

/// Snov.io does not tell whether it knew somebody who was added to a list.
pub(super) fn not_taken(_: &Target, _: &Placed, people: &[Row], at: usize) -> Option<String> {
    let given = people.get(at)?.given();
    (!given.is_empty()).then(|| {
        "Where Snov.io knows somebody already, it keeps the record as it is: names, company, job and phone are set of new people alone."
            .to_owned()
    })
}

pub(super) fn parts(_: &Target, placed: &Placed, people: &[Row], chosen: &[usize]) -> Vec<Part> {
    let part = |at: &usize| {
        let row = people.get(*at)?;
        let mut inputs = json!({ "email": row.email, "list_id": placed.known });
        let given = [
            ("first_name", &row.first_name),
            ("last_name", &row.last_name),
            ("company_name", &row.company_name),
            ("position", &row.job_title),
        ];
        set_given(&mut inputs, &given);
        if let Some(phone) = &row.phone {
            set(&mut inputs, "phones", json!([phone]));
        }
        Some(Part {
            action: "add_prospect_to_list",
            inputs,
            target: row.email.clone(),
            rows: vec![*at],
            ..Part::default()
        })
    };
    chosen.iter().filter_map(part).collect()
}

pub(super) fn added(part: &Part, outputs: &Map<String, Value>) -> Vec<(usize, Added)> {
    let is_added = outputs.get("added").and_then(Value::as_bool) == Some(true);
    let came = || if is_added { Added::Yes } else { Added::Already };
    part.rows.iter().map(|row| (*row, came())).collect()
}

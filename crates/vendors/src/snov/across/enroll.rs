//! Adds people to a campaign or list of Snov.io.

use std::collections::BTreeSet;

use outreach_model::{across::{Added, Asks, Part, Placed, Row, Target, rows, set, set_given, string}, error::Failure};
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
    let there = people.iter().enumerate().filter(|(_, row)| is_there(row)).map(|(at, _)| at).collect();
    Ok(Placed { there, known: number.into(), cannot: None })
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

pub(super) fn added(part: &Part, outputs: &Map<String, Value>, _: &[Row]) -> Vec<(usize, Added)> {
    let is_added = outputs.get("added").and_then(Value::as_bool) == Some(true);
    let came = || if is_added { Added::Yes } else { Added::Already };
    part.rows.iter().map(|row| (*row, came())).collect()
}

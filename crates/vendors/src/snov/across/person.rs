//! Where a person is known at Snov.io.

use outreach_model::{
    across::{Asks, Person, Place, Who, count, foreign, rows, string},
    error::Failure,
};
use serde_json::Value;

use super::reads::{VENDOR, prospects};

pub(super) async fn person(asks: &dyn Asks, who: &Who) -> Result<Vec<Person>, Failure> {
    let Who::Address(address) = who else { return Ok(Vec::new()) };
    let read = prospects(asks, address).await?;
    let places = |prospect: &Value, of: &str| -> Vec<Place> {
        let places = prospect.get(of).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let place = |place: &Value| Place {
            id: string(place, "id"),
            name: string(place, "name"),
            state: string(place, "status"),
        };
        places.iter().map(place).collect()
    };
    let known = rows(&read, "prospects").iter().map(|prospect| {
        let campaigns = prospect.get("campaigns").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let job = prospect.get("current_jobs").and_then(|jobs| jobs.get(0)).cloned().unwrap_or_default();
        Person {
            vendor: VENDOR.to_owned(),
            id: string(prospect, "id"),
            email: Some(address.clone()),
            first_name: foreign(prospect, "first_name"),
            last_name: foreign(prospect, "last_name"),
            company: foreign(&job, "company_name"),
            job_title: foreign(&job, "position"),
            lists: places(prospect, "lists"),
            campaigns: places(prospect, "campaigns"),
            last_contact: None,
            replies: Some(campaigns.iter().filter_map(|campaign| count(campaign, "replies")).sum()),
            last_reply: None,
        }
    });
    Ok(known.collect())
}

//! Where a person is known at Overloop.

use outreach_model::{
    across::{Asks, Person, Place, Who, count, foreign, is_same, rows, string},
    error::{ErrorKind, Failure},
};
use serde_json::{Value, json};

use super::reads::{VENDOR, if_opened, is_filterable};

pub(super) async fn person(asks: &dyn Asks, who: &Who) -> Result<Vec<Person>, Failure> {
    let found = match who {
        Who::Address(address) => {
            let inputs = json!({ "filter": { "email": address }, "include": ["organization"], "page_size": 5 });
            rows(&asks.ask("list_prospects", inputs).await?, "prospects").to_vec()
        }
        Who::Name { first, last } if is_filterable(first) && is_filterable(last) => {
            let filter = json!({ "first_name": first, "last_name": last });
            let inputs = json!({ "filter": filter, "include": ["organization"], "page_size": 5 });
            match if_opened(asks, "list_prospects", inputs).await? {
                Some(read) => rows(&read, "prospects").to_vec(),
                None => searched(asks, first, last).await?,
            }
        }
        Who::Name { .. } => return Ok(Vec::new()),
    };
    let mut known: Vec<Person> = found.iter().map(as_person).collect();
    if let (Who::Address(address), Some(person)) = (who, known.first_mut()) {
        person.campaigns = campaigns_of(asks, address).await?;
    }
    Ok(known)
}

/// People of this name, by a search over their words.
async fn searched(asks: &dyn Asks, first: &str, last: &str) -> Result<Vec<Value>, Failure> {
    let inputs = json!({ "search": last, "expand": ["organization"], "page_size": 100 });
    let read = asks.ask("search_prospects", inputs).await?;
    let is_called = |row: &&Value| {
        [("first_name", first), ("last_name", last)]
            .iter()
            .all(|(field, name)| string(row, field).is_some_and(|own| is_same(&own, name)))
    };
    Ok(rows(&read, "prospects").iter().filter(is_called).take(5).cloned().collect())
}

fn as_person(prospect: &Value) -> Person {
    let lists = prospect.get("lists").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let lists = lists.iter().filter_map(Value::as_str);
    let replies = [count(prospect, "email_reply_count"), count(prospect, "linkedin_reply_count")];
    Person {
        vendor: VENDOR.to_owned(),
        id: string(prospect, "id"),
        email: string(prospect, "email"),
        first_name: foreign(prospect, "first_name"),
        last_name: foreign(prospect, "last_name"),
        company: prospect.get("organization").and_then(|organization| foreign(organization, "name")),
        job_title: foreign(prospect, "jobtitle"),
        lists: lists.map(|name| Place { name: Some(name.to_owned()), ..Place::default() }).collect(),
        campaigns: Vec::new(),
        last_contact: string(prospect, "last_emailed_at"),
        replies: replies.iter().any(Option::is_some).then(|| replies.into_iter().flatten().sum()),
        last_reply: string(prospect, "replied_at"),
    }
}

/// The campaigns that the person of this address is in, where the key opens v2.
async fn campaigns_of(asks: &dyn Asks, address: &str) -> Result<Vec<Place>, Failure> {
    let inputs = json!({ "email": address, "expand": ["enrollments"] });
    let read = match if_opened(asks, "get_prospect_by_email", inputs).await {
        Err(failure) if failure.kind == ErrorKind::NotFound => return Ok(Vec::new()),
        read => read?,
    };
    let enrollments = read.as_ref().and_then(|read| read.get("prospect")?.get("enrollments")?.as_array());
    let Some(enrollments) = enrollments.filter(|enrollments| !enrollments.is_empty()) else { return Ok(Vec::new()) };
    let named = asks.ask("list_campaigns", json!({ "fields": ["id", "name"], "page_size": 100, "max_items": 1000 }));
    let named = named.await.unwrap_or_default();
    let place = |enrollment: &Value| {
        let id = string(enrollment, "campaign_id");
        let campaign = rows(&named, "campaigns").iter().find(|campaign| string(campaign, "id") == id);
        Place { name: campaign.and_then(|campaign| string(campaign, "name")), state: string(enrollment, "status"), id }
    };
    Ok(enrollments.iter().map(place).filter(|place| place.id.is_some()).collect())
}

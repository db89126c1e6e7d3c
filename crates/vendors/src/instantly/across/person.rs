//! Where a person is known at Instantly.

use std::collections::BTreeMap;

use outreach_model::{
    across::{Asks, Person, Place, Who, count, foreign, is_same, rows, set, string},
    error::Failure,
};
use serde_json::{Map, Value, json};

use super::vendor::VENDOR;

/// The fields of a lead that say who it is and how it stands.
const LEAD: [&str; 11] = [
    "id",
    "email",
    "first_name",
    "last_name",
    "company_name",
    "job_title",
    "campaign",
    "list_id",
    "status",
    "email_reply_count",
    "timestamp_last_contact",
];

/// So many people of one name are told of.
const MAX_NAMESAKES: usize = 5;

pub(super) async fn person(asks: &dyn Asks, who: &Who) -> Result<Vec<Person>, Failure> {
    let fields: Vec<&str> = LEAD.into_iter().chain(["timestamp_last_reply"]).collect();
    let mut inputs = json!({ "fields": fields, "limit": 100 });
    match who {
        Who::Address(address) => set(&mut inputs, "contacts", json!([address])),
        Who::Name { first, last } => set(&mut inputs, "search", format!("{first} {last}")),
    }
    let found = asks.ask("list_leads", inputs).await?;
    let is_meant = |lead: &&Value| match who {
        Who::Address(address) => string(lead, "email").is_some_and(|email| is_same(&email, address)),
        Who::Name { first, last } => {
            let is = |field, name: &str| string(lead, field).is_some_and(|own| own.eq_ignore_ascii_case(name));
            is("first_name", first) && is("last_name", last)
        }
    };
    let mut people: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for lead in rows(&found, "leads").iter().filter(is_meant) {
        people.entry(string(lead, "email").unwrap_or_default().to_lowercase()).or_default().push(lead);
    }
    let mut known = Vec::new();
    for (address, leads) in people.into_iter().take(MAX_NAMESAKES) {
        let campaigns = match address.is_empty() || leads.iter().all(|lead| string(lead, "campaign").is_none()) {
            true => Map::new(),
            false => {
                asks.ask("list_campaigns_by_contact", json!({ "search": address, "fields": ["id", "name"] })).await?
            }
        };
        let name_of = |id: &str| {
            let mut named = rows(&campaigns, "campaigns").iter();
            named.find(|campaign| string(campaign, "id").as_deref() == Some(id)).and_then(|row| string(row, "name"))
        };
        let mut one = Person { vendor: VENDOR.to_owned(), replies: Some(0), ..Person::default() };
        for lead in leads {
            one.id = one.id.or_else(|| string(lead, "id"));
            one.email = one.email.or_else(|| string(lead, "email"));
            one.first_name = one.first_name.or_else(|| foreign(lead, "first_name"));
            one.last_name = one.last_name.or_else(|| foreign(lead, "last_name"));
            one.company = one.company.or_else(|| foreign(lead, "company_name"));
            one.job_title = one.job_title.or_else(|| foreign(lead, "job_title"));
            one.replies = one.replies.map(|replies| replies + count(lead, "email_reply_count").unwrap_or_default());
            // Times of one form compare as text.
            one.last_contact = one.last_contact.max(string(lead, "timestamp_last_contact"));
            one.last_reply = one.last_reply.max(string(lead, "timestamp_last_reply"));
            if let Some(id) = string(lead, "campaign") {
                let state = string(lead, "status_name");
                one.campaigns.push(Place { name: name_of(&id), id: Some(id), state });
            }
            if let Some(id) = string(lead, "list_id") {
                let list = asks.ask("get_lead_list", json!({ "lead_list_id": id })).await;
                // A list whose name cannot be read is told by its id.
                let name = list.ok().and_then(|list| string(&Value::Object(list), "name"));
                one.lists.push(Place { id: Some(id), name, state: None });
            }
        }
        known.push(one);
    }
    Ok(known)
}

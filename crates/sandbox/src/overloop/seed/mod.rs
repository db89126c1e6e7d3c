//! The account every start begins with: a small agency's, a year in. The same each time, down to the ids.

mod automations;
mod custom_fields;
mod organizations;
mod prospects;

use std::collections::HashMap;

use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::{document::Record, workspace::Workspace};
use crate::{Seed, ids::Clock};

/// The first moment of the account: 2025-09-01, 07:00 UTC.
const START: i64 = 1_756_710_000_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Its lists: a name, and what they hold.
const LISTS: [(&str, &str); 6] = [
    ("CEO", "prospects"),
    ("Belgium", "prospects"),
    ("Spring fair visitors", "prospects"),
    ("Webinar sign-ups", "prospects"),
    ("Key accounts", "organizations"),
    ("IT", "organizations"),
];
/// Name, address, role, whether disabled, time zone.
const USERS: [(&str, &str, &str, bool, &str); 3] = [
    ("Maya Lindqvist", "maya.lindqvist@example.com", "admin", false, "Brussels"),
    ("Leo Marchetti", "leo.marchetti@example.com", "user", false, "Rome"),
    ("Ines Okafor", "ines.okafor@example.com", "read_only", true, "London"),
];
/// What is excluded whoever is in the account.
const EXCLUDED: [(&str, &str); 9] = [
    ("rival.example.com", "domain"),
    ("press.example.org", "domain"),
    ("no-mail.example.net", "domain"),
    ("ex-customer.example.com", "domain"),
    ("unsubscribed.reader@example.org", "email"),
    ("legal@example.net", "email"),
    ("abuse@example.com", "email"),
    ("former.partner@example.com", "email"),
    ("do.not.write@example.net", "email"),
];

/// Sets these attributes.
fn fill(record: &mut Record, attributes: Value) {
    let attributes: Map<String, Value> = attributes.as_object().cloned().unwrap_or_default();
    record.attributes.extend(attributes);
}

/// The account.
pub fn workspace(seed: &Seed) -> Workspace {
    let mut workspace = Workspace {
        company: Record::new("5", Value::Null),
        users: Vec::new(),
        prospects: Vec::new(),
        organizations: Vec::new(),
        lists: Vec::new(),
        exclusion_list_items: Vec::new(),
        automations: Vec::new(),
        steps: Vec::new(),
        segments: Vec::new(),
        filters: Vec::new(),
        custom_fields: Vec::new(),
        clock: Clock::default(),
        zone: TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC),
        numbers: HashMap::new(),
    };
    company(&mut workspace);
    for (index, (name, kind)) in (1i64..).zip(LISTS) {
        let (id, created) = (workspace.next_id("lists"), workspace.stamp(START + index * 3 * DAY));
        let list = json!({ "name": name, "list_type": kind, "created_at": created, "updated_at": created });
        workspace.lists.push(Record::new(id, list));
    }
    // Three prospects are excluded by name.
    let prospects = [11, 47, 98].map(|number| (prospects::email(number), "email"));
    let items = EXCLUDED.map(|(value, kind)| (value.to_owned(), kind)).into_iter().chain(prospects);
    for (index, (value, kind)) in (1i64..).zip(items) {
        let created = workspace.stamp(START + index * (9 * DAY + 43 * MINUTE));
        let id = workspace.next_id("exclusion_list_item");
        let item = json!({ "value": value, "item_type": kind, "created_at": created });
        workspace.exclusion_list_items.push(Record::new(id, item));
    }
    custom_fields::plant(&mut workspace);
    organizations::plant(&mut workspace);
    prospects::plant(&mut workspace, seed.prospects);
    automations::plant(&mut workspace);
    workspace
}

/// The company and its people.
fn company(workspace: &mut Workspace) {
    let (created, updated) = (workspace.stamp(START), workspace.stamp(START + 240 * DAY));
    workspace.company = Record::new(
        "5",
        json!({
            "name": "Lindqvist & Marchetti",
            "website": "https://lindqvist-marchetti.example.com",
            "phone_number": "",
            "billing_name": "Lindqvist & Marchetti SRL",
            "address": "Rue de l'Exemple 12, 1040 Brussels",
            "country": "BE",
            "vat": "BE0000000097",
            "plan_name": "Starter",
            "plan_code": "starter_monthly_usd",
            "remaining_credits": 249,
            "created_at": created,
            "updated_at": updated,
        }),
    );
    for (index, (name, email, role, disabled, timezone)) in (1i64..).zip(USERS) {
        let (created, updated) = (workspace.stamp(START + index * DAY), workspace.stamp(START + index * 30 * DAY));
        let user = json!({
            "name": name,
            "email": email,
            "role": role,
            "phone_number": "",
            "disabled": disabled,
            "timezone": timezone,
            "created_at": created,
            "updated_at": updated,
        });
        let id = workspace.next_id("users");
        workspace.users.push(Record::new(id, user).with("company", Some(("companies", "5".to_owned()))));
    }
}

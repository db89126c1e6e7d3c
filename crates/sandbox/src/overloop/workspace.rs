//! What the stand-in remembers.

use std::collections::HashMap;

use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Value, json};

use super::{
    custom_fields,
    document::{Link, Record},
    organizations,
};
use crate::ids::Clock;

/// A company's account with everything in it.
pub struct Workspace {
    /// The account.
    pub company: Record,
    /// The first one is the key's.
    pub users: Vec<Record>,
    pub prospects: Vec<Record>,
    pub organizations: Vec<Record>,
    pub lists: Vec<Record>,
    pub exclusion_list_items: Vec<Record>,
    pub automations: Vec<Record>,
    pub steps: Vec<Record>,
    pub segments: Vec<Record>,
    pub filters: Vec<Record>,
    pub custom_fields: Vec<Record>,
    /// Where moments come from, and the ids that are no numbers.
    pub clock: Clock,
    /// The account's time zone.
    pub zone: TimeZone,
    /// The last number each type gave out.
    pub numbers: HashMap<&'static str, u64>,
}

impl Workspace {
    /// The next id of this type. A deleted one does not come again.
    pub fn next_id(&mut self, kind: &'static str) -> String {
        let number = self.numbers.entry(kind).or_default();
        *number += 1;
        number.to_string()
    }

    /// Now, as a record is stamped.
    pub fn now(&mut self) -> String {
        let now = self.clock.now();
        self.stamp(now)
    }

    /// A moment in the account's time zone: `2015-08-15T16:48:46+02:00`.
    pub fn stamp(&self, at: i64) -> String {
        let at = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(self.zone.clone());
        at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// The user whose key it is.
    pub fn caller(&self) -> Option<Link> {
        self.users.first().map(|user| ("users", user.id.clone()))
    }

    fn shelf(&self, kind: &str) -> &[Record] {
        match kind {
            "users" => &self.users,
            "prospects" => &self.prospects,
            "organizations" => &self.organizations,
            "automations" => &self.automations,
            "automations_steps" => &self.steps,
            "segments" => &self.segments,
            "filters" => &self.filters,
            "companies" => std::slice::from_ref(&self.company),
            _ => &[],
        }
    }

    /// The record of a link.
    pub fn record(&self, (kind, id): &Link) -> Option<&Record> {
        self.shelf(kind).iter().find(|record| record.id == *id)
    }

    /// The resource object of a link, as it is included.
    pub fn related(&self, link: &Link) -> Option<Value> {
        let record = self.record(link)?;
        Some(match link.0 {
            "organizations" => organizations::included(record),
            kind => record.object(kind),
        })
    }

    /// The declared custom fields of a type of records: identifier and declaration.
    pub fn custom_fields_of(&self, kind: &str) -> impl Iterator<Item = (&str, custom_fields::Declared<'_>)> {
        self.custom_fields
            .iter()
            .filter(move |field| field.text("type") == kind)
            .map(|field| (field.text("identifier"), custom_fields::Declared(field)))
    }

    /// Makes the lists that are named and not there yet.
    pub fn ensure_lists(&mut self, kind: &str, names: &Value) {
        for name in names.as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !self.lists.iter().any(|list| list.text("list_type") == kind && list.text("name") == name) {
                self.add_list(name, kind);
            }
        }
    }

    /// A new list.
    pub fn add_list(&mut self, name: &str, kind: &str) -> Record {
        let (id, now) = (self.next_id("lists"), self.now());
        let attributes = json!({ "name": name, "list_type": kind, "created_at": now, "updated_at": now });
        let list = Record::new(id, attributes);
        self.lists.push(list.clone());
        list
    }

    /// Whether an address or its domain is to be left alone.
    pub fn excludes(&self, email: &str) -> bool {
        self.exclusion_list_items.iter().any(|item| excludes(item, email))
    }
}

/// Whether an item of the exclusion list meets an address.
pub fn excludes(item: &Record, email: &str) -> bool {
    let value = item.text("value");
    match item.text("item_type") {
        "domain" => email.rsplit_once('@').is_some_and(|(_, domain)| domain.eq_ignore_ascii_case(value)),
        _ => email.eq_ignore_ascii_case(value),
    }
}

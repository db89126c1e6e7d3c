//! The plain calls of Instantly: create, get, update and delete answer with the object, lists with a page of objects and a
//! cursor.

use serde_json::{Value, json};

use super::{api::Call, errors, workspace::Workspace};
use crate::{
    reply::{Answer, Refusal, ok},
    route::PlainCalls,
    store::{Filter, Record, page::Cursor},
};

/// Objects a page where the call does not say.
const PAGE: usize = 10;

/// What plain calls have to know of a kind of objects. Write one with `..Resource::PLAIN`.
pub(super) struct Resource {
    /// The path of its collection.
    pub(super) path: &'static str,
    /// The fields of a new object, before the body's are taken over.
    pub(super) new: fn(&New) -> Value,
    /// Fields that keep the value of `new` where the body has `null`.
    pub(super) null_is_default: &'static [&'static str],
    /// Fields that answers leave out while they are `null`.
    pub(super) omit_null: &'static [&'static str],
    /// The filters of its list, besides the cursor.
    pub(super) filters: &'static [Filter],
    /// The field that lists are ordered and paged by.
    pub(super) cursor: &'static str,
    /// The field with the time of the last change, where there is one.
    pub(super) updated: Option<&'static str>,
}

/// What a new object starts from.
pub(super) struct New<'a> {
    pub(super) id: &'a str,
    /// The time of its creation.
    pub(super) at: &'a str,
    /// The workspace's id.
    pub(super) organization: &'a str,
    /// The user it is created by.
    pub(super) owner: &'a str,
}

impl Resource {
    pub(super) const PLAIN: Self = Self {
        path: "",
        new: |_| Value::Null,
        null_is_default: &[],
        omit_null: &[],
        filters: &[],
        cursor: "id",
        updated: Some("timestamp_updated"),
    };

    /// A new object with nothing of a body in it. It is not in the store yet.
    pub(super) fn blank(&self, workspace: &Workspace, id: &str, at: &str) -> Record {
        let new = New { id, at, organization: &workspace.id, owner: &workspace.owner };
        Record::new(id, (self.new)(&new))
    }

    /// The object as answers show it.
    pub(super) fn show(&self, record: &Record) -> Value {
        let mut fields = record.fields.clone();
        fields.retain(|name, value| !value.is_null() || !self.omit_null.contains(&name.as_str()));
        Value::Object(fields)
    }

    /// The object with this id; 404 where there is none.
    pub(super) fn find<'a>(&self, workspace: &'a Workspace, id: &str) -> Result<&'a Record, Refusal> {
        workspace.store.find(self.path, id).ok_or_else(errors::not_found)
    }

    /// Changes the object with this id and answers with it; 404 where there is none.
    pub(super) fn change(&self, workspace: &mut Workspace, id: &str, change: impl FnOnce(&mut Record)) -> Answer {
        let now = workspace.now();
        let record = workspace.store.find_mut(self.path, id).ok_or_else(errors::not_found)?;
        change(record);
        if let Some(updated) = self.updated {
            record.set(updated, now);
        }
        ok(self.show(record))
    }

    /// Adds a new object and answers with it.
    pub(super) fn insert(&self, workspace: &mut Workspace, record: Record) -> Answer {
        let answer = ok(self.show(&record));
        workspace.store.insert(self.path, record);
        answer
    }
}

/// The answer of a list: `{items, next_starting_after}`.
pub(super) fn page<T>(cursor: &Cursor, items: impl Iterator<Item = (String, T)>, show: impl Fn(T) -> Value) -> Answer {
    let (items, next) = cursor.page(items);
    let items: Vec<Value> = items.into_iter().map(show).collect();
    ok(match next {
        Some(next) => json!({ "items": items, "next_starting_after": next }),
        None => json!({ "items": items }),
    })
}

/// The cursor that a call's query or body asks for: `limit` and `starting_after`, smallest key first.
pub(super) fn cursor(parameters: &Value) -> Cursor<'_> {
    // The contract has checked the limit's bounds.
    let limit = parameters.get("limit").and_then(Value::as_f64).map_or(PAGE, |limit| limit as usize);
    let after = parameters.get("starting_after").and_then(Value::as_str);
    Cursor { limit, after, order: Default::default() }
}

impl PlainCalls for Workspace {
    type Resource = Resource;
    type Call = Call;

    fn list(&mut self, resource: &Resource, call: &Call) -> Answer {
        let records = self.store.all(resource.path).iter();
        let found = records.filter(|record| Filter::all_pass(resource.filters, record, &call.query));
        let keyed = found.map(|record| (record.text(resource.cursor).to_owned(), record));
        page(&cursor(&call.query), keyed, |record| resource.show(record))
    }

    fn create(&mut self, resource: &Resource, call: &Call) -> Answer {
        let (id, at) = self.new_id();
        let mut record = resource.blank(self, &id, &at);
        for (name, value) in call.body.as_object().into_iter().flatten() {
            if !(value.is_null() && resource.null_is_default.contains(&name.as_str())) {
                record.set(name, value.clone());
            }
        }
        resource.insert(self, record)
    }

    fn get(&mut self, resource: &Resource, call: &Call) -> Answer {
        ok(resource.show(resource.find(self, &call.id)?))
    }

    fn update(&mut self, resource: &Resource, call: &Call) -> Answer {
        resource.change(self, &call.id, |record| record.assign(call.body.clone()))
    }

    fn delete(&mut self, resource: &Resource, call: &Call) -> Answer {
        let removed = self.store.remove(resource.path, &call.id).ok_or_else(errors::not_found)?;
        ok(resource.show(&removed))
    }
}

//! The plain calls of Snov. Its two API versions wrap records differently, so each resource says how.

use serde_json::{Value, json};

use super::{
    api::{Call, enumerate},
    errors,
    params::Params,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::PlainCalls,
    store::Record,
};

/// What plain calls have to know of a kind of records. Write one with `..Resource::V1` or `..Resource::V2`.
pub(super) struct Resource {
    /// The key of its collection. Most of Snov's paths name calls, not collections; it is a path of the same style.
    pub(super) path: &'static str,
    /// The parameters that a create call must have.
    pub(super) required: &'static [&'static str],
    /// The fields of a new record.
    pub(super) new: fn(&New) -> Value,
    /// The parameters of an update and the values they may have.
    pub(super) settable: &'static [(&'static str, &'static [&'static str])],
    /// The record as answers show it.
    pub(super) show: fn(&Record) -> Value,
    /// The answer with all records.
    pub(super) list: fn(Vec<Value>) -> Value,
    /// The answer with one record.
    pub(super) one: fn(Value) -> Value,
    /// The error for a parameter.
    pub(super) invalid: fn(&str, String) -> Refusal,
}

/// What a new record starts from.
pub(super) struct New<'a> {
    /// The time of its creation, in milliseconds since 1970.
    pub(super) at: i64,
    pub(super) params: &'a Params,
}

impl Resource {
    /// v1: lists are bare arrays.
    pub(super) const V1: Self = Self {
        path: "",
        required: &[],
        new: |_| Value::Null,
        settable: &[],
        show: |_| Value::Null,
        list: Value::Array,
        one: |record| json!({ "success": true, "data": record }),
        invalid: |_, message| errors::v1(message),
    };

    /// v2: records are in `data`.
    pub(super) const V2: Self = Self {
        list: |records| json!({ "data": records }),
        one: |record| json!({ "data": record }),
        invalid: |parameter, message| errors::v2(parameter, message),
        ..Self::V1
    };

    fn answer(&self, record: &Record) -> Answer {
        ok((self.one)((self.show)(record)))
    }

    fn parameter(&self, call: &Call, name: &str) -> Result<String, Refusal> {
        call.params.text(name).ok_or_else(|| (self.invalid)(name, format!("The {name} is missing")))
    }
}

impl PlainCalls for Workspace {
    type Resource = Resource;
    type Call = Call;

    fn list(&mut self, resource: &Resource, _: &Call) -> Answer {
        ok((resource.list)(self.store.all(resource.path).iter().map(resource.show).collect()))
    }

    fn create(&mut self, resource: &Resource, call: &Call) -> Answer {
        for name in resource.required {
            resource.parameter(call, name)?;
        }
        let (id, at) = (self.next_number(), self.store.clock.now());
        let record = Record::new(id, (resource.new)(&New { at, params: &call.params }));
        let answer = resource.answer(&record);
        self.store.insert(resource.path, record);
        answer
    }

    fn get(&mut self, resource: &Resource, call: &Call) -> Answer {
        resource.answer(self.store.find(resource.path, &call.id).ok_or_else(errors::not_found)?)
    }

    fn update(&mut self, resource: &Resource, call: &Call) -> Answer {
        let record = self.store.find_mut(resource.path, &call.id).ok_or_else(errors::not_found)?;
        for (name, allowed) in resource.settable {
            let value = resource.parameter(call, name)?;
            if !allowed.contains(&value.as_str()) {
                return Err((resource.invalid)(name, format!("The {name} is none of {}", enumerate(allowed))));
            }
            record.set(name, value);
        }
        resource.answer(record)
    }

    fn delete(&mut self, resource: &Resource, call: &Call) -> Answer {
        self.store.remove(resource.path, &call.id).ok_or_else(errors::not_found)?;
        ok(json!({ "data": { "success": true } }))
    }
}

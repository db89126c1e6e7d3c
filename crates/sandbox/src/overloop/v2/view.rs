//! What the plain calls of v2 do with the records of v1.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{
    super::{
        api,
        document::{path_of, record},
        listing::{has_value, select},
        plain::Resource,
        query::Query,
        workspace::Workspace,
    },
    api::Call,
    errors,
};
use crate::{
    reply::{Answer, Refusal, Reply, ok},
    route::PlainCalls,
    store::Record,
};

/// A type of records of v1 as v2 shows it.
pub(super) struct View {
    /// The records.
    pub(super) of: &'static Resource,
    /// The fields that a list is filtered by.
    pub(super) filters: &'static [&'static str],
    /// The fields that a search looks at.
    pub(super) searched: &'static [&'static str],
    /// The related records that can be expanded.
    pub(super) expanded: &'static [&'static str],
    /// Of those, the ones that are lists of records of their own: what a record of this id has.
    pub(super) listed: fn(&Workspace, &str, &str) -> Option<Value>,
    /// The fields that a body sets, beside `custom_fields`.
    pub(super) written: &'static [&'static str],
}

impl View {
    /// A page of the records.
    pub(super) fn list(&self, workspace: &Workspace, call: &Call) -> Answer {
        let all = workspace.store.all(self.of.path).iter();
        self.page_of(workspace, call, all)
    }

    /// A page of these records.
    pub(super) fn page_of<'a>(
        &self,
        workspace: &'a Workspace,
        call: &Call,
        records: impl Iterator<Item = &'a Record>,
    ) -> Answer {
        let filters: Vec<(&str, &str)> = call.filters().filter(|(name, _)| self.filters.contains(name)).collect();
        let search = call.get("search").unwrap_or_default().trim().to_lowercase();
        let finds = |record: &Record| {
            search.is_empty() || self.searched.iter().any(|name| record.text(name).to_lowercase().contains(&search))
        };
        let found =
            records.filter(|record| filters.iter().all(|(name, value)| has(record, name, value)) && finds(record));
        let sort = Query::new(String::new(), &format!("sort={}", call.get("sort").unwrap_or_default()));
        let found = select(&sort, self.of.kind, &[], found).map_err(errors::of_v1)?;
        let page = call.page();
        let rows: Vec<Value> =
            page.page(found.iter().copied()).map(|record| self.shown(workspace, call, record)).collect();
        ok(json!({
            "data": rows,
            "pagination": {
                "page": page.number, "per_page": page.size, "total": found.len(), "total_pages": found.len().div_ceil(page.size),
            },
        }))
    }

    /// The record with the called id.
    pub(super) fn get(&self, workspace: &Workspace, call: &Call) -> Answer {
        let record = workspace.store.find(self.of.path, call.id()).ok_or_else(errors::not_found)?;
        ok(self.document(workspace, call, record))
    }

    /// A new record of the body.
    pub(super) fn create(&self, workspace: &mut Workspace, call: &Call, given: Map<String, Value>) -> Answer {
        let made = workspace.create(self.of, &self.as_v1(call, given)?).map_err(errors::of_v1)?;
        self.written(workspace, call, &made)
    }

    /// The called record, changed by the body.
    pub(super) fn update(&self, workspace: &mut Workspace, call: &Call) -> Answer {
        let given = self.given(call);
        let changed = workspace.update(self.of, &self.as_v1(call, given)?).map_err(errors::of_v1)?;
        self.written(workspace, call, &changed)
    }

    /// Removes the called record.
    pub(super) fn delete(&self, workspace: &mut Workspace, call: &Call) -> Answer {
        workspace.delete(self.of, &self.as_v1(call, Map::new())?).map_err(errors::of_v1)?;
        gone()
    }

    /// What v1 answered to a write, as v2 shows it.
    pub(super) fn written(&self, workspace: &Workspace, call: &Call, reply: &Reply) -> Answer {
        let id = reply.body.pointer("/data/id").and_then(Value::as_str).unwrap_or_default();
        let record = workspace.store.find(self.of.path, id).ok_or_else(errors::not_found)?;
        Ok(Reply { status: reply.status, body: self.document(workspace, call, record) })
    }

    /// The attributes that a body gives.
    pub(super) fn given(&self, call: &Call) -> Map<String, Value> {
        let mut given = call.body.clone();
        given.retain(|name, _| self.written.contains(&name.as_str()));
        if let Some(custom) = call.body.get("custom_fields").and_then(Value::as_object) {
            given.extend(custom.clone());
        }
        given
    }

    /// The call of v1 that does the same.
    ///
    /// # Errors
    ///
    /// 404 where the called record is not there.
    pub(super) fn as_v1(&self, call: &Call, given: Map<String, Value>) -> Result<api::Call, Refusal> {
        let kind = self.of.body_types.first().copied().unwrap_or(self.of.kind);
        Ok(api::Call::of(call.ids.clone(), kind, given))
    }

    /// A record under `data`.
    pub(super) fn document(&self, workspace: &Workspace, call: &Call, record: &Record) -> Value {
        json!({ "data": self.shown(workspace, call, record) })
    }

    /// A record, with what the query expands.
    fn shown(&self, workspace: &Workspace, call: &Call, of: &Record) -> Value {
        let mut object = flat(of);
        for name in call.parts("expand").filter(|name| self.expanded.contains(name)) {
            if let Some(listed) = (self.listed)(workspace, name, &of.id) {
                object.insert(name.to_owned(), listed);
                continue;
            }
            let related = of.hidden.get(name).and_then(|link| record(&workspace.store, link));
            object.insert(name.to_owned(), related.map(|related| flat(related).into()).unwrap_or_default());
        }
        object.into()
    }
}

/// A record as v2 shows it.
pub(super) fn flat(record: &Record) -> Map<String, Value> {
    let mut object = Map::from_iter([("id".to_owned(), number(&record.id))]);
    let mut custom = Map::new();
    for (name, value) in &record.fields {
        let place = if name.starts_with("c_") { &mut custom } else { &mut object };
        place.insert(name.clone(), value.clone());
    }
    for (name, link) in &record.hidden {
        match link {
            Value::Array(many) => {
                let ids: Vec<Value> = many.iter().map(id_of).collect();
                object.insert(format!("{}_ids", name.trim_end_matches('s')), ids.into());
            }
            one => {
                object.insert(format!("{name}_id"), id_of(one));
            }
        }
    }
    if !custom.is_empty() {
        object.insert("custom_fields".to_owned(), custom.into());
    }
    object
}

/// 204.
pub(super) fn gone() -> Answer {
    Ok(Reply { status: StatusCode::NO_CONTENT, body: Value::Null })
}

/// An id as v2 writes it: a number where it is one.
pub(super) fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| id.into(), Value::from)
}

fn id_of(link: &Value) -> Value {
    link.get("id").and_then(Value::as_str).map(number).unwrap_or_default()
}

/// Whether a record has this value in a field or as the id of what it is related to.
fn has(record: &Record, name: &str, value: &str) -> bool {
    let related = name.strip_suffix("_id").and_then(|name| record.hidden.get(name));
    match related {
        Some(link) => link.get("id").and_then(Value::as_str) == Some(value),
        None => has_value(record, name, value),
    }
}

/// The path of the collection that holds the prospects.
pub(super) fn prospects() -> String {
    path_of("prospects")
}

//! The plain calls of Overloop: JSON:API documents of one record or of a page of records.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{
    api::Call,
    attributes::{Rule, changes, conflict, custom_fields, relationship},
    document::{include, object, relate},
    errors::{self, InvalidAttributes},
    listing::{add_links, select},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, Reply, ok},
    route::PlainCalls,
    store::Record,
};

/// What plain calls have to know of a type of records. Write one with `..Resource::PLAIN`.
pub(super) struct Resource {
    /// Its JSON:API type.
    pub(super) kind: &'static str,
    /// The path of its collection.
    pub(super) path: &'static str,
    /// The path that links write, where the same collection is served under another one.
    pub(super) alias: Option<&'static str>,
    /// The collection it lies below, where its path has an id in the middle.
    pub(super) parent: Option<&'static str>,
    /// The attributes that lists can be filtered by.
    pub(super) filterable: &'static [&'static str],
    /// The relationships that can be included.
    pub(super) related: &'static [&'static str],
    /// The relationships that are always included where one record is asked for.
    pub(super) always_included: &'static [&'static str],
    /// Whether the links between pages have a slash before the question mark.
    pub(super) slash: bool,
    /// The types a body may have. The documents write some in two ways.
    pub(super) body_types: &'static [&'static str],
    /// The attributes that a body sets.
    pub(super) attributes: &'static [(&'static str, Rule)],
    /// The attributes of a new record, before the body's are taken over.
    pub(super) new: fn(&New) -> Value,
    /// The attribute after which answers show the custom fields.
    pub(super) custom_fields_after: &'static str,
    /// The attributes whose values must be unique in the collection.
    pub(super) unique: &'static [&'static str],
    /// The relationships that a body sets: attribute, relationship and the type of the other record.
    pub(super) links: &'static [(&'static str, &'static str, &'static str)],
    /// The relationships of a new record.
    pub(super) relationships: fn(&Workspace) -> Vec<(&'static str, Value)>,
    /// Whether a change sets `updated_at`.
    pub(super) updated_at: bool,
    /// What else a change of a record brings about. It runs before the record is stored.
    pub(super) changed: fn(&mut Workspace, &mut Record),
}

/// What a new record starts from.
pub(super) struct New<'a> {
    pub(super) id: &'a str,
    /// The time of its creation.
    pub(super) at: &'a str,
}

impl Resource {
    pub(super) const PLAIN: Self = Self {
        kind: "",
        path: "",
        alias: None,
        parent: None,
        filterable: &[],
        related: &[],
        always_included: &[],
        slash: true,
        body_types: &[],
        attributes: &[],
        new: |_| Value::Null,
        custom_fields_after: "",
        unique: &[],
        links: &[],
        relationships: |_| Vec::new(),
        updated_at: true,
        changed: |_, _| {},
    };

    /// A new record with nothing of a body in it. It is not in the store yet.
    pub(super) fn blank(&self, workspace: &Workspace, id: &str, at: &str) -> Record {
        let mut record = Record::new(id, Value::Null);
        for (name, value) in (self.new)(&New { id, at }).as_object().into_iter().flatten() {
            record.set(name, value.clone());
            if name == self.custom_fields_after {
                for field in custom_fields(&workspace.store, self.kind) {
                    record.set(field.text("identifier"), Value::Null);
                }
            }
        }
        for (name, to) in (self.relationships)(workspace) {
            relate(&mut record, name, to);
        }
        record
    }

    /// The record with the called id; 404 where there is none.
    pub(super) fn find<'a>(&self, workspace: &'a Workspace, call: &Call) -> Result<&'a Record, Refusal> {
        let found = workspace.store.find(self.path, call.id());
        let found = found.filter(|record| record.parent.as_deref().is_none_or(|parent| parent == call.parent()));
        found.ok_or_else(errors::not_found)
    }

    /// The document of one record, with what the query wants included.
    ///
    /// # Errors
    ///
    /// 400 for a relationship that cannot be included.
    pub(super) fn document(&self, workspace: &Workspace, call: &Call, record: &Record) -> Result<Value, Refusal> {
        let mut document = json!({ "data": object(record, self.kind) });
        self.include(workspace, call, &[record], self.always_included, &mut document)?;
        Ok(document)
    }

    fn include(
        &self,
        workspace: &Workspace,
        call: &Call,
        records: &[&Record],
        always: &[&str],
        document: &mut Value,
    ) -> Result<(), Refusal> {
        let mut names: Vec<&str> = call.query.include().collect();
        if let Some(name) = names.iter().find(|name| !self.related.contains(name)) {
            return Err(errors::bad_request(format!("{name} is not a valid relationship of {}", self.kind)));
        }
        names.extend(always);
        include(workspace, records, &names, document);
        Ok(())
    }

    /// Changes the called record by the body. Gives the record.
    pub(super) fn change(&self, workspace: &mut Workspace, call: &Call) -> Result<Record, Refusal> {
        let given = call.attributes(self.body_types)?;
        let mut record = self.find(workspace, call)?.clone();
        let mut invalid = InvalidAttributes::default();
        let change = self.read(workspace, given, false, &mut invalid);
        let others = self.siblings(workspace, call).filter(|other| other.id != record.id);
        conflict(others, self.unique, &change.attributes, &mut invalid);
        invalid.refuse_any()?;
        self.apply(workspace, change, &mut record);
        if self.updated_at {
            record.set("updated_at", workspace.now());
        }
        workspace.store.replace(self.path, &record);
        Ok(record)
    }

    fn read(
        &self,
        workspace: &Workspace,
        given: &Map<String, Value>,
        create: bool,
        invalid: &mut InvalidAttributes,
    ) -> Change {
        let store = &workspace.store;
        let attributes = changes(store, self.kind, self.attributes, given, create, invalid);
        let links = self.links.iter().filter_map(|(attribute, relationship_name, kind)| {
            Some((*relationship_name, relationship(store, kind, attribute, given, invalid)?))
        });
        let links = links.collect();
        Change { attributes, links }
    }

    /// The records of the called collection: all, or those below the called parent.
    fn siblings<'a>(&self, workspace: &'a Workspace, call: &'a Call) -> impl Iterator<Item = &'a Record> + Clone {
        let parent = self.parent.map(|_| call.parent());
        let all = workspace.store.all(self.path).iter();
        all.filter(move |record| parent.is_none() || record.parent.as_deref() == parent)
    }

    /// 404 where the called collection lies below a record that is not there.
    fn check_parent(&self, workspace: &Workspace, call: &Call) -> Result<(), Refusal> {
        match self.parent {
            Some(parent) if workspace.store.find(parent, call.parent()).is_none() => Err(errors::not_found()),
            _ => Ok(()),
        }
    }

    fn apply(&self, workspace: &mut Workspace, change: Change, record: &mut Record) {
        record.fields.extend(change.attributes);
        for (name, to) in change.links {
            relate(record, name, to);
        }
        (self.changed)(workspace, record);
    }
}

/// What a body changes of a record.
struct Change {
    attributes: Map<String, Value>,
    links: Vec<(&'static str, Value)>,
}

/// What is left of a deleted record.
pub(super) fn deleted(kind: &str, id: &str) -> Answer {
    ok(json!({ "data": { "id": id, "type": kind } }))
}

impl PlainCalls for Workspace {
    type Resource = Resource;
    type Call = Call;

    fn list(&mut self, resource: &Resource, call: &Call) -> Answer {
        resource.check_parent(self, call)?;
        let all = resource.siblings(self, call);
        let found = select(&call.query, resource.kind, resource.filterable, all)?;
        let shown: Vec<&Record> = call.query.page().page(found.iter().copied()).collect();
        let data: Value = shown.iter().map(|record| object(record, resource.kind)).collect();
        let mut document = json!({ "data": data });
        resource.include(self, call, &shown, &[], &mut document)?;
        let path = resource.alias.unwrap_or(resource.path).replace("{id}", call.parent());
        let path = path + if resource.slash { "/" } else { "" };
        add_links(&mut document, &call.query, &path, found.len());
        ok(document)
    }

    fn create(&mut self, resource: &Resource, call: &Call) -> Answer {
        let given = call.attributes(resource.body_types)?;
        resource.check_parent(self, call)?;
        let mut invalid = InvalidAttributes::default();
        let change = resource.read(self, given, true, &mut invalid);
        let existing = conflict(resource.siblings(self, call), resource.unique, &change.attributes, &mut invalid);
        if let (Some(existing), true) = (existing, call.query.return_existing()) {
            return ok(resource.document(self, call, existing)?);
        }
        invalid.refuse_any()?;
        let (id, now) = (self.next_id(resource.kind), self.now());
        let mut record = resource.blank(self, &id, &now);
        record.parent = resource.parent.map(|_| call.parent().to_owned());
        resource.apply(self, change, &mut record);
        self.store.insert(resource.path, record.clone());
        Ok(Reply { status: StatusCode::CREATED, body: resource.document(self, call, &record)? })
    }

    fn get(&mut self, resource: &Resource, call: &Call) -> Answer {
        ok(resource.document(self, call, resource.find(self, call)?)?)
    }

    fn update(&mut self, resource: &Resource, call: &Call) -> Answer {
        let record = resource.change(self, call)?;
        ok(resource.document(self, call, &record)?)
    }

    fn delete(&mut self, resource: &Resource, call: &Call) -> Answer {
        let id = resource.find(self, call)?.id.clone();
        self.store.remove(resource.path, &id);
        deleted(resource.kind, &id)
    }
}

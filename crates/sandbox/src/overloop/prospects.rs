//! Prospects.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{
    Answer, Call, Refusal, Route,
    body::{self, changes, taken},
    collection::Collection,
    document::{Link, Record, deleted},
    refusal::Faulty,
    workspace::Workspace,
};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /prospects", takes: &[], run: list },
    Route { call: "POST /prospects", takes: &["prospects"], run: create },
    Route { call: "GET /prospects/{id}", takes: &[], run: get },
    Route { call: "PATCH /prospects/{id}", takes: &["prospects"], run: update },
    Route { call: "DELETE /prospects/{id}", takes: &[], run: delete },
];

/// What can be asked of prospects.
pub const PROSPECTS: Collection = Collection {
    kind: "prospects",
    filterable: &[
        "id",
        "email",
        "first_name",
        "last_name",
        "jobtitle",
        "phone",
        "title",
        "country",
        "state",
        "city",
        "industry",
        "excluded",
        "opened",
        "clicked",
        "replied",
        "bounced",
    ],
    related: &["creator", "owner", "organization"],
};

/// The texts that a caller can set.
const TEXTS: [&str; 12] = [
    "email",
    "first_name",
    "last_name",
    "description",
    "jobtitle",
    "linkedin_profile",
    "phone",
    "title",
    "country",
    "state",
    "city",
    "industry",
];
/// Of these a workspace has each value once.
const UNIQUE: [&str; 2] = ["email", "linkedin_profile"];

/// A prospect about whom nothing is known yet.
pub fn blank(workspace: &Workspace, id: &str, now: &str) -> Record {
    let mut attributes = Map::new();
    for name in TEXTS {
        attributes.insert(name.to_owned(), Value::Null);
    }
    attributes.insert("lists".to_owned(), json!([]));
    attributes.insert("email_status".to_owned(), json!("not_searched"));
    for (identifier, _) in workspace.custom_fields_of("prospects") {
        attributes.insert(identifier.to_owned(), Value::Null);
    }
    let rest = json!({
        "created_from": "api",
        "last_emailed_at": null,
        "opened": false,
        "opened_at": null,
        "open_count": 0,
        "clicked": false,
        "clicked_at": null,
        "click_count": 0,
        "bounced": false,
        "replied": false,
        "replied_at": null,
        "email_reply_count": 0,
        "linkedin_reply_count": 0,
        "excluded": false,
        "url": format!("https://overloop.ai/prospects/{id}"),
        "created_at": now,
        "updated_at": now,
    });
    attributes.extend(rest.as_object().cloned().unwrap_or_default());
    let caller = workspace.caller();
    Record::new(id, Value::Object(attributes))
        .with("creator", caller.clone())
        .with("owner", caller)
        .with("organization", None)
}

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let document = PROSPECTS.many(workspace, &call.query, "/prospects/", workspace.prospects.iter())?;
    Ok((StatusCode::OK, document))
}

fn get(workspace: &mut Workspace, call: &Call) -> Answer {
    let prospect = call.find(&workspace.prospects)?;
    Ok((StatusCode::OK, PROSPECTS.one(workspace, &call.query, prospect)?))
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut faulty = Faulty::default();
    let change = Change::read(workspace, &call.attributes, &mut faulty);
    let existing = taken(workspace.prospects.iter(), &change.attributes, &UNIQUE, &mut faulty);
    if let (Some(existing), true) = (existing, call.query.return_existing()) {
        return Ok((StatusCode::OK, PROSPECTS.one(workspace, &call.query, existing)?));
    }
    faulty.end()?;
    let (id, now) = (workspace.next_id("prospects"), workspace.now());
    let mut prospect = blank(workspace, &id, &now);
    change.make(workspace, &mut prospect);
    workspace.prospects.push(prospect.clone());
    Ok((StatusCode::CREATED, PROSPECTS.one(workspace, &call.query, &prospect)?))
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let prospect = change(workspace, call)?;
    Ok((StatusCode::OK, PROSPECTS.one(workspace, &call.query, &prospect)?))
}

fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let place = call.place(&workspace.prospects)?;
    workspace.prospects.remove(place);
    Ok((StatusCode::OK, deleted("prospects", call.id())))
}

/// Changes the prospect of the path, by whatever name its resource goes.
pub fn change(workspace: &mut Workspace, call: &Call) -> Result<Record, Refusal> {
    let place = call.place(&workspace.prospects)?;
    let mut faulty = Faulty::default();
    let change = Change::read(workspace, &call.attributes, &mut faulty);
    let others = workspace.prospects.iter().filter(|other| other.id != call.id());
    taken(others, &change.attributes, &UNIQUE, &mut faulty);
    faulty.end()?;
    let mut prospect = call.find(&workspace.prospects)?.clone();
    change.make(workspace, &mut prospect);
    let now = workspace.now();
    prospect.set("updated_at", now);
    if let Some(own) = workspace.prospects.get_mut(place) {
        own.clone_from(&prospect);
    }
    Ok(prospect)
}

/// What a body does to a prospect.
struct Change {
    attributes: Map<String, Value>,
    owner: Option<Option<Link>>,
    organization: Option<Option<Link>>,
}

impl Change {
    fn read(workspace: &Workspace, given: &Map<String, Value>, faulty: &mut Faulty) -> Self {
        Self {
            attributes: changes(workspace, "prospects", &TEXTS, given, faulty),
            owner: body::link(workspace, "users", "owner_id", given, faulty),
            organization: body::link(workspace, "organizations", "organization_id", given, faulty),
        }
    }

    fn make(self, workspace: &mut Workspace, prospect: &mut Record) {
        if let Some(names) = self.attributes.get("lists") {
            workspace.ensure_lists("prospects", names);
        }
        prospect.attributes.extend(self.attributes);
        for (name, link) in [("owner", self.owner), ("organization", self.organization)] {
            if let Some(link) = link {
                prospect.relate(name, link);
            }
        }
        if workspace.excludes(prospect.text("email")) {
            prospect.set("excluded", true);
        }
    }
}

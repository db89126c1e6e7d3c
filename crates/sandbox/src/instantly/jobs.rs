//! Background jobs: what a call starts and does not wait for.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{
    api::{self, Call, Route},
    plain::{self, Resource},
    workspace::Workspace,
};
use crate::{
    reply::Answer,
    route::Action::{Custom, Get},
    store::page::Order,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /background-jobs", action: Custom(list) },
    Route { call: "GET /background-jobs/{id}", action: Get(&JOBS) },
];

/// How long a job takes.
pub(super) const DURATION: Duration = Duration::from_millis(700);

/// Jobs. A job shows when it was created and changed under other names than every other object.
pub(super) const JOBS: Resource = Resource {
    path: "/background-jobs",
    new: |new| {
        json!({
            "id": new.id,
            "workspace_id": new.organization,
            "user_id": new.owner,
            "type": "move-leads",
            "entity_id": null,
            "entity_type": "workspace",
            "data": {},
            "progress": 0,
            "status": "pending",
            "created_at": new.at,
            "updated_at": new.at,
        })
    },
    updated: Some("updated_at"),
    ..Resource::PLAIN
};

/// Starts a job of this type on an object and answers with it. `effect` takes place when the job is done; what it returns is
/// the job's `data`.
pub(super) fn start(
    workspace: &mut Workspace,
    kind: &str,
    entity: (&str, Option<&str>),
    effect: impl FnOnce(&mut Workspace) -> Value + Send + 'static,
) -> Answer {
    let (id, at) = workspace.new_id();
    let mut job = JOBS.blank(workspace, &id, &at);
    job.assign(json!({ "type": kind, "entity_type": entity.0, "entity_id": entity.1 }));
    workspace.schedule(Instant::now() + DURATION / 2, {
        let id = id.clone();
        move |workspace| {
            drop(JOBS.change(workspace, &id, |job| job.assign(json!({ "status": "in-progress", "progress": 50 }))))
        }
    });
    workspace.schedule(Instant::now() + DURATION, move |workspace| {
        let data = effect(workspace);
        drop(
            JOBS.change(workspace, &id, |job| {
                job.assign(json!({ "status": "success", "progress": 100, "data": data }))
            }),
        );
    });
    JOBS.insert(workspace, job)
}

/// Lists of ids, types and states are separated by commas. The newest comes first.
fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let wanted = |parameter: &str| api::text(&call.query, parameter);
    let one_of =
        |parameter: &str, has: &str| wanted(parameter).is_none_or(|list| list.split(',').any(|one| one.trim() == has));
    let by = match wanted("sort_column") {
        Some("updated_at") => "updated_at",
        _ => "created_at",
    };
    let mut cursor = plain::cursor(&call.query);
    cursor.order = if wanted("sort_order") == Some("asc") { Order::Ascending } else { Order::Descending };
    let jobs = workspace.store.all(JOBS.path).iter().filter(|job| {
        one_of("ids", &job.id)
            && one_of("included_ids", &job.id)
            && !wanted("excluded_ids").is_some_and(|list| list.split(',').any(|one| one.trim() == job.id))
            && one_of("type", job.text("type"))
            && one_of("status", job.text("status"))
            && one_of("entity_type", job.text("entity_type"))
            && one_of("entity_id", job.text("entity_id"))
    });
    plain::page(&cursor, jobs.map(|job| (format!("{}&{}", job.text(by), job.id), job)), |job| JOBS.show(job))
}

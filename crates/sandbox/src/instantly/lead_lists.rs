//! Lead lists.

use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Call, Refusal, Route, Workspace, decode, encode};
use crate::page::{Wanted, page};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /lead-lists", status: StatusCode::OK, run: list },
    Route { call: "POST /lead-lists", status: StatusCode::OK, run: create },
    Route { call: "GET /lead-lists/{id}", status: StatusCode::OK, run: get },
];

/// A list of leads.
#[derive(Clone, Serialize)]
pub struct LeadList {
    pub id: String,
    pub organization_id: String,
    pub has_enrichment_task: Option<bool>,
    pub owned_by: Option<String>,
    pub name: String,
    pub timestamp_created: String,
}

#[derive(Deserialize)]
struct Filter {
    limit: Option<usize>,
    starting_after: Option<String>,
    has_enrichment_task: Option<bool>,
    search: Option<String>,
}

#[derive(Deserialize)]
struct New {
    name: String,
    has_enrichment_task: Option<bool>,
    owned_by: Option<String>,
}

/// The cursor is the timestamp, not the id.
fn list(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let filter: Filter = decode(call.query)?;
    let search = filter.search.unwrap_or_default().to_lowercase();
    let lists = workspace.lead_lists.iter().filter(|list| {
        list.name.to_lowercase().contains(&search)
            && filter.has_enrichment_task.is_none_or(|has| list.has_enrichment_task.unwrap_or(false) == has)
    });
    let wanted = Wanted { limit: filter.limit, after: filter.starting_after.as_deref(), ..Wanted::default() };
    Ok(page(lists.map(|list| (list.timestamp_created.clone(), list)), &wanted, encode))
}

fn create(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let New { name, has_enrichment_task, owned_by } = decode(call.body)?;
    let (id, timestamp_created) = workspace.new_id();
    let list = LeadList {
        id,
        organization_id: workspace.id.clone(),
        has_enrichment_task: Some(has_enrichment_task.unwrap_or(false)),
        owned_by: owned_by.or_else(|| Some(workspace.owner.clone())),
        name,
        timestamp_created,
    };
    workspace.lead_lists.push(list.clone());
    Ok(encode(list))
}

fn get(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    workspace.lead_lists.iter().find(|list| list.id == call.id).map(encode).ok_or_else(Refusal::not_found)
}

//! Lead lists: plain calls only.

use serde_json::json;

use super::{api::Route, plain::Resource};
use crate::{
    route::Action::{Create, Get, List},
    store::{Filter, filter::Test},
};

/// Lists are paged by their time of creation, not by their id.
pub(super) const LEAD_LISTS: Resource = Resource {
    path: "/lead-lists",
    new: |new| {
        json!({
            "id": new.id,
            "organization_id": new.organization,
            "has_enrichment_task": false,
            "owned_by": new.owner,
            "name": "",
            "timestamp_created": new.at,
        })
    },
    null_is_default: &["has_enrichment_task", "owned_by"],
    filters: &[
        Filter { parameter: "search", field: "name", test: Test::Contains },
        Filter::on("has_enrichment_task", Test::Equals),
    ],
    cursor: "timestamp_created",
    updated: None,
    ..Resource::PLAIN
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /lead-lists", action: List(&LEAD_LISTS) },
    Route { call: "POST /lead-lists", action: Create(&LEAD_LISTS) },
    Route { call: "GET /lead-lists/{id}", action: Get(&LEAD_LISTS) },
];

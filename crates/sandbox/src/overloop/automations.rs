//! Automations (campaigns and workflows) and their steps. They can only be read.

use super::{api::Route, plain::Resource};
use crate::route::Action::{Get, List};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /automations", action: List(&AUTOMATIONS) },
    Route { call: "GET /automations/{id}", action: Get(&AUTOMATIONS) },
    Route { call: "GET /automations/{id}/steps", action: List(&STEPS) },
    Route { call: "GET /automations/{id}/steps/{step_id}", action: Get(&STEPS) },
];

/// A single automation comes with its segment and the segment's filters, whether or not the query includes them.
pub(super) const AUTOMATIONS: Resource = Resource {
    kind: "automations",
    path: "/automations",
    filterable: &["automation_type", "record_type", "status"],
    related: &["steps", "segment", "creator", "sender"],
    always_included: &["segment"],
    ..Resource::PLAIN
};

/// Steps can be paged and sorted, not filtered.
pub(super) const STEPS: Resource = Resource {
    kind: "automations_steps",
    path: "/automations/{id}/steps",
    parent: Some(AUTOMATIONS.path),
    related: &["automation"],
    slash: false,
    ..Resource::PLAIN
};

//! Finds a campaign, for all that belongs to one.

use serde_json::Value;

use super::errors::not_found;
use crate::{
    overloop::{automations::AUTOMATIONS, workspace::Workspace},
    reply::Refusal,
    store::Record,
};

/// What v2 alone knows of a campaign, under the id of its automation.
pub(super) const MORE: &str = "/campaigns";

/// The campaign with this id.
pub(super) fn find<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Record, Refusal> {
    let found = workspace.store.find(AUTOMATIONS.path, id);
    found.filter(|automation| automation.text("automation_type") == "campaign").ok_or_else(not_found)
}

/// Whether a campaign sends.
pub(super) fn is_on(workspace: &Workspace, id: &str) -> bool {
    find(workspace, id).is_ok_and(|campaign| campaign.text("status") == "on")
}

/// The campaigns that take the people whom this sourcing finds.
pub(super) fn fed_by(workspace: &Workspace, sourcing: &str) -> Vec<String> {
    let campaigns = workspace.store.all(MORE).iter().filter(|more| {
        more.hidden.get("trigger").and_then(Value::as_str) == Some(sourcing)
            && !more.is_true("only_allow_manual_enrollment")
    });
    campaigns.map(|more| more.id.clone()).collect()
}

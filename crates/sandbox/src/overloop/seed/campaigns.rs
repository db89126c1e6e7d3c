//! What the second generation alone shows: who is in the campaigns, a sourcing, conversations with those who have replied.

use serde_json::{Map, Value, json};

use crate::{
    overloop::{
        prospects::PROSPECTS,
        v2::{CONVERSATIONS, ENROLLMENTS, add_sourcing, conversation_with, enroll},
        workspace::Workspace,
    },
    store::Record,
};

/// The campaigns that prospects are in.
const CAMPAIGNS: [&str; 2] = ["1", "2"];

/// Adds all of it.
pub(super) fn add(workspace: &mut Workspace) {
    let mailed: Vec<Record> =
        workspace.store.all(PROSPECTS.path).iter().filter(|prospect| prospect.has("last_emailed_at")).take(40).cloned().collect();
    for (at, prospect) in mailed.iter().enumerate() {
        let campaign = CAMPAIGNS.get(at % CAMPAIGNS.len()).copied().unwrap_or_default();
        let id = enroll(workspace, campaign, &prospect.id, &Map::new());
        let status = if prospect.is_true("replied") || prospect.is_true("bounced") { "exited" } else { "active" };
        let at = prospect.get("last_emailed_at").clone();
        if let Some(enrollment) = workspace.store.find_mut(ENROLLMENTS, &id) {
            enrollment.hidden.insert("mailed".to_owned(), true.into());
            enrollment.assign(json!({ "status": status, "created_at": at, "updated_at": at }));
        }
    }
    let replied: Vec<Record> =
        workspace.store.all(PROSPECTS.path).iter().filter(|prospect| prospect.is_true("replied")).take(60).cloned().collect();
    for (at, prospect) in replied.iter().enumerate() {
        let id = workspace.next_id("conversations");
        let mut conversation = conversation_with(&id, prospect, if at % 3 == 1 { "2" } else { "1" });
        conversation.set("archived", at % 5 == 4);
        workspace.store.insert(CONVERSATIONS, conversation);
    }
    let criteria: Value = json!({
        "job_titles": ["CTO"],
        "locations": [{ "id": 22, "name": "Belgium", "type": "Country" }],
        "company_sizes": ["11-50 employees"],
    });
    // The criteria are well-formed.
    let _ = add_sourcing(workspace, "Belgian CTOs", &criteria, 100);
}

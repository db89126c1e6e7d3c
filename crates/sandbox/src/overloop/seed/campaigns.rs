//! What the second generation alone shows: who is in the campaigns, a sourcing, conversations with those who have replied.

use serde_json::{Map, Value, json};

use super::common::START;
use crate::{
    overloop::{
        prospects::PROSPECTS,
        v2::{CONVERSATIONS, ENROLLMENTS, conversation_with, enroll, insert_sourcing},
        workspace::Workspace,
    },
    store::{Record, clock::DAY},
};

/// The campaigns that prospects are in.
const CAMPAIGNS: [&str; 2] = ["1", "2"];

/// The sourcings: id and name.
const SOURCINGS: [(&str, &str); 2] = [
    ("0199a1c0-5d80-7220-a839-7b1dcdaf6201", "Belgian CTOs"),
    ("0199a1c0-5d80-7220-a839-7b1dcdaf6202", "Belgian CTOs, old"),
];

/// Adds all of it.
pub(super) fn add(workspace: &mut Workspace) {
    let mailed: Vec<Record> = workspace
        .store
        .all(PROSPECTS.path)
        .iter()
        .filter(|prospect| prospect.has("last_emailed_at"))
        .take(40)
        .cloned()
        .collect();
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
    let replied: Vec<Record> = workspace
        .store
        .all(PROSPECTS.path)
        .iter()
        .filter(|prospect| prospect.is_true("replied"))
        .take(60)
        .cloned()
        .collect();
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
    let created = workspace.stamp(START + 30 * DAY);
    for (id, name) in SOURCINGS {
        insert_sourcing(workspace, id, &created, name, &criteria, 100);
    }
}

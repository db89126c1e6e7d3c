//! The workspace every start begins with: a small agency's, a few months in. The same each time, down to the ids.

mod campaigns;
mod leads;
mod threads;

use super::{lead_lists::LeadList, workspace::Workspace};
use crate::{
    ids::{Clock, stamp},
    made_up::pick,
};

/// The first moment of the workspace: 2026-05-04, 07:00 UTC.
const START: i64 = 1_777_878_000_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The connected mailboxes.
const MAILBOXES: [&str; 3] = ["maya.lindqvist@example.com", "leo.marchetti@example.com", "ines.okafor@example.org"];

/// The lead lists: a name and whether enrichment runs on it.
const LISTS: [(&str, bool); 6] = [
    ("Conference badge scans, spring", false),
    ("Logistics directors DACH", true),
    ("Newsletter sign-ups", false),
    ("Agencies 10 to 50 people", true),
    ("Lost deals 2025", false),
    ("Partner referrals", false),
];

/// One of these, by [`pick`].
fn one_of<'a>(seed: usize, salt: u64, all: &[&'a str]) -> &'a str {
    all.get(pick(seed, salt, all.len())).copied().unwrap_or_default()
}

/// The workspace.
pub fn workspace() -> Workspace {
    let mut clock = Clock::default();
    let (id, owner) = (clock.id(START), clock.id(START));
    let mut workspace = Workspace {
        id,
        owner,
        mailboxes: MAILBOXES.to_vec(),
        leads: Vec::new(),
        campaigns: Vec::new(),
        emails: Vec::new(),
        lead_lists: Vec::new(),
        jobs: Vec::new(),
        clock,
    };
    for (index, (name, enriched)) in (0i64..).zip(LISTS) {
        let at = START + index * (3 * DAY + 95 * MINUTE);
        let list = LeadList {
            id: workspace.clock.id(at),
            organization_id: workspace.id.clone(),
            has_enrichment_task: Some(enriched),
            owned_by: Some(workspace.owner.clone()),
            name: name.to_owned(),
            timestamp_created: stamp(at),
        };
        workspace.lead_lists.push(list);
    }
    campaigns::plant(&mut workspace);
    leads::plant(&mut workspace);
    threads::plant(&mut workspace);
    workspace
}

//! The workspace every start begins with: a small agency's, a few months old. The same every time, down to the ids.

mod campaigns;
mod common;
mod leads;
mod others;
mod threads;

use self::common::{MAILBOXES, START};
use super::{lead_lists::LEAD_LISTS, workspace::Workspace};
use crate::store::{
    Store,
    clock::{DAY, MINUTE, nth, stamp},
};

/// The lead lists: a name and whether enrichment runs on it.
const LISTS: [(&str, bool); 6] = [
    ("Conference badge scans, spring", false),
    ("Logistics directors DACH", true),
    ("Newsletter sign-ups", false),
    ("Agencies 10 to 50 people", true),
    ("Lost deals 2025", false),
    ("Partner referrals", false),
];

/// The seeded workspace.
pub(super) fn workspace() -> Workspace {
    let mut store = Store::default();
    let (id, owner) = (store.clock.uuid(START), store.clock.uuid(START));
    let mut workspace = Workspace::new(store, id, owner, &MAILBOXES);
    for (index, (name, enriched)) in LISTS.into_iter().enumerate() {
        let at = nth(START, index, 3 * DAY + 95 * MINUTE);
        let id = workspace.store.clock.uuid(at);
        let mut list = LEAD_LISTS.blank(&workspace, &id, &stamp(at));
        list.set("name", name);
        list.set("has_enrichment_task", enriched);
        workspace.store.insert(LEAD_LISTS.path, list);
    }
    campaigns::add(&mut workspace);
    leads::add(&mut workspace);
    threads::add(&mut workspace);
    others::add_all(&mut workspace);
    workspace
}

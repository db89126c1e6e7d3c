//! What Snov.io contributes to questions across vendors.

mod addresses;
mod enroll;
mod inbox;
mod person;
mod reads;
mod report;
mod suppression;

use outreach_model::across::{Across, Enroller, Finder, Verifier, rows};
use serde_json::json;

use self::{
    addresses::{BATCH, answered, found, names, verified},
    enroll::{added, not_taken, parts, placed},
    inbox::inbox,
    person::person,
    report::report,
    suppression::{block, suppression},
};

pub(super) const ACROSS: Across = Across {
    by_name: false,
    untold: |_| Some("Snov.io does not tell when a person was last mailed or replied."),
    person: |asks, who| Box::pin(person(asks, who)),
    suppression: |asks, addresses| Box::pin(suppression(asks, addresses)),
    unreadable: Some(
        "Snov.io's do-not-email lists cannot be read: that an entry is there is known only by what snov_add_to_do_not_email_list answers.",
    ),
    looks_up_singly: true,
    block: |asks, to_block| Box::pin(block(asks, to_block)),
    blocks_on_lists: true,
    was_blocked: |outputs| Some(!rows(outputs, "duplicates").is_empty()),
    finder: Some(Finder {
        action: "add_names_to_find_emails",
        credits: 1.0,
        inputs: names,
        known: |asks, sought| Box::pin(found(asks, sought)),
    }),
    verifier: Some(Verifier {
        action: "add_emails_for_verification",
        credits: Some(1.0),
        rank: 1,
        batch: BATCH,
        inputs: |addresses| json!({ "emails": addresses }),
        known: |asks, addresses| Box::pin(verified(asks, addresses)),
        answered,
    }),
    enroller: Enroller {
        placed: |asks, target, people| Box::pin(placed(asks, target, people)),
        parts,
        added,
        not_taken,
        names: &[("position", "job_title"), ("phones[0]", "phone"), ("phones", "phone")],
    },
    report: |asks, period| Box::pin(report(asks, period)),
    inbox: |asks, since| Box::pin(inbox(asks, since)),
};

//! What Instantly contributes to questions across vendors.

mod enroll;
mod inbox;
mod person;
mod report;
mod suppression;
mod vendor;
mod verification;

use outreach_model::across::{Across, Enroller, Verifier};
use serde_json::{Value, json};

use self::{
    enroll::{added, not_taken, parts, placed},
    inbox::inbox,
    person::person,
    report::report,
    suppression::{block, suppression},
    verification::{finding, verified},
};

pub(super) const ACROSS: Across = Across {
    by_name: true,
    untold: |_| None,
    person: |asks, who| Box::pin(person(asks, who)),
    suppression: |asks, addresses| Box::pin(suppression(asks, addresses)),
    unreadable: None,
    looks_up_singly: false,
    block: |asks, to_block| Box::pin(block(asks, to_block)),
    blocks_on_lists: false,
    was_blocked: |outputs| outputs.get("created").and_then(Value::as_bool).map(|created| !created),
    finder: None,
    verifier: Some(Verifier {
        action: "verify_email",
        credits: None,
        rank: 2,
        batch: 1,
        inputs: |addresses| json!({ "email": addresses.first() }),
        known: |asks, addresses| Box::pin(verified(asks, addresses)),
        answered: |outputs| finding(&Value::Object(outputs.clone())).into_iter().collect(),
    }),
    enroller: Enroller {
        placed: |asks, target, people| Box::pin(placed(asks, target, people)),
        parts,
        added,
        not_taken,
        // A call for one row has it first.
        names: &[("leads[0].", ""), ("leads[0]", "email")],
    },
    report: |asks, period| Box::pin(report(asks, period)),
    inbox: |asks, since| Box::pin(inbox(asks, since)),
};

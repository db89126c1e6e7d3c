//! What Overloop contributes to questions across vendors, by either generation of its API. v1 has filters that v2 has not; v2 has
//! campaigns with their people and figures, which v1 has not. A key may open one of them alone.

mod enroll;
mod inbox;
mod person;
mod reads;
mod report;
mod suppression;

use outreach_model::across::{Across, Enroller};
use serde_json::Value;

use self::{
    enroll::{added, not_taken, parts, placed},
    inbox::inbox,
    person::person,
    report::report,
    suppression::{block, suppression},
};

pub(super) const ACROSS: Across = Across {
    by_name: true,
    untold: |person| {
        person.campaigns.is_empty().then_some(
            "Which campaigns of Overloop a person is in is told only by address, where the key opens v2 of its API.",
        )
    },
    person: |asks, who| Box::pin(person(asks, who)),
    suppression: |asks, addresses| Box::pin(suppression(asks, addresses)),
    unreadable: None,
    looks_up_singly: false,
    block: |asks, to_block| Box::pin(block(asks, to_block)),
    blocks_on_lists: false,
    was_blocked: |outputs| {
        let flag = |name: &str| outputs.get(name).and_then(Value::as_bool);
        flag("existing").or_else(|| flag("created").map(|created| !created))
    },
    finder: None,
    verifier: None,
    enroller: Enroller {
        placed: |asks, target, people| Box::pin(placed(asks, target, people)),
        parts,
        added,
        not_taken,
        names: &[("jobtitle", "job_title")],
    },
    report: |asks, period| Box::pin(report(asks, period)),
    inbox: |asks, since| Box::pin(inbox(asks, since)),
};

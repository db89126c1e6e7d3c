//! A range that ends before it begins selects nothing, which vendors answer with an empty success: it is refused, at every vendor.

use serde_json::{Value, json};

use super::cases_of;
use crate::support::{catalogue::actions, wire::WireSession};

/// The words in the names of two inputs that make them a range, as a user reads them.
const ENDS: [(&str, &str); 3] = [("from", "to"), ("start", "end"), ("min", "max")];

/// The inputs of an action that are the two ends of a range.
fn ranges(inputs: &serde_json::Map<String, Value>) -> Vec<(String, String)> {
    let ends = inputs.keys().flat_map(|input| {
        ENDS.into_iter().filter_map(|(first, last)| {
            let words: Vec<&str> = input.split('_').collect();
            let at = words.iter().position(|word| *word == first)?;
            let mut other = words.clone();
            other[at] = last;
            Some((input.clone(), other.join("_")))
        })
    });
    ends.filter(|(_, last)| inputs.contains_key(last)).collect()
}

#[tokio::test]
async fn a_range_that_ends_before_it_begins_is_refused_everywhere() {
    let mut found = 0;
    for vendor in ["instantly", "overloop", "snov"] {
        let mut wire = WireSession::of(vendor).await;
        for action in actions().iter().filter(|action| action.vendor == vendor) {
            for (first, last) in ranges(&action.inputs()) {
                found += 1;
                let of_action = cases_of(&action.tool).map(|case| case.inputs);
                let mut inputs = of_action.min_by_key(|inputs| inputs.as_object().unwrap().len()).unwrap();
                (inputs[&first], inputs[&last]) = (json!("2026-03-31"), json!("2026-03-01"));
                let error = wire.invalid_input(&action.tool, &inputs).await;
                for input in [&first, &last] {
                    assert!(error.contains(&format!("`{input}`")), "{}: {error}", action.tool);
                }
                (inputs[&first], inputs[&last]) = (json!("last week"), json!("2026-03-01"));
                let error = wire.invalid_input(&action.tool, &inputs).await;
                assert!(error.contains(&format!("`{first}`")), "{}: {error}", action.tool);
            }
        }
    }
    assert!(found >= 17, "{found} ranges were found");
}

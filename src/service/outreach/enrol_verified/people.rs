//! The rows of a call as they are added: each address in its usual spelling, and no blank fields.

use std::collections::BTreeMap;

use outreach_model::{across::Row as Person, addresses};

use super::super::verdicts::{Verdict, Verdicts};
use crate::service::builtin::form::Parts;

/// The rows; those that cannot be added have their verdict.
pub(super) fn read(parts: &dyn Parts, given: &[Person], verdicts: &mut Verdicts) -> Vec<Person> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut people: Vec<Person> = Vec::with_capacity(given.len());
    for (at, person) in given.iter().enumerate() {
        let address = addresses::address(person.email.trim()).map(|address| address.to_string());
        match &address {
            Err(why) => verdicts.set(at, Verdict::Invalid, format!("It {}.", why.trim_end_matches('.'))),
            Ok(email) => {
                if let Some(first) = seen.get(email) {
                    verdicts.set(at, Verdict::Duplicate, format!("`people[{first}]` has it."));
                } else if let Err(failure) = parts.permits_address(&format!("`people[{at}].email`"), email) {
                    verdicts.failed(at, &failure);
                }
                seen.entry(email.clone()).or_insert(at);
            }
        }
        let mut person = Person { email: address.unwrap_or_default(), ..person.clone() };
        for (name, field) in person.fields_mut() {
            let Some(text) = field.take() else { continue };
            match text.trim() {
                "" => verdicts.note(at, format!("`{name}` is blank: it counts as left out.")),
                text => *field = Some(text.to_owned()),
            }
        }
        people.push(person);
    }
    people
}

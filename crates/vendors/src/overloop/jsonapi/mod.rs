//! JSON:API (<https://jsonapi.org>), as far as Overloop uses it. Documents exist in this module only: tools take and give flat
//! objects.
//!
//! Requests: [`get`] and [`list`] write a query, [`create`] and [`update`] a document. Answers: [`One`], [`Many`] and
//! [`Deletion`] decode a document and become a tool's outputs.
//!
//! In a flat object a resource's attributes stand beside its `id`. A relationship is `<name>_id` or `<name>_ids`; the related
//! object stands under `<name>` if the document includes it. Custom fields are collected in `custom_fields`.
//!
//! Names follow from the path of a call, as in the vendor's documents: `/prospects/{prospect_id}` is about the collection
//! `prospects`, so the tool returns `prospects` for a list and `prospect` for one of them.

mod answer;
mod links;
mod output;
mod query;
mod resource;
mod write;

use outreach_model::endpoint::Call;

#[cfg(debug_assertions)]
pub(crate) use self::write::{of_a_change, of_a_new_one};
pub(crate) use self::{
    answer::{Deletion, Many, One},
    query::{FilterInputs, ListInputs, Listed, PageInputs, get, list, search},
    write::{Id, create, document, update},
};

/// The prefix of every custom field's identifier.
const CUSTOM_PREFIX: &str = "c_";

/// The input and output that holds custom fields, by identifier.
const CUSTOM_FIELDS: &str = "custom_fields";

/// The collection that a call is about: `steps` for `/automations/{automation_id}/steps/{step_id}`.
fn collection(call: &Call) -> &'static str {
    call.path().rsplit('/').find(|segment| !segment.starts_with('{')).unwrap_or_default()
}

/// The input that holds the id of the object that a call is about; empty for a call without one.
fn id_input(call: &Call) -> &'static str {
    let segment = call.path().rsplit('/').find(|segment| segment.starts_with('{'));
    segment.unwrap_or_default().trim_matches(['{', '}'])
}

/// The name of one object of a collection: `step` for `steps`. A name in the singular stays as it is.
fn singular(collection: &str) -> &str {
    collection.strip_suffix('s').unwrap_or(collection)
}

#[cfg(test)]
mod tests {
    use outreach_model::endpoint::Call;

    use super::{collection, id_input, singular};

    #[test]
    fn names_follow_from_the_path() {
        for (path, name, one, id) in [
            ("/public/v1/account", "account", "account", ""),
            ("/public/v1/prospects", "prospects", "prospect", ""),
            ("/public/v1/prospects/{prospect_id}", "prospects", "prospect", "prospect_id"),
            ("/public/v1/automations/{automation_id}/steps", "steps", "step", "automation_id"),
            ("/public/v1/automations/{automation_id}/steps/{step_id}", "steps", "step", "step_id"),
        ] {
            let call = Call::get(path);
            assert_eq!((collection(&call), singular(collection(&call)), id_input(&call)), (name, one, id), "{path}");
        }
    }
}

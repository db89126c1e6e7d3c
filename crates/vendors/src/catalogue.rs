//! The vendors, in order. Everything that lists, documents, checks or serves tools loops over this.

use outreach_model::vendor::{CatalogueEntry, Vendor};

/// Every vendor.
pub static VENDORS: &[&Vendor] = &[&crate::instantly::VENDOR, &crate::overloop::VENDOR, &crate::snov::VENDOR];

/// Every action, in the order of the catalogue.
pub fn actions() -> impl Iterator<Item = CatalogueEntry> {
    VENDORS.iter().flat_map(|vendor| {
        vendor.toolsets.iter().flat_map(move |toolset| {
            toolset.actions.iter().map(move |action| CatalogueEntry { vendor, toolset, action })
        })
    })
}

// A release has no schemas from types.
#[cfg(debug_assertions)]
#[cfg(test)]
mod tests {
    use outreach_model::{about::Repeat, effect::Effect, vendor::CatalogueEntry};
    use serde_json::Value;

    use super::actions;

    /// The action with this name of the same vendor.
    fn sibling(of: &CatalogueEntry, name: &str) -> Option<CatalogueEntry> {
        actions().find(|entry| entry.vendor.id == of.vendor.id && entry.action.about.name == name)
    }

    fn outputs_of(entry: &CatalogueEntry) -> Value {
        Value::Object((*entry.action.types.make().unwrap().output).clone())
    }

    #[test]
    fn every_lookup_is_of_a_write_by_a_read_that_returns_its_fields() {
        for entry in actions() {
            let Some(lookup) = entry.action.lookup else { continue };
            let name = entry.qualified_name();
            assert!(!entry.action.about.effect.is_read(), "{name} is a read and needs no lookup");
            let read = sibling(&entry, lookup.read);
            let read = read.unwrap_or_else(|| panic!("{name}: {} has no action `{}`", entry.vendor.id, lookup.read));
            assert!(read.action.about.effect.is_read(), "{name}: its lookup `{}` is not a read", lookup.read);
            let outputs = outputs_of(&read);
            let rows = &outputs["properties"][lookup.items];
            assert_eq!(rows["type"], "array", "{name}: the output `{}` of `{}`", lookup.items, lookup.read);
            for field in lookup.created {
                let known = rows["items"]["properties"].get(field).is_some();
                assert!(known, "{name}: rows of `{}` have no field `{field}`", lookup.read);
            }
        }
    }

    #[test]
    fn what_a_vendor_says_of_its_actions_is_of_actions_that_exist() {
        for vendor in super::VENDORS {
            let named =
                |name: &str| actions().find(|entry| entry.vendor.id == vendor.id && entry.action.about.name == name);
            for name in vendor.everyday {
                assert!(named(name).is_some(), "{}: everyday action `{name}`", vendor.id);
            }
            assert!(!vendor.elsewhere.is_empty() && vendor.everyday.len() >= 9, "{}", vendor.id);
            for list in vendor.id_lists {
                let entry = named(list.action).unwrap_or_else(|| panic!("{}: `{}`", vendor.id, list.action));
                assert!(entry.action.about.effect.is_read(), "{}: `{}`", vendor.id, list.action);
                let outputs = outputs_of(&entry);
                let rows = &outputs["properties"][list.rows]["items"]["properties"];
                assert!(rows.get("id").is_some() && rows.get(list.name).is_some(), "{}: {rows}", list.action);
            }
        }
    }

    #[test]
    fn every_placeholder_in_a_path_is_a_required_input() {
        for entry in actions() {
            let call = entry.action.call;
            let inputs = Value::Object(entry.action.types.make().unwrap().input);
            let required = inputs["required"].as_array().map(Vec::as_slice).unwrap_or_default();
            let segments = call.path().split('/');
            for input in segments.filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}')) {
                let name = entry.qualified_name();
                assert!(required.contains(&input.into()), "{name}: `{}` has no required input `{input}`", call.path());
            }
        }
    }

    #[test]
    fn every_write_states_effect_repeat_and_verify_and_no_read_does() {
        for entry in actions() {
            let (about, name) = (entry.action.about, entry.qualified_name());
            if about.effect.is_read() {
                assert_eq!((about.repeat, about.verify), (Repeat::Harmless, None), "{name} is a read");
                assert!(entry.action.lookup.is_none() && entry.action.replies_to.is_none(), "{name} is a read");
            } else {
                let sentence = about.verify.is_some_and(|verify| verify.len() > 10 && verify.ends_with('.'));
                assert!(sentence, "{name}: `verify` must be a sentence: {:?}", about.verify);
                let effects = entry.action.effects;
                assert!(effects.is_sorted_by(|a, b| a < b), "{name}: its effects are not the mildest first");
                assert_eq!(effects.last(), Some(&about.effect), "{name}: its worst effect");
            }
        }
    }

    /// What doubles is a mail, a record or a charge. Whatever sets a state, a send included, is not answered from the journal; of an
    /// action that can do both, a call that updates is not either.
    #[test]
    fn what_doubles_creates_spends_or_sends_and_updates_and_deletes_do_not() {
        for entry in actions().filter(|entry| entry.action.doubles()) {
            let name = entry.qualified_name();
            let adds = |effect: &Effect| matches!(effect, Effect::Create | Effect::Spend | Effect::Send);
            let (adding, others): (Vec<Effect>, Vec<Effect>) =
                entry.action.effects.iter().partition(|effect| adds(effect));
            assert!(adding.contains(&entry.action.about.effect), "{name}: {:?}", entry.action.effects);
            let sets_too = name == "instantly_move_leads";
            assert_eq!(others, if sets_too { vec![Effect::Update] } else { Vec::new() }, "{name}");
            assert!(others.iter().all(|effect| !effect.adds()), "{name}");
        }
    }
}

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

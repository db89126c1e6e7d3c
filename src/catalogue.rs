//! The vendors, in order. Everything that lists, documents, checks or serves tools loops over this.

use crate::{
    entry::Entry,
    vendor::{Toolset, Vendor},
};

/// Every vendor.
pub static VENDORS: &[&Vendor] = &[&crate::instantly::VENDOR, &crate::overloop::VENDOR, &crate::snov::VENDOR];

/// Every action with its vendor and toolset, in the order of the catalogue.
pub fn actions() -> impl Iterator<Item = (&'static Vendor, &'static Toolset, &'static Entry)> {
    VENDORS.iter().flat_map(|vendor| {
        vendor
            .toolsets
            .iter()
            .flat_map(move |toolset| toolset.actions.iter().map(move |entry| (*vendor, toolset, entry)))
    })
}

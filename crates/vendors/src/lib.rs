//! The vendors: a folder for each vendor, in it one for each resource, in that a file for each documented call.
//! [`catalogue`] lists them.

/// A resource's actions, in the order of the catalogue: declares their modules and lists them. Adding an action is its file
/// and its line here. `Core` or `More` says whether they are listed where nobody asks for them.
///
/// `rustfmt` does not follow modules that a macro declares; `.ci/run` and `cargo xtask fmt` hand it every file.
macro_rules! toolset {
    ($listing:ident $name:literal: $($module:ident::$action:ident),* $(,)?) => {
        $(pub(crate) mod $module;)*

        /// The resource and its actions.
        pub(super) const TOOLSET: outreach_model::vendor::Toolset = outreach_model::vendor::Toolset {
            name: $name,
            listing: outreach_model::tool::Listing::$listing,
            actions: &[$(outreach_model::registered::RegisteredAction::of::<$module::$action>()),*],
        };
    };
}

pub mod catalogue;
mod existing;
mod instantly;
pub mod not_served;
mod overloop;
pub mod prompts;
mod snov;

//! The vendors: a folder for each vendor, in it one for each resource, in that a file for each documented call.
//! [`catalogue`] lists them.

/// A resource's actions, in the order of the catalogue: declares their modules and lists them. Adding an action is its file
/// and its line here: `plain module::Action` for one that is data alone ([`outreach_model::plain`]). `Core` or `More` says whether they
/// are listed where nobody asks for them.
///
/// `rustfmt` does not follow modules that a macro declares; `.ci/run` and `cargo xtask fmt` hand it every file.
macro_rules! toolset {
    (@module core $($word:ident)+) => { toolset! { @module $($word)+ } };
    (@module plain $module:ident) => {
        #[allow(dead_code, reason = "only the schemas of its types are used")]
        pub(crate) mod $module;
    };
    (@module $module:ident) => { pub(crate) mod $module; };
    (@action $action:ident core $($word:ident)+) => { toolset!(@action $action $($word)+).core() };
    (@action $action:ident plain $module:ident) => {
        outreach_model::registered::RegisteredAction::plain::<$module::$action>()
    };
    (@action $action:ident $module:ident) => {
        outreach_model::registered::RegisteredAction::of::<$module::$action>()
    };
    ($name:literal: $($($word:ident)+ :: $action:ident),* $(,)?) => {
        $(toolset! { @module $($word)+ })*

        /// The resource and its actions.
        pub(super) const TOOLSET: outreach_model::vendor::Toolset = outreach_model::vendor::Toolset {
            name: $name,
            actions: &[$(toolset!(@action $action $($word)+)),*],
        };
    };
}

pub mod catalogue;
mod existing;
mod iana;
mod instantly;
pub mod not_served;
mod overloop;
pub mod prompts;
mod snov;
mod webhook_address;

//! What a policy has to know of a tool.

use crate::effect::Effect;

/// Whether a tool is listed where nobody asks for it. One that is not is found by a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Listed by default: what most jobs need.
    Core,
    /// Listed only where the operator names it or its toolset.
    More,
}

/// A tool's identity and the range of its effects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToolFacts {
    /// The vendor's id; `outreach` for the program's own tools.
    pub owner: &'static str,
    /// The toolset, without its vendor; for the program's own tools the owner, if they are in a toolset of their own, or `None`.
    pub toolset: Option<&'static str>,
    /// Whether it is listed by default; the program's own tools are `Core`.
    pub listing: Listing,
    /// The action's name, without its vendor.
    pub name: &'static str,
    /// The worst that a call can do.
    pub effect: Effect,
    /// The effects that calls can have, mildest first.
    pub effects: &'static [Effect],
    /// The effect that every call has, whatever else it does; `None` where that is not one.
    pub base: Option<Effect>,
    /// Whether every call only stops mail, so that it is enabled wherever updates are.
    pub suppresses: bool,
}

impl ToolFacts {
    /// Whether it is an action of a vendor, and no tool of the program's own.
    pub fn is_action(&self) -> bool {
        self.toolset.is_some_and(|toolset| toolset != self.owner)
    }

    /// `<vendor>_<action>`; the program's own tools have no prefix.
    pub fn qualified_name(&self) -> String {
        if self.is_action() { format!("{}_{}", self.owner, self.name) } else { self.name.to_owned() }
    }

    /// `<vendor>.<toolset>`; a toolset of the program's own has its name alone.
    pub fn qualified_toolset(&self) -> Option<String> {
        let toolset = self.toolset?;
        Some(if self.is_action() { format!("{}.{toolset}", self.owner) } else { toolset.to_owned() })
    }
}

//! What is answered to a name that is no tool's: where the call is left out or goes by another name, and the nearest names.

use std::collections::BTreeSet;

use outreach_model::{
    arguments::{suggest, truncate},
    vendor::Vendor,
};
use outreach_vendors::not_served::{self, Meaning};

use super::{tool::Tool, view::ToolView};
use crate::service::tool::ToolDefinition;

/// So much of a name is compared with others.
const MAX_COMPARED: usize = 200;

impl ToolView {
    /// That there is no such tool, in words.
    pub(super) fn unknown(&self, name: &str) -> String {
        // None is that long, and none has a capital letter in it. A vendor's own name for a call can.
        let (given, name) = (truncate(name, 80), truncate(name, MAX_COMPARED));
        let small = name.to_lowercase();
        let is_tool = |tool: &Tool| tool.facts().name == small || tool.facts().qualified_name() == small;
        let name = if self.tools.iter().any(is_tool) { small.as_str() } else { name.as_str() };
        // Compared without the vendor: a prefix that all share makes everything look alike.
        let owners = self.all.iter().filter(|definition| definition.action().is_some());
        let wanted = owners
            .map(|definition| definition.facts().owner)
            .find_map(|owner| name.strip_prefix(owner)?.strip_prefix('_'))
            .unwrap_or(name);
        let own = self.all.iter().find(|tool| tool.action().is_none() && tool.facts().name == wanted && wanted != name);
        if let Some(own) = own {
            let (name, own) = (given, own.facts().name);
            return format!(
                "Unknown tool `{name}`: `{own}` is a tool of this server and has no vendor before its name"
            );
        }
        let bare: BTreeSet<&str> = self.tools.iter().map(|tool| tool.facts().name).collect();
        let meant = Meaning::of(wanted);
        let is_same = |known: &&str| !wanted.contains('/') && Meaning::of(known) == meant;
        let mut same: Vec<&str> = bare.iter().copied().filter(is_same).collect();
        // Those that are spelt most alike come first.
        let alike = suggest(wanted, same.iter().copied());
        same.sort_by_key(|name| alike.iter().position(|other| other == name).unwrap_or(usize::MAX));
        // A bare name that several vendors have is not like others: it is one of theirs.
        let actions = match (bare.contains(wanted), same.is_empty()) {
            (true, _) => vec![wanted],
            (false, false) => same.clone(),
            (false, true) => suggest(wanted, bare.into_iter()),
        };
        let owner =
            name.strip_suffix(wanted).map(|owner| owner.trim_end_matches('_')).filter(|owner| !owner.is_empty());
        let named = |action| {
            let of_owner = move |tool: &&Tool| owner.is_none_or(|owner| tool.facts().owner == owner);
            let tools = self.tools.iter().filter(of_owner).filter(move |tool| tool.facts().name == action);
            tools.map(|tool| tool.name.as_str())
        };
        let mut near: Vec<&str> = actions.into_iter().flat_map(named).collect();
        near.truncate(3);
        let mut vendors: Vec<&Vendor> = self.configured.iter().filter_map(ToolDefinition::vendor).collect();
        vendors.dedup_by_key(|vendor| vendor.id);
        let means =
            |vendor: &&Vendor| wanted == name || name.strip_prefix(vendor.id).is_some_and(|rest| rest.starts_with('_'));
        let vendors: Vec<&Vendor> = vendors.into_iter().filter(means).collect();
        // What another tool does under a name that means the same is not left out.
        let is_served = |vendor: &Vendor| {
            let of_vendor = self.tools.iter().filter(|tool| tool.facts().owner == vendor.id);
            of_vendor.map(|tool| tool.facts().name).any(|name| same.contains(&name))
        };
        let left_out = vendors.iter().find_map(|vendor| {
            let left_out = not_served::why(vendor.id, wanted)?;
            (left_out.names(wanted) || !is_served(vendor)).then_some((*vendor, left_out))
        });
        let no_call = vendors.iter().find_map(|vendor| Some((*vendor, not_served::no_call(vendor.id, wanted)?)));
        let instead = vendors.iter().find_map(|vendor| {
            let action = not_served::instead(vendor.id, wanted)?;
            let tool = self.tools.iter().find(|tool| tool.facts().owner == vendor.id && tool.facts().name == action)?;
            Some((*vendor, tool))
        });
        let has_it = vendors.into_iter().find(|vendor| not_served::instead(vendor.id, wanted).is_some());
        let (has_vendor, name) = (wanted != name, given);
        if let Some((vendor, tool)) = instead {
            return format!("Unknown tool `{name}`: that call of {} is the tool `{}` here", vendor.title, tool.name);
        }
        if let Some((vendor, left_out)) = left_out {
            return format!(
                "Unknown tool `{name}`: {} has such a call, and this server leaves it out: {}",
                vendor.title, left_out.why
            );
        }
        if let Some((vendor, no_call)) = no_call.filter(|(vendor, _)| !is_served(vendor)) {
            return format!(
                "Unknown tool `{name}`: {}'s documented API has no such call; {}",
                vendor.title, no_call.instead
            );
        }
        let unknown = match has_it {
            // Another action of the vendor's is not what was meant.
            Some(vendor) if has_vendor => {
                return format!(
                    "Unknown tool `{name}`: {0} has such a call, and this server does not offer it. It is done in {0}'s app",
                    vendor.title
                );
            }
            Some(vendor) => {
                format!("Unknown tool `{name}`: {} has such a call, and this server does not offer it", vendor.title)
            }
            None => format!("Unknown tool `{name}`"),
        };
        match near.as_slice() {
            [] => unknown,
            near => format!(
                "{unknown}, did you mean {}?",
                near.iter().map(|near| format!("`{near}`")).collect::<Vec<_>>().join(" or ")
            ),
        }
    }
}

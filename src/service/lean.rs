//! The short list of `--tools-mode lean`: what everyday jobs need most, as far as it has room.

use std::collections::HashSet;

use outreach_vendors::catalogue;

use super::{builtin, tool::ToolDefinition};

/// How many tools it holds beside those that reach the others.
const MAX_TOOLS: usize = 9;

/// How many characters a model reads of all of it: less than 3,000 tokens.
const MAX_CHARS: usize = 13_150;

/// The qualified names of the listed ones among these actions.
pub(super) fn everyday<'a>(actions: impl Iterator<Item = &'a ToolDefinition>) -> HashSet<String> {
    let actions: Vec<&ToolDefinition> = actions.collect();
    let own = builtin::ALL.iter().copied().filter(|own| !own.is_composed).map(ToolDefinition::Builtin);
    let (helpers, others): (Vec<_>, Vec<_>) =
        own.partition(|tool| matches!(tool, ToolDefinition::Builtin(own) if own.is_helper));
    let mut room = MAX_CHARS.saturating_sub(helpers.iter().chain(&others).map(ToolDefinition::length).sum());
    let most = MAX_TOOLS.saturating_sub(others.len());
    let mut listed = HashSet::new();
    let rest: &[&ToolDefinition] = if actions.len() <= most { &actions } else { &[] };
    let ranked: Vec<&ToolDefinition> = by_rank(&actions).into_iter().chain(rest.iter().copied()).collect();
    // One long list would take the place of several tools.
    let share = 2 * room / most.max(1);
    let (short, long): (Vec<&ToolDefinition>, Vec<_>) = ranked.into_iter().partition(|action| action.length() <= share);
    for action in short.into_iter().chain(long) {
        let (name, length) = (action.facts().qualified_name(), action.length());
        if listed.len() == most {
            break;
        }
        if length <= room && listed.insert(name) {
            room -= length;
        }
    }
    listed
}

/// The everyday ones of these actions: the most needed of every vendor, then the next of every vendor, and so on.
fn by_rank<'a>(actions: &[&'a ToolDefinition]) -> Vec<&'a ToolDefinition> {
    let longest = catalogue::VENDORS.iter().map(|vendor| vendor.everyday.len()).max().unwrap_or_default();
    let ranks = 0..longest;
    let named = ranks.flat_map(|rank| {
        catalogue::VENDORS.iter().filter_map(move |vendor| Some((vendor.id, *vendor.everyday.get(rank)?)))
    });
    let named_so = |owner: &str, name: &str| {
        let is_meant = |action: &&&ToolDefinition| action.facts().owner == owner && action.facts().name == name;
        actions.iter().find(is_meant).copied()
    };
    // What one generation of a vendor's API does not have, another tool does in it.
    let instead = |owner: &str, name: &str| {
        let vendor = catalogue::VENDORS.iter().find(|vendor| vendor.id == owner)?;
        let instead = vendor.generations.as_ref()?.instead;
        instead.iter().find(|(first, _)| *first == name).and_then(|(_, next)| named_so(owner, next))
    };
    let find = |(owner, name): (&str, &str)| named_so(owner, name).or_else(|| instead(owner, name));
    named.filter_map(find).collect()
}

//! Which tools are listed, over a catalogue that has toolsets which are not listed by default.

use std::collections::BTreeSet;

use outreach_model::{
    registered::RegisteredAction,
    tool::{Listing, ToolFacts},
    vendor::CatalogueEntry,
};
use outreach_vendors::catalogue;

use super::{ToolLookup, ToolRegistry, ToolView};
use crate::{
    config::ToolNames,
    guard::{
        confirm::Confirm,
        policy::{Policy, PolicyOptions},
    },
    service::{
        builtin::{self, form::Search},
        caller::Caller,
        tool::ToolDefinition,
    },
};

const HELPERS: [&str; 3] = ["call_read_tool", "call_write_tool", "find_tools"];

/// The catalogue, in which Snov.io's toolsets of webhooks and of the verifier are not listed by default, and all else is.
fn definitions() -> Vec<ToolDefinition> {
    let more = |entry: CatalogueEntry| {
        let is_more = entry.vendor.id == "snov" && ["webhooks", "verifier"].contains(&entry.toolset.name);
        let mut action: RegisteredAction = *entry.action;
        action.listing = if is_more { Listing::More } else { Listing::Core };
        CatalogueEntry { action: Box::leak(Box::new(action)), ..entry }
    };
    let builtins = builtin::ALL.iter().copied().map(ToolDefinition::Builtin);
    catalogue::actions().map(more).map(ToolDefinition::Action).chain(builtins).collect()
}

/// The view of a caller under these options.
fn view(toolsets: &[&str], tools: &[&str], exclude: &[&str], read_only: bool) -> ToolView {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let facts: Vec<ToolFacts> = definitions().iter().map(ToolDefinition::facts).collect();
    let options = PolicyOptions {
        read_only,
        permit: &outreach_model::effect::Effect::ALL,
        toolsets: &owned(toolsets),
        tools: &owned(tools),
        exclude_tools: &owned(exclude),
    };
    let policy = Policy::new(options, &facts).unwrap();
    let caller = Caller { policy, ..Caller::default() };
    ToolRegistry::of(definitions().into_iter(), ToolNames::Qualified, Confirm::default()).view(&caller)
}

fn listed(view: &ToolView) -> BTreeSet<&str> {
    view.listed().map(|tool| tool.name.as_str()).collect()
}

fn is_more(name: &str) -> bool {
    name.starts_with("snov_") && name.contains("webhook")
        || name == "snov_verify_email"
        || name == "snov_add_emails_for_verification"
}

#[test]
fn more_toolsets_are_found_and_not_listed() {
    let view = view(&[], &[], &[], false);
    let listed = listed(&view);
    assert!(!listed.iter().any(|name| is_more(name)), "{listed:?}");
    assert!(HELPERS.iter().all(|helper| listed.contains(helper)), "{listed:?}");
    assert_eq!(listed.len() + 6, view.tools().len());
    for name in ["snov_create_webhook", "update_webhook_status", "snov_verify_email"] {
        assert!(matches!(view.find(name), ToolLookup::Tool(tool) if !tool.is_listed), "{name}");
    }
    let found: Vec<String> =
        view.search("which webhooks are there at Snov", 1).into_iter().map(|tool| tool.name).collect();
    assert_eq!(found, ["snov_list_webhooks"]);
}

#[test]
fn a_toolset_that_is_named_is_listed() {
    for (toolsets, more, helpers) in [
        (&["snov.webhooks"][..], Some("snov_create_webhook"), false),
        (&["all"], Some("snov_create_webhook"), false),
        (&["core", "snov.webhooks"], Some("snov_create_webhook"), false),
        (&["core"], None, false),
        (&["snov"], None, true),
        (&["snov", "snov.webhooks"], Some("snov_create_webhook"), true),
    ] {
        let view = view(toolsets, &[], &[], false);
        let listed = listed(&view);
        let has = listed.iter().find(|name| is_more(name) && name.contains("create"));
        assert_eq!(has, more.as_ref(), "{toolsets:?}");
        assert_eq!(listed.contains("find_tools"), helpers, "{toolsets:?}: {listed:?}");
    }
    // What is not named is disabled, as with any toolset.
    assert!(matches!(view(&["core"], &[], &[], false).find("snov_create_webhook"), ToolLookup::Denied { .. }));
    assert!(view(&["all"], &[], &[], false).policy().in_words().is_none());
}

#[test]
fn a_tool_that_is_named_is_listed() {
    let view = view(&["snov"], &["snov_list_webhooks"], &[], false);
    let listed = listed(&view);
    assert!(listed.contains("snov_list_webhooks") && !listed.contains("snov_create_webhook"), "{listed:?}");
    // The helpers need not be chosen: the rest cannot be reached without them.
    assert!(HELPERS.iter().all(|helper| listed.contains(helper)), "{listed:?}");
}

#[test]
fn helpers_are_listed_only_for_what_they_reach() {
    let reads = view(&[], &[], &[], true);
    assert!(listed(&reads).contains("call_read_tool") && !listed(&reads).contains("call_write_tool"));
    assert!(matches!(reads.find("call_write_tool"), ToolLookup::Denied { .. }));
    let none_of_them = view(&[], &[], &["find_tools", "call_*_tool"], false);
    assert!(HELPERS.iter().all(|helper| !listed(&none_of_them).contains(helper)));
    assert!(matches!(none_of_them.find("find_tools"), ToolLookup::Denied { .. }));
    let all = view(&["all"], &[], &[], false);
    assert!(HELPERS.iter().all(|helper| !listed(&all).contains(helper)));
}

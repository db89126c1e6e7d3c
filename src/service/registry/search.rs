//! Finds tools by words, and says where none does what is asked for.

use std::sync::Arc;

use outreach_model::{arguments::truncate, effect::Effect, vendor::Vendor};

use super::{tool::Tool, view::ToolView};
use crate::service::builtin::form::{FoundTool, Search};
use crate::service::finder::{self, Document, Index};
use crate::service::tool::ToolDefinition;

impl ToolView {
    fn index(&self) -> &Index {
        self.index.get_or_init(|| index_of(&self.documents()))
    }

    fn documents(&self) -> Vec<(ToolDefinition, Effect)> {
        self.tools.iter().map(|tool| (*tool.definition(), tool.effect)).collect()
    }
}

fn index_of(documents: &[(ToolDefinition, Effect)]) -> Index {
    Index::new(documents.iter().map(|(definition, effect)| Document::of(definition, *effect)))
}

impl Search for ToolView {
    fn preparation(&self) -> Option<Box<dyn FnOnce() + Send>> {
        if self.index.get().is_some() {
            return None;
        }
        let (index, documents) = (Arc::clone(&self.index), self.documents());
        Some(Box::new(move || {
            index.get_or_init(|| index_of(&documents));
        }))
    }

    fn search(&self, words: &str, limit: usize) -> Vec<FoundTool> {
        let found = self.index().search(words, limit);
        let tools = found.into_iter().filter_map(|at| self.tools.get(at));
        let found = tools.map(|tool| FoundTool {
            name: tool.name.clone(),
            summary: tool.summary(),
            effect: tool.effect,
            is_read_only: tool.is_read_only(),
            is_listed: tool.is_listed,
            input_schema: tool.schemas().input,
        });
        found.collect()
    }

    fn not_served(&self, words: &str) -> Option<String> {
        if self.names.contains_key(words.trim()) {
            return None;
        }
        if let Some(left_out) = self.left_out_on_purpose(words) {
            return Some(left_out);
        }
        let index = self.index();
        let found = index.search(words, NEAREST);
        let nearest: Vec<&Tool> = found.into_iter().filter_map(|at| self.tools.get(at)).collect();
        let texts = |tool: &&Tool| format!("{} {}", tool.facts().name, tool.definition().about().title);
        let lacking = finder::lacking(words, index).or_else(|| {
            let verb = finder::unserved(words, &nearest.iter().map(texts).collect::<Vec<_>>())?;
            Some(format!("`{}`", truncate(&verb, 40)))
        })?;
        let mut vendors: Vec<&Vendor> = self.tools.iter().filter_map(|tool| tool.definition().vendor()).collect();
        vendors.dedup_by_key(|vendor| vendor.id);
        let asked = words.to_lowercase();
        if vendors.iter().any(|vendor| asked.contains(vendor.id)) {
            vendors.retain(|vendor| asked.contains(vendor.id));
        }
        let elsewhere =
            vendors.into_iter().flat_map(|vendor| vendor.elsewhere.iter().map(move |other| (vendor, other)));
        let elsewhere = elsewhere
            .filter(|(_, other)| finder::is_of_the_same_thing(other.what, words))
            .map(|(vendor, other)| format!(" {}: {} {}.", vendor.title, other.what, other.instead));
        Some(format!(
            "No enabled tool is for {lacking}: these are the nearest, and do something else.{}",
            elsewhere.collect::<String>()
        ))
    }
}

/// Among so many of the tools that fit best one is for what is asked, or none is.
const NEAREST: usize = 3;

//! Serves resources: what there is at each vendor, the names of its numbers, all tools, and the latest journal entries.

mod facts;
mod journal;

use std::sync::Arc;

use outreach_model::{arguments::truncate, vendor::Vendor};
use outreach_vendors::catalogue;
use rmcp::{
    ErrorData,
    model::{CacheScope, ReadResourceResult, Resource, ResourceContents},
};
use serde_json::{Value, json};

use super::limits::{LIST_TTL_MS, MAX_ECHOED_CHARS};
use crate::{
    client::work_on,
    service::{Service, registry::ToolView},
};

const JSON: &str = "application/json";

/// What a resource holds.
#[derive(Clone, Copy)]
enum Content {
    Vendors,
    Catalogue,
    Enums(&'static Vendor),
    Journal,
}

impl Content {
    fn uri(self) -> String {
        match self {
            Self::Vendors => "outreach://vendors".to_owned(),
            Self::Catalogue => "outreach://catalogue".to_owned(),
            Self::Enums(vendor) => format!("outreach://enums/{}", vendor.id),
            Self::Journal => "outreach://journal/recent".to_owned(),
        }
    }

    fn resource(self) -> Resource {
        let (name, title, description) = match self {
            Self::Vendors => (
                "vendors".to_owned(),
                "Vendors".to_owned(),
                "Which vendors are set up, their toolsets and rate limits, what their tools cannot do and where that is done.".to_owned(),
            ),
            Self::Catalogue => (
                "catalogue".to_owned(),
                "All tools".to_owned(),
                "Every tool that may be called, also those that are not listed: name, effect, toolset, the scope that a key needs, one line.".to_owned(),
            ),
            Self::Enums(vendor) => (
                format!("enums_{}", vendor.id),
                format!("Values at {}", vendor.title),
                format!("What the numbers mean that {} uses, and which values inputs take.", vendor.title),
            ),
            Self::Journal => (
                "journal_recent".to_owned(),
                "Recent writes".to_owned(),
                "The latest calls that were not reads, newest first: when, which tool, how they ended.".to_owned(),
            ),
        };
        Resource::new(self.uri(), name).with_title(title).with_description(description).with_mime_type(JSON)
    }
}

/// The contents for a caller with these tools. Without a tool that writes there is no journal to show.
fn contents(view: &ToolView) -> Vec<Content> {
    let has_tools = |vendor: &&&Vendor| view.tools().iter().any(|tool| tool.facts().owner == vendor.id);
    let mut contents = vec![Content::Vendors, Content::Catalogue];
    contents.extend(catalogue::VENDORS.iter().filter(has_tools).map(|vendor| Content::Enums(vendor)));
    if view.tools().iter().any(|tool| !tool.effect.is_read()) {
        contents.push(Content::Journal);
    }
    contents
}

/// The resources for a caller with these tools.
pub(super) fn resources(view: &ToolView) -> Vec<Resource> {
    contents(view).into_iter().map(Content::resource).collect()
}

/// Reads a resource.
///
/// # Errors
///
/// Where there is no such resource, or the journal exists and cannot be read.
pub(super) async fn read(service: &Service, uri: &str) -> Result<ReadResourceResult, ErrorData> {
    let contents = contents(&service.view);
    let Some(content) = contents.iter().find(|content| content.uri() == uri) else {
        let known: Vec<String> = contents.iter().map(|content| format!("`{}`", content.uri())).collect();
        let echoed = json!({ "uri": truncate(uri, MAX_ECHOED_CHARS) });
        return Err(ErrorData::resource_not_found(
            format!("Unknown resource; there are {}", known.join(", ")),
            Some(echoed),
        ));
    };
    // Every write changes the journal; the rest stays while the server runs.
    let (value, ttl_ms): (Value, u64) = match content {
        Content::Vendors => (facts::vendors(service), LIST_TTL_MS),
        Content::Catalogue => (facts::catalogue(&service.view), LIST_TTL_MS),
        Content::Enums(vendor) => {
            let (vendor, view) = (*vendor, Arc::clone(&service.view));
            // All schemas of the vendor are read.
            (work_on(true, move || facts::enums(vendor, &view)).await, LIST_TTL_MS)
        }
        Content::Journal => (journal::read(service).await?, 0),
    };
    let contents = ResourceContents::text(value.to_string(), uri).with_mime_type(JSON);
    Ok(ReadResourceResult::new(vec![contents]).with_ttl_ms(ttl_ms).with_cache_scope(CacheScope::Private))
}

//! Serves the latest journal entries as a resource.

use rmcp::{
    ErrorData,
    model::{CacheScope, ReadResourceResult, Resource, ResourceContents},
};
use serde_json::Value;

use crate::{
    journal::{self, Filter, StoreError},
    service::{Service, registry::ToolView},
};

const RECENT_URI: &str = "outreach://journal/recent";
const JSON: &str = "application/json";

const MAX_ENTRIES: i64 = 50;

/// The resources for a caller with these tools. Without a tool that writes there is no journal to show.
pub(super) fn resources(view: &ToolView) -> Vec<Resource> {
    if view.tools().iter().all(|tool| tool.effect.is_read()) {
        return Vec::new();
    }
    let recent = Resource::new(RECENT_URI, "journal_recent")
        .with_title("Recent writes")
        .with_description("The latest calls that were not reads, newest first: when, which tool, how they ended.")
        .with_mime_type(JSON);
    vec![recent]
}

/// Reads the latest entries of the caller's own accounts; callers may share a journal. Does not create a journal.
///
/// # Errors
///
/// Where a journal exists and cannot be read.
pub(super) async fn read(service: &Service) -> Result<ReadResourceResult, ErrorData> {
    let journal = &service.dispatch.guard.journal;
    let entries = recent(service).await.map_err(|error| {
        let message = journal.shown(&format!("The journal cannot be read: {error}"));
        ErrorData::internal_error(message.as_str().unwrap_or_default().to_owned(), None)
    })?;
    let contents = ResourceContents::text(Value::Array(entries).to_string(), RECENT_URI).with_mime_type(JSON);
    // Every write changes it.
    Ok(ReadResourceResult::new(vec![contents]).with_ttl_ms(0).with_cache_scope(CacheScope::Private))
}

async fn recent(service: &Service) -> Result<Vec<Value>, StoreError> {
    let journal = &service.dispatch.guard.journal;
    let Some(store) = journal.existing().await? else { return Ok(Vec::new()) };
    let accounts = service.caller.accounts.names();
    let newest = Filter { most: Some(MAX_ENTRIES), ..Filter::default() };
    let entries = journal::recent_of(store.as_ref(), &accounts, newest).await?;
    Ok(entries.iter().map(|entry| journal.shown(entry)).collect())
}

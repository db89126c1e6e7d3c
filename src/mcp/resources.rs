//! The journal's latest entries, for a client to show.

use rmcp::{
    ErrorData,
    model::{CacheScope, ReadResourceResult, Resource, ResourceContents},
};
use serde_json::Value;

use crate::{
    journal::{self, Filter, StoreError},
    service::{Service, registry::ToolView},
};

const RECENT: &str = "outreach://journal/recent";
const JSON: &str = "application/json";

/// So many entries.
const MOST: i64 = 50;

/// The resources beside these tools: where none of them writes, nothing is ever written down.
pub fn resources(view: &ToolView) -> Vec<Resource> {
    if view.tools().iter().all(|tool| tool.effect.is_read()) {
        return Vec::new();
    }
    let recent = Resource::new(RECENT, "journal_recent")
        .with_title("Recent writes")
        .with_description("The latest calls that were not reads, newest first: when, which tool, how they ended.")
        .with_mime_type(JSON);
    vec![recent]
}

/// What it holds now of the caller's accounts: several callers may share a journal. A journal that does not exist yet is not
/// begun.
///
/// # Errors
///
/// Where there is a journal and it cannot be read.
pub async fn read(service: &Service) -> Result<ReadResourceResult, ErrorData> {
    let journal = &service.dispatch.guard.journal;
    let entries = recent(service).await.map_err(|error| {
        let words = journal.shown(&format!("The journal cannot be read: {error}"));
        ErrorData::internal_error(words.as_str().unwrap_or_default().to_owned(), None)
    })?;
    let contents = ResourceContents::text(Value::Array(entries).to_string(), RECENT).with_mime_type(JSON);
    // It changes with every write.
    Ok(ReadResourceResult::new(vec![contents]).with_ttl_ms(0).with_cache_scope(CacheScope::Private))
}

async fn recent(service: &Service) -> Result<Vec<Value>, StoreError> {
    let journal = &service.dispatch.guard.journal;
    let Some(store) = journal.existing().await? else { return Ok(Vec::new()) };
    let accounts = service.caller.accounts.names();
    let newest = Filter { most: Some(MOST), ..Filter::default() };
    let entries = journal::recent_of(store.as_ref(), &accounts, newest).await?;
    Ok(entries.iter().map(|entry| journal.shown(entry)).collect())
}

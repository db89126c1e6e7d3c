//! The latest journal entries, as a resource.

use rmcp::ErrorData;
use serde_json::Value;

use crate::{
    client::Context,
    journal::{self, Filter, StoreError},
    service::Service,
};

const MAX_ENTRIES: i64 = 50;

/// Reads the latest entries of the caller's own accounts; callers may share a journal. Does not create a journal.
///
/// # Errors
///
/// Where a journal exists and cannot be read.
pub(super) async fn read(service: &Service) -> Result<Value, ErrorData> {
    let journal = &service.dispatch.guard.journal;
    let entries = recent(service).await.map_err(|error| {
        let message = journal.shown(&format!("The journal cannot be read: {error}"));
        ErrorData::internal_error(message.as_str().unwrap_or_default().to_owned(), None)
    })?;
    Ok(Value::Array(entries))
}

async fn recent(service: &Service) -> Result<Vec<Value>, StoreError> {
    let journal = &service.dispatch.guard.journal;
    let Some(store) = journal.existing().await? else { return Ok(Vec::new()) };
    service.caller.accounts.ready(None, &Context::default()).await;
    let mut accounts = Vec::new();
    for name in service.caller.accounts.names() {
        // Entries may be those of an earlier key; no vendor is asked here.
        accounts.push(store.account_of(&name).await?.unwrap_or(name));
    }
    let newest = Filter { most: Some(MAX_ENTRIES), ..Filter::default() };
    let entries = journal::recent_of(store.as_ref(), &accounts, newest).await?;
    Ok(entries.iter().map(|entry| journal.shown(entry)).collect())
}

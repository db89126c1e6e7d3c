//! What is read before a write: it completes the request, and explains a refusal.

use std::sync::Arc;

use outreach_model::{
    error::{ErrorKind, Failure},
    registered::PreparedCall,
    vendor::CatalogueEntry,
};
use serde_json::Value;

use super::Dispatch;
use crate::client::{self, Context, account::Account};

impl Dispatch {
    /// Completes the request of a write by what is read first; what was read.
    pub(super) async fn complete(
        &self,
        entry: CatalogueEntry,
        prepared: &mut PreparedCall,
        account: &Arc<Account>,
        context: &Context,
    ) -> Result<Option<Value>, Failure> {
        let action = entry.action;
        let (Some(completes), Some(first)) = (action.completes, action.read_first) else { return Ok(None) };
        let Some(request) = (first.request)(&prepared.arguments) else { return Ok(None) };
        let read = client::fetch_json(&self.http, account, &request, context).await.map_err(|failure| Failure {
            message: format!("What this call changes cannot be read, so nothing was changed. {}", failure.message),
            ..failure
        })?;
        let completion = completes(&prepared.arguments, &read).map_err(|why| {
            Failure::invalid_input(format!("{why} Nothing was sent; correct the inputs and call again."))
        })?;
        prepared.complete(completion);
        Ok(Some(read))
    }

    /// Adds to a refusal of the vendor what a read shows to be wrong.
    pub(super) async fn explain(
        &self,
        failure: &mut Failure,
        entry: CatalogueEntry,
        arguments: &Value,
        account: &Arc<Account>,
        context: &Context,
    ) {
        let is_refusal = matches!(failure.kind, ErrorKind::InvalidInput | ErrorKind::NotFound | ErrorKind::Conflict);
        let (true, Some(explains), Some(first)) = (is_refusal, entry.action.explains, entry.action.read_first) else {
            return;
        };
        let Some(request) = (first.request)(arguments) else { return };
        if let Ok(read) = client::fetch_json(&self.http, account, &request, context).await
            && let Some(why) = explains(arguments, &read)
        {
            failure.message = format!("{} {why}", failure.message);
        }
    }
}

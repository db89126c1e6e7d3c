//! A call that is not a read, as the guard sees it.

use std::sync::Arc;

use outreach_model::{registered::PreparedCall, vendor::CatalogueEntry};
use serde_json::{Map, Value};

use super::{approval::Approver, arguments::GuardArguments};
use crate::{
    client::{Context, account::Account, transport::Http},
    journal::{CallFingerprint, WriteCall},
};

/// A call that is not a read.
pub(crate) struct Write<'a> {
    /// The action, with its vendor.
    pub(crate) entry: CatalogueEntry,
    /// The schema that the arguments were checked against; it holds the roles of inputs.
    pub(crate) schema: &'a Map<String, Value>,
    pub(crate) account: &'a Arc<Account>,
    /// The request and its effect.
    pub(crate) prepared: &'a PreparedCall,
    pub(crate) guard_arguments: &'a GuardArguments,
    pub(crate) approver: &'a Approver,
    pub(crate) context: &'a Context,
    /// For reads that the guard makes itself.
    pub(crate) http: &'a Arc<Http>,
}

impl<'a> Write<'a> {
    /// The call as the journal records it.
    pub(super) fn record(&self, fingerprint: &'a CallFingerprint) -> WriteCall<'a>
    where
        Self: 'a,
    {
        WriteCall {
            vendor: self.entry.vendor.id,
            tool: self.entry.action.about.name,
            effect: self.prepared.effect,
            also: self.prepared.also,
            arguments: &self.prepared.arguments,
            idempotency_key: self.guard_arguments.idempotency_key.as_deref(),
            fingerprint,
            undone_by: self.entry.undone_by().collect(),
        }
    }
}

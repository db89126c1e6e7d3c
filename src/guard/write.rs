//! A call that is not a read, as the guard sees it.

use std::{borrow::Cow, sync::Arc};

use outreach_model::{error::Failure, registered::PreparedCall, schemas::Schemas, secrets, vendor::CatalogueEntry};
use serde_json::Value;
use tokio::sync::OnceCell;

use super::{approval::Approver, arguments::GuardArguments, meant::Meant, units};
use crate::{
    client::{self, Context, account::Account, transport::Http},
    journal::{CallFingerprint, CallUnits, WriteCall},
};

/// A call that is not a read.
pub(crate) struct Write<'a> {
    /// The action, with its vendor.
    pub(crate) entry: CatalogueEntry,
    /// What the arguments were checked by; it holds the roles of inputs.
    pub(crate) schemas: &'a Schemas,
    pub(crate) account: &'a Arc<Account>,
    /// The request and its effect.
    pub(crate) prepared: &'a PreparedCall,
    pub(crate) guard_arguments: &'a GuardArguments,
    pub(crate) approver: &'a Approver,
    pub(crate) context: &'a Context,
    /// For reads that the guard makes itself.
    pub(crate) http: &'a Arc<Http>,
    /// What [`Self::read_first`] has read.
    pub(crate) first_read: OnceCell<Option<Value>>,
    /// What [`Self::counted`] has counted.
    pub(crate) count: OnceCell<Option<u64>>,
}

impl<'a> Write<'a> {
    /// What the action declares to be read before it is sent, such as the message that it answers; `None` where it declares
    /// nothing, or its inputs name nothing to read. It is read once, however often it is asked for.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub(super) async fn read_first(&self) -> Result<Option<&Value>, Failure> {
        self.first_read.get_or_try_init(|| self.read_first_again()).await.map(Option::as_ref)
    }

    /// The same, read anew: what ran meanwhile may have changed it.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub(super) async fn read_first_again(&self) -> Result<Option<Value>, Failure> {
        let request = self.entry.action.read_first.and_then(|first| (first.request)(&self.prepared.arguments));
        let Some(request) = request else { return Ok(None) };
        client::fetch_json(self.http, self.account, &request, self.context).await.map(Some)
    }

    /// How many things it takes, where its inputs do not say it and a read does. It is read once, however often it is asked for.
    pub(super) async fn counted(&self) -> Option<u64> {
        let arguments = &self.prepared.arguments;
        let counted = self.entry.action.counted.filter(|counted| (counted.is_needed)(arguments))?;
        let request = (counted.request)(arguments)?;
        let count = self.count.get_or_init(async || {
            let read = client::fetch_json(self.http, self.account, &request, self.context).await.ok()?;
            (counted.count)(&read)
        });
        *count.await
    }

    /// What the read before it shows that whoever gets the answer should know; nothing where it needed no read.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let arguments = &self.prepared.arguments;
        let needed = self.entry.action.read_first.filter(|first| (first.is_needed)(arguments));
        let read = self.first_read.get().and_then(Option::as_ref);
        needed.zip(read).map(|(first, read)| (first.warns)(arguments, read)).unwrap_or_default()
    }

    /// The arguments as they may be shown: without what is secret in them.
    pub(super) fn shown_arguments(&self) -> Cow<'a, Value> {
        let arguments = &self.prepared.arguments;
        secrets::hidden(&self.schemas.input, arguments).map_or(Cow::Borrowed(arguments), Cow::Owned)
    }

    /// For an answer to a message that was read: whom it is to reach.
    pub(crate) fn meant(&self) -> Option<Meant> {
        let replies_to = self.entry.action.replies_to?;
        let message = self.first_read.get()?.as_ref()?;
        Some(Meant::of(replies_to, &self.prepared.arguments, message))
    }

    /// What it does, subject by subject: hashes that an earlier call may have in common with it, and what a caller knows the subjects
    /// by. An `idempotency_key` says that it is another call than those without it, and the same as those with it.
    pub(super) fn units(&self) -> Vec<(String, String)> {
        self.units_with(self.guard_arguments.idempotency_key.as_deref())
    }

    /// The same as the journal keeps and compares them.
    fn call_units(&self) -> CallUnits {
        let key = self.guard_arguments.idempotency_key.as_deref();
        let shared = hashes(self.units());
        let mut recorded = shared.clone();
        if key.is_some() {
            recorded.extend(hashes(self.units_with(None)));
        }
        let is_charged = self.entry.action.units.is_some_and(|units| units.is_charged);
        CallUnits { recorded, shared, is_once: is_charged || key.is_some(), read_ms: None }
    }

    fn units_with(&self, key: Option<&str>) -> Vec<(String, String)> {
        units::of(&self.entry, self.schemas, &self.account.name(), &self.prepared.arguments, key)
    }

    /// The call as the journal records it.
    pub(super) fn record(&self, fingerprint: &'a CallFingerprint) -> WriteCall<'a>
    where
        Self: 'a,
    {
        WriteCall {
            vendor: self.entry.vendor.id,
            tool: self.entry.action.about.name,
            effect: self.prepared.effect,
            also: self.prepared.also.clone(),
            counts: self.prepared.counts,
            arguments: self.shown_arguments(),
            idempotency_key: self.guard_arguments.idempotency_key.as_deref(),
            fingerprint,
            // What it answers is what it did once, and says nothing of what is there.
            undone_by: if self.entry.action.goes_on() {
                Vec::new()
            } else {
                self.entry.undone_by(&self.schemas.input, &self.prepared.arguments)
            },
            units: self.call_units(),
        }
    }
}

fn hashes(units: Vec<(String, String)>) -> Vec<String> {
    units.into_iter().map(|(hash, _)| hash).collect()
}

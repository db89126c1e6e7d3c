//! Which account a key opens, as its vendor tells. All keys of one account are one to the journal: an intent that was
//! carried out with one key is known with the next, and its limits go on.
//!
//! The journal keeps the answer, so that a key is asked about once. Where there is no answer, the key stands for the account.

use std::{sync::Arc, time::Duration};

use outreach_model::{
    error::{ErrorKind, Failure},
    hash::hash,
    request::Request,
    vendor::Identity,
};
use serde_json::json;
use tokio::time::Instant;

use crate::{
    client::{self, Context, account::Account, transport::Http},
    journal::{Journal, StoreError},
};

/// How long a write waits for the answer at most.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// Why the account stays without a name of its own for now; the next write asks again.
enum Unnamed {
    /// The vendor was not reached.
    NotReached,
    /// The journal failed.
    Failed(Failure),
}

/// Finds out which account this is, once a process. To be called before anything is recorded of it or looked up for it.
///
/// # Errors
///
/// If the journal fails. A vendor that does not tell is no error.
pub(crate) async fn identify(
    account: &Arc<Account>,
    journal: &Journal,
    http: &Arc<Http>,
    context: &Context,
) -> Result<(), Failure> {
    // A journal in memory knows one key alone.
    let Some(identity) = account.identity().filter(|_| journal.is_lasting()) else { return Ok(()) };
    let known = account.known_as.get_or_try_init(|| find(identity, account, journal, http, context));
    match known.await {
        Ok(_) | Err(Unnamed::NotReached) => Ok(()),
        Err(Unnamed::Failed(failure)) => Err(failure),
    }
}

async fn find(
    identity: Identity,
    account: &Arc<Account>,
    journal: &Journal,
    http: &Arc<Http>,
    context: &Context,
) -> Result<String, Unnamed> {
    let key = account.name_of_key();
    let failed = |error: StoreError| Unnamed::Failed(Failure::from(error));
    let store = journal.store().await.map_err(failed)?;
    if let Some(name) = store.account_of(&key).await.map_err(failed)? {
        return Ok(name);
    }
    let vendor = account.vendor.id;
    let deadline = context.deadline.min(Instant::now() + MAX_WAIT);
    let context = Context { cancel: context.cancel.clone(), deadline, ..Context::default() };
    let mut identity = identity;
    let read = loop {
        let request = Request::get(identity.path.iter().copied()).map_err(Unnamed::Failed)?;
        match (client::fetch_json(http, account, &request, &context).await, identity.or) {
            (Err(failure), Some(other)) if failure.http_status.is_some_and(|status| status < 500 && status != 429) => {
                identity = *other;
            }
            (read, _) => break read,
        }
    };
    let id = match read {
        Ok(answer) => identity.read(&answer),
        Err(failure) => {
            tracing::info!(vendor, kind = failure.kind.word(), "the account cannot be read: its key stands for it");
            return match failure.kind {
                ErrorKind::Unreachable | ErrorKind::Timeout | ErrorKind::Cancelled | ErrorKind::RateLimited => {
                    Err(Unnamed::NotReached)
                }
                _ => Ok(key),
            };
        }
    };
    let Some(id) = id else {
        tracing::info!(vendor, "the vendor does not say which account this is: its key stands for it");
        return Ok(key);
    };
    let name = store.identify(&key, &hash(&json!(["account", vendor, id]))).await.map_err(failed)?;
    if name != key {
        tracing::info!(vendor, account = name, "another key of this account was seen before");
    }
    Ok(name)
}

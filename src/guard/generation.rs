//! What the journal knows of the generations of a vendor's API: which one an account had the last time.

use outreach_model::generation::Generation;

use crate::{
    client::account::Account,
    journal::{Journal, StoreError},
};

/// For this long the first generation is not asked again once it was gone. A vendor that brings a call back is noticed then.
const KNOWN_FOR_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Tells the account what other processes have found. Once a process; a journal that cannot be read tells nothing.
pub(crate) async fn recall(account: &Account, journal: &Journal) {
    let memory = &account.generations;
    if memory.chosen().is_some() {
        return;
    }
    let recalled = memory.recalled.get_or_try_init(async || {
        let Some(store) = journal.existing().await? else { return Ok(()) };
        for family in account.vendor.generations.iter().flat_map(|generations| generations.families) {
            let found_ms = store.mark(&mark(account, family.name)).await?.unwrap_or_default();
            if journal.now().saturating_sub(found_ms) < KNOWN_FOR_MS {
                memory.recall(family.name, Generation::Next);
            }
        }
        Ok::<(), StoreError>(())
    });
    if let Err(error) = recalled.await {
        tracing::debug!(vendor = account.vendor.id, %error, "the generation of an account cannot be read");
    }
}

/// Tells other processes what the account's calls have found. Where nothing was ever written, a read creates no journal for it.
pub(crate) async fn keep(account: &Account, journal: &Journal) {
    for (family, generation) in account.generations.news() {
        let found_ms = match generation {
            Generation::First => 0,
            Generation::Next => journal.now(),
        };
        let kept = async {
            let Some(store) = journal.existing().await? else { return Ok(()) };
            store.set_mark(&mark(account, family), found_ms).await
        };
        if let Err::<(), StoreError>(error) = kept.await {
            tracing::debug!(vendor = account.vendor.id, %error, "the generation of an account cannot be kept");
        }
    }
}

fn mark(account: &Account, family: &str) -> String {
    format!("generation:{}:{family}", account.name_of_key())
}

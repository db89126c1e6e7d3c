//! Finds out what a write sets off by itself at the place that it adds to, so that its effect is the worst that can happen.
//!
//! Where the vendor does not tell, the worst is taken for certain.

use std::{sync::Arc, time::Duration};

use outreach_model::{
    error::{ErrorKind, Failure},
    registered::{PreparedCall, RegisteredAction},
    request::Request,
};

use crate::{
    cache::{Cache, Lifetime},
    client::{self, Context, account::Account, transport::Http},
};

/// How long it is remembered of a place: many leads are added to one list, and what runs on it changes rarely.
const REMEMBERED: Duration = Duration::from_secs(30);

/// What happens at places, by account and place.
pub(super) struct Places(Cache<String, Option<bool>>);

impl Default for Places {
    fn default() -> Self {
        const MAX_PLACES: usize = 1000;
        Self(Cache::new(MAX_PLACES, Lifetime::SinceInserted(REMEMBERED)))
    }
}

impl Places {
    /// Adds to a call what it sets off.
    ///
    /// # Errors
    ///
    /// Where the caller gives up meanwhile.
    pub(super) async fn complete(
        &self,
        action: &RegisteredAction,
        prepared: &mut PreparedCall,
        account: &Arc<Account>,
        http: &Arc<Http>,
        context: &Context,
    ) -> Result<(), Failure> {
        let Some(sets_off) = action.sets_off else { return Ok(()) };
        for place in (sets_off.reads)(&prepared.arguments) {
            let why = match self.happens(sets_off.happens, &place, account, http, context).await {
                Ok(Some(false)) => continue,
                Ok(Some(true)) => sets_off.what.to_owned(),
                Err(failure) if failure.kind == ErrorKind::Cancelled => return Err(failure),
                told => {
                    let kind = told.err().map_or("it does not say", |failure| failure.kind.word());
                    tracing::info!(vendor = account.vendor.id, kind, "the worst is assumed of a place");
                    format!("It cannot be read whether this holds there, so it is taken for certain: {}", sets_off.what)
                }
            };
            prepared.can_also(sets_off.effect, why);
            break;
        }
        Ok(())
    }

    /// Forgets what happens at places, where a call may have changed it.
    pub(super) fn forget(&self) {
        self.0.clear();
    }

    async fn happens(
        &self,
        happens: fn(&serde_json::Value) -> Option<bool>,
        place: &Request,
        account: &Arc<Account>,
        http: &Arc<Http>,
        context: &Context,
    ) -> Result<Option<bool>, Failure> {
        let known = format!("{} {} {}", account.name(), account.root, place.path);
        if let Some(happens) = self.0.get(&known) {
            return Ok(happens);
        }
        let happens = match client::fetch_json(http, account, place, context).await {
            Ok(read) => happens(&read),
            // Nothing runs where there is nothing.
            Err(failure) if failure.kind == ErrorKind::NotFound => Some(false),
            Err(failure) => return Err(failure),
        };
        self.0.insert(known, happens);
        Ok(happens)
    }
}

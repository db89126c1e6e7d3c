//! `resolve_outcome`: what became of calls that ended without an answer.

use outreach_model::{about::About, error::Failure};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::form::{Beside, Builtin, BuiltinCall};
use crate::{
    guard,
    reconcile::{self, ReconcileContext, Resolution},
};

#[derive(Debug, Deserialize, JsonSchema)]
pub struct ResolveOutcome {
    /// From the error; without it all unknown ones of a day
    entry: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    results: Vec<Resolution>,
    /// Entries looked at
    count: usize,
}

impl Builtin for ResolveOutcome {
    type Output = Output;

    // To a vendor it is a read: what it changes is the journal.
    const ABOUT: About = About {
        name: "resolve_outcome",
        title: "Find out what became of a call",
        description: "Looks up at the vendor whether calls that ended without an answer were carried out. Use it after `outcome_unknown`, before you repeat.",
        ..About::read("")
    };
    const CHANGES_OWN_STATE: bool = true;

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        beside.enabled.iter().any(|tool| tool.effects.iter().copied().any(guard::adds))
    }

    async fn run(self, call: BuiltinCall<'_>) -> Result<Output, Failure> {
        let BuiltinCall { caller, journal, http, context, .. } = call;
        let reconcile = ReconcileContext { accounts: &caller.accounts, journal, http, context };
        let entry = self.entry.as_deref().map(str::trim).filter(|id| !id.is_empty());
        let results = reconcile::resolve(entry, &reconcile).await?;
        Ok(Output { count: results.len(), results })
    }
}

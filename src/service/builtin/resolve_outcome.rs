//! `resolve_outcome`: what became of calls that ended without an answer.

use outreach_model::{about::About, error::Failure, schema::JsonSchema};
use serde::{Deserialize, Serialize};

use super::form::{Beside, Builtin, BuiltinCall};
use crate::{
    guard,
    reconcile::{self, ReconcileContext, Resolution},
};

#[derive(Debug, Deserialize, JsonSchema)]
pub struct ResolveOutcome {
    /// Id of the call in the journal, as the error named it; left out: every call of the last day whose outcome is
    /// unknown
    entry: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// What is known of each call
    results: Vec<Resolution>,
    /// How many calls were looked at
    count: usize,
}

impl Builtin for ResolveOutcome {
    type Output = Output;

    // To a vendor it is a read: what it changes is the journal.
    const ABOUT: About = About {
        name: "resolve_outcome",
        title: "Find out whether a call was carried out",
        description: "Finds out at the vendor whether earlier calls of this server that got no answer were carried \
            out. Use it after `outcome_unknown` or `duplicate`, before repeating. Give the `entry` that the error \
            names; without it, all such calls of the last day. It only reads there and notes the outcome here. \
            `unknown`: do not repeat the call, ask a person.",
        ..About::read("")
    };
    const CHANGES_OWN_STATE: bool = true;

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        beside.enabled.iter().any(|tool| tool.effects.iter().copied().any(guard::adds))
    }

    async fn run(self, call: BuiltinCall<'_>) -> Result<Output, Failure> {
        let BuiltinCall { caller, journal, http, context, .. } = call;
        for account in caller.accounts.all() {
            // Entries may be those of an earlier key.
            guard::identify(&account, journal, http, context).await?;
        }
        let reconcile = ReconcileContext { accounts: &caller.accounts, journal, http, context };
        let entry = self.entry.as_deref().map(str::trim).filter(|id| !id.is_empty());
        let results = reconcile::resolve(entry, &reconcile).await?;
        Ok(Output { count: results.len(), results })
    }
}

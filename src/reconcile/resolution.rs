//! The result for one entry, in words.

use outreach_model::{registered::RegisteredAction, schema::JsonSchema};
use outreach_vendors::catalogue;
use serde::Serialize;

use crate::{
    client::account::Account,
    journal::{Entry, Outcome},
};

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Resolution {
    /// Id of the call in the journal
    entry: String,
    /// Name of the tool that was called
    tool: String,
    /// ok: carried out; failed: not carried out; unknown: nothing shows it, so do not repeat it blindly
    outcome: Settled,
    /// The vendor's id of what the call made
    vendor_ref: Option<String>,
    /// What the outcome means and what to do next
    message: String,
    /// Seconds until another look may tell more
    retry_after_s: Option<u64>,
}

/// Whether it was carried out
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Settled {
    Ok,
    Failed,
    Unknown,
}

/// Why an entry was settled as failed. It is kept in the entry.
pub(super) const ABSENT: &str = "ten minutes or more after the call, the vendor's complete list did not show it";

impl Resolution {
    /// An entry that stays unknown.
    pub(super) fn unknown(entry: &Entry, message: String, retry_after_s: Option<u64>) -> Self {
        Self::new(entry, Settled::Unknown, message, retry_after_s)
    }

    /// What the entry says by itself.
    pub(super) fn recorded(entry: &Entry) -> Self {
        let (outcome, message) = match entry.outcome {
            Outcome::Ok => {
                let but = entry.error.as_ref().map(|but| format!(" But {but}.")).unwrap_or_default();
                (Settled::Ok, format!("It was carried out. Do not repeat it.{but}"))
            }
            Outcome::Replayed => {
                let message = "It was answered with the result of an earlier call and sent nothing. Do not repeat it.";
                (Settled::Ok, message.to_owned())
            }
            Outcome::Failed if entry.error.as_deref() == Some(ABSENT) => {
                let message = format!(
                    "It was not carried out, as far as the vendor's records tell: {ABSENT}. That is no proof, but likely. It may be \
                     made again with the same inputs; where a second one would do harm, look first. {}",
                    verify(entry, None)
                );
                (Settled::Failed, message)
            }
            Outcome::Failed => {
                let message = "It was not carried out. It may be made again with the same inputs.";
                (Settled::Failed, message.to_owned())
            }
            Outcome::Refused => {
                let rule = entry.error.as_deref().map(|rule| format!(": {rule}")).unwrap_or_default();
                (Settled::Failed, format!("It was not sent{rule}."))
            }
            Outcome::Open => {
                let message = "It is still running. Do not repeat it; call `resolve_outcome` again.";
                return Self::new(entry, Settled::Unknown, message.to_owned(), Some(5));
            }
            Outcome::Unknown => (Settled::Unknown, verify(entry, None).to_owned()),
        };
        Self::new(entry, outcome, message, None)
    }

    fn new(entry: &Entry, outcome: Settled, message: String, retry_after_s: Option<u64>) -> Self {
        let vendor = catalogue::VENDORS.iter().find(|vendor| vendor.id == entry.vendor);
        let tool = vendor.map(|vendor| format!("{}_{}", vendor.id, entry.tool));
        Self {
            entry: entry.id.clone(),
            tool: tool.unwrap_or_else(|| entry.tool.clone()),
            outcome,
            vendor_ref: entry.vendor_ref.clone(),
            message,
            retry_after_s,
        }
    }
}

/// How a person, or an agent with other tools, finds out what became of the call. A sentence.
pub(super) fn verify(entry: &Entry, account: Option<&Account>) -> &'static str {
    let verify = action(&entry.vendor, &entry.tool).and_then(|action| match account {
        Some(account) => account.verify(action),
        None => action.about.verify,
    });
    verify.unwrap_or("Check in the vendor's web app whether it was done.")
}

/// The action of this name, without its vendor.
pub(super) fn action(vendor: &str, name: &str) -> Option<&'static RegisteredAction> {
    let mut actions = catalogue::actions();
    actions.find(|entry| entry.vendor.id == vendor && entry.action.about.name == name).map(|entry| entry.action)
}

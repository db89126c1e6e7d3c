//! `check_suppression`: which of many addresses must not be mailed.

use std::time::Duration;

use outreach_model::{about::About, across::Reason, addresses, error::Failure, schema::JsonSchema};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::{
    ask::{self, Failed},
    suppressed::check,
};
use crate::service::builtin::form::{Beside, Builtin, BuiltinCall};

/// What is kept of a call's time to put the answer together.
const RESERVE: Duration = Duration::from_secs(2);

#[derive(Debug, Deserialize, JsonSchema)]
pub struct CheckSuppression {
    /// Addresses to check, at most 100
    #[schemars(length(min = 1, max = 100))]
    emails: Vec<String>,
    /// Only these vendors, e.g. instantly; left out: all that are set up
    vendors: Option<Vec<String>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// Vendors that were asked
    asked: Vec<String>,
    /// One row for each address, in the order given
    results: Vec<Row>,
    /// What the vendors do not tell; sentences
    notes: Vec<String>,
    /// Vendors that did not answer
    failed: Vec<Failed>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    /// Address as it was given
    email: String,
    /// yes: every vendor that was asked lets it be mailed; no: at least one does not; unknown: nothing certain was found, and `reasons`,
    /// `not_asked`, `notes` or `failed` says what is not known
    sendable: Sendable,
    /// Why it must not be mailed; with `sendable` unknown: why it perhaps must not
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<Reason>,
    /// Vendors that were not asked of it, or did not answer; call again with this address
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_asked: Vec<String>,
    /// Why it is no address
    because: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Sendable {
    Yes,
    No,
    Unknown,
}

/// A reason in a few words.
pub(super) fn in_words(reason: &Reason) -> String {
    use outreach_model::across::ReasonKind::{
        BlockedAddress, BlockedDomain, BlockedParentDomain, Bounced, Excluded, Unsubscribed,
    };
    let what = match reason.kind {
        BlockedAddress => "on the block list of",
        BlockedDomain => "its domain is on the block list of",
        BlockedParentDomain => {
            "whether it may be mailed is not documented, since a domain above its own is on the block list of"
        }
        Excluded => "excluded at",
        Unsubscribed => "unsubscribed at",
        Bounced => "mail bounced at",
    };
    let entry = reason.entry.as_ref().map(|entry| format!(" ({entry})")).unwrap_or_default();
    format!("{what} {}{entry}", reason.vendor)
}

impl Builtin for CheckSuppression {
    type Output = Output;

    const ABOUT: About = About {
        name: "check_suppression",
        title: "Check addresses for suppression",
        description: "Checks up to 100 addresses at every vendor set up: blocked themselves or by domain, \
            unsubscribed, bounced. Free. Use it before adding people. `sendable` unknown means that a vendor could not \
            tell: treat it as no, or repeat the call for `not_asked`. With `vendors`, yes holds for those only. To add \
            people use enrol_verified, for one find_person, to block suppress_everywhere.",
        ..About::read("")
    };
    const IS_COMPOSED: bool = true;

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        beside.parts.iter().any(|part| part.effect.is_read())
    }

    async fn run(self, call: BuiltinCall<'_>) -> Result<Output, Failure> {
        let asked = ask::vendors(call.parts, self.vendors.as_deref())?;
        let mut read: Vec<String> =
            self.emails.iter().filter_map(|email| Some(addresses::address(email.trim()).ok()?.to_string())).collect();
        read.sort_unstable();
        read.dedup();
        if read.is_empty() {
            return Err(Failure::invalid_input(
                "`emails` has no address. Nothing was sent; correct the inputs and call again.",
            ));
        }
        let until = call.parts.deadline().checked_sub(RESERVE).unwrap_or_else(Instant::now);
        let checked = check(call.parts, &asked, &read, until, false).await?;
        let row = |email: String| {
            let address = match addresses::address(email.trim()) {
                Ok(address) => address.to_string(),
                Err(why) => {
                    let because = Some(format!("It {}.", why.trim_end_matches('.')));
                    let (reasons, not_asked) = (Vec::new(), Vec::new());
                    return Row { email, sendable: Sendable::No, reasons, not_asked, because };
                }
            };
            let reasons: Vec<Reason> = checked.reasons_of(&address).cloned().collect();
            let not_asked = checked.not_asked_of(&address);
            let not_asked: Vec<String> = not_asked.into_iter().map(|(vendor, _)| vendor.id.to_owned()).collect();
            let sendable = match reasons.is_empty() {
                _ if reasons.iter().any(|reason| reason.kind.is_certain()) => Sendable::No,
                false => Sendable::Unknown,
                true if not_asked.is_empty() && !checked.is_unreadable => Sendable::Yes,
                true => Sendable::Unknown,
            };
            Row { email, sendable, reasons, not_asked, because: None }
        };
        let results = self.emails.into_iter().map(row).collect();
        Ok(Output { asked: ask::ids(&asked), results, notes: checked.notes, failed: checked.failed })
    }
}

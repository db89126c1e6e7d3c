//! `check_suppression`: which of many addresses must not be mailed.

use outreach_model::{about::About, across::Reason, addresses, error::Failure, schema::JsonSchema};
use serde::{Deserialize, Serialize};

use super::ask::{self, Answers, Asked, Failed};
use crate::service::builtin::form::{Beside, Builtin, BuiltinCall, Parts};

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
    /// yes: every vendor that was asked lets it be mailed; no: at least one does not; unknown: one cannot tell, or did not answer
    sendable: Sendable,
    /// Why it must not be mailed
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<Reason>,
    /// Why it is not known, in words
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

/// What the vendors say of addresses.
pub(super) struct Checked {
    pub(super) reasons: Vec<Reason>,
    /// What no vendor can tell, or was not read.
    pub(super) untold: Vec<String>,
    /// The name of a vendor that may not have been asked of all addresses.
    pub(super) not_asked: Option<&'static str>,
    pub(super) failed: Vec<Failed>,
}

impl Checked {
    /// Why an address must not be mailed.
    pub(super) fn reasons_of<'a>(&'a self, address: &'a str) -> impl Iterator<Item = &'a Reason> {
        self.reasons.iter().filter(move |reason| outreach_model::across::is_same(&reason.address, address))
    }
}

/// Asks the vendors for what suppresses these addresses.
///
/// # Errors
///
/// Where no vendor answers.
pub(super) async fn check(parts: &dyn Parts, asked: &[Asked<'_>], addresses: &[String]) -> Result<Checked, Failure> {
    let answers = ask::all(asked, parts.deadline(), |asked| (asked.vendor.across.suppression)(asked, addresses)).await;
    let Answers { told, failed } = answers.some()?;
    let mut checked = Checked { reasons: Vec::new(), untold: Vec::new(), not_asked: None, failed };
    for (vendor, own) in told {
        checked.not_asked = checked.not_asked.or(own.may_miss.then_some(vendor.title));
        checked.reasons.extend(own.reasons);
        checked.untold.extend(own.unreadable.map(str::to_owned));
        checked.untold.extend(own.incomplete);
    }
    Ok(checked)
}

/// A reason in a few words.
pub(super) fn in_words(reason: &Reason) -> String {
    use outreach_model::across::ReasonKind::{BlockedAddress, BlockedDomain, Bounced, Excluded, Unsubscribed};
    let what = match reason.kind {
        BlockedAddress => "on the block list of",
        BlockedDomain => "its domain is on the block list of",
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
        description: "Checks up to 100 addresses at every vendor set up: blocked themselves or by their domain, \
            unsubscribed, bounced. `sendable` is yes, no or unknown: a vendor could not tell, so treat it as no. \
            Naming `vendors` checks fewer. Free reads only. Use it before you add people by a vendor's tool; \
            enrol_verified does it itself. To block use suppress_everywhere.",
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
        let checked = check(call.parts, &asked, &read).await?;
        let unknown: Vec<String> = checked
            .failed
            .iter()
            .map(|failed| format!("{} did not answer.", failed.vendor))
            .chain(checked.untold.iter().cloned())
            .collect();
        let row = |email: String| {
            let Ok(address) = addresses::address(email.trim()) else {
                let because = Some("It is not an address.".to_owned());
                return Row { email, sendable: Sendable::No, reasons: Vec::new(), because };
            };
            let reasons: Vec<Reason> = checked.reasons_of(&address.to_string()).cloned().collect();
            let (sendable, because) = match (reasons.is_empty(), unknown.is_empty()) {
                (false, _) => (Sendable::No, None),
                (true, true) => (Sendable::Yes, None),
                (true, false) => (
                    Sendable::Unknown,
                    Some("Nothing was found, and not everything can be told: see `notes` and `failed`.".to_owned()),
                ),
            };
            Row { email, sendable, reasons, because }
        };
        let results = self.emails.into_iter().map(row).collect();
        Ok(Output { asked: ask::ids(&asked), results, notes: checked.untold, failed: checked.failed })
    }
}

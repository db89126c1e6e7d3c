//! `find_person`: where a person is known.

use outreach_model::{
    about::About,
    across::{Person, Reason, Suppression, Who},
    error::Failure,
    schema::JsonSchema,
};
use serde::{Deserialize, Serialize};

use super::ask::{self, Failed};
use crate::service::builtin::form::{Beside, Builtin, BuiltinCall};

/// So many addresses of people who were found by name are checked for suppression.
const MAX_CHECKED: usize = 5;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct FindPerson {
    /// Email address of the person; this, or both names
    email: Option<String>,
    /// Given name, with `last_name`, instead of `email`
    first_name: Option<String>,
    /// Family name, with `first_name`, instead of `email`
    last_name: Option<String>,
    /// Only these vendors, e.g. instantly; left out: all that are set up
    vendors: Option<Vec<String>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// Whether any vendor that answered knows the person
    known: bool,
    /// Vendors that were asked
    asked: Vec<String>,
    /// The person at each vendor that knows it
    people: Vec<Person>,
    /// Where and why the person must not be mailed; empty: nothing was found by those who answered
    suppressed: Vec<Reason>,
    /// What the vendors do not tell; sentences
    notes: Vec<String>,
    /// Vendors that did not answer; nothing is known of them
    failed: Vec<Failed>,
}

impl Builtin for FindPerson {
    type Output = Output;

    const ABOUT: About = About {
        name: "find_person",
        title: "Find a person at every vendor",
        description: "Finds where a person is known at every vendor: lists, campaigns with state, last contact, \
            replies, suppression. Free. Use it before you mail somebody. Give `email`, or both `first_name` and \
            `last_name`, which may find several people. A vendor in `failed` or `notes` was not fully searched: no \
            match there proves nothing. For many addresses use check_suppression, to find addresses find_and_verify.",
        ..About::read("")
    };
    const IS_COMPOSED: bool = true;

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        beside.parts.iter().any(|part| part.effect.is_read())
    }

    async fn run(self, call: BuiltinCall<'_>) -> Result<Output, Failure> {
        let text = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let who = match (text(self.email), text(self.first_name), text(self.last_name)) {
            (Some(email), None, None) => Who::Address(ask::address("email", &email)?),
            (None, Some(first), Some(last)) => Who::Name { first, last },
            _ => {
                return Err(Failure::invalid_input(
                    "Give `email`, or both `first_name` and `last_name`; an empty one counts as left out. Nothing was sent; correct the inputs and call again.",
                ));
            }
        };
        let asked = ask::vendors(call.parts, self.vendors.as_deref())?;
        let by_name = matches!(who, Who::Name { .. });
        let (able, unable): (Vec<_>, Vec<_>) = asked.iter().partition(|asked| asked.vendor.across.by_name || !by_name);
        let mut notes: Vec<String> = unable
            .iter()
            .map(|unable| format!("{} finds people by their address alone, and was not asked.", unable.vendor.title))
            .collect();
        let deadline = call.parts.deadline();
        let found = ask::all(able.iter().copied(), deadline, |asked| (asked.vendor.across.person)(asked, &who));
        let addresses = match &who {
            Who::Address(address) => vec![address.clone()],
            Who::Name { .. } => Vec::new(),
        };
        let suppression = async |addresses: &[String]| {
            if addresses.is_empty() {
                return ask::Answers { told: Vec::new(), failed: Vec::new() };
            }
            ask::all(&asked, deadline, |asked| (asked.vendor.across.suppression)(asked, addresses)).await
        };
        let (found, mut suppressed) = futures_util::join!(found, suppression(&addresses));
        let found = found.some()?;
        let people: Vec<Person> = found.told.into_iter().flat_map(|(_, people)| people).collect();
        let mut failed = found.failed;
        if by_name {
            let mut addresses: Vec<String> =
                people.iter().filter_map(|person| person.email.as_ref().map(|email| email.to_lowercase())).collect();
            addresses.sort_unstable();
            addresses.dedup();
            addresses.truncate(MAX_CHECKED);
            suppressed = suppression(&addresses).await;
        }
        failed.extend(
            suppressed.failed.into_iter().filter(|failed_too| !asked_failed(&failed, failed_too)).collect::<Vec<_>>(),
        );
        for (vendor, _) in &suppressed.told {
            notes.extend(vendor.across.unreadable.map(str::to_owned));
            let mut untold = people.iter().filter(|person| person.vendor == vendor.id).map(vendor.across.untold);
            notes.extend(untold.find_map(|untold| untold).map(str::to_owned));
        }
        let mut reasons = Vec::new();
        for (_, Suppression { reasons: own, incomplete }) in suppressed.told {
            reasons.extend(own);
            notes.extend(incomplete);
        }
        // Those that find nobody by name were not asked.
        let asked = able.iter().map(|asked| asked.vendor.id.to_owned()).collect();
        Ok(Output { known: !people.is_empty(), asked, people, suppressed: reasons, notes, failed })
    }
}

fn asked_failed(failed: &[Failed], other: &Failed) -> bool {
    failed.iter().any(|failed| failed.vendor == other.vendor)
}

//! `find_and_verify`: the addresses of people, and whether mail to them arrives.

use std::collections::BTreeMap;

use futures_util::stream::{self, StreamExt};
use outreach_model::{
    about::{About, Repeat},
    across::{Finder, Search, Sought, Standing, Verified, Who, domain},
    addresses,
    effect::Effect,
    error::{ErrorKind, Failure},
    schema::JsonSchema,
    vendor::Vendor,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::time::{Instant, sleep};

use super::{
    ask::{self, Asked, Failed},
    verify::{self, AT_ONCE, Credits, Finding, PAUSE, named},
};
use crate::service::builtin::form::{Beside, Builtin, BuiltinCall, Parts, Planned};

/// So many people and addresses a call.
const MAX_ROWS: usize = 10;

/// So often a search is read before nothing is taken for nothing found.
const MAX_EMPTY_READS: usize = 3;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct FindAndVerify {
    /// People whose address is sought
    #[schemars(length(max = 10))]
    people: Option<Vec<PersonSought>>,
    /// Addresses to verify; with `people` ten together at most
    #[schemars(length(max = 10))]
    emails: Option<Vec<String>>,
    /// true: only what is known for free, and what the rest would cost
    #[schemars(extend("default" = false))]
    dry_run: Option<bool>,
    /// Only these vendors, e.g. snov; left out: all that are set up
    vendors: Option<Vec<String>>,
    /// Your name for this intent: the same key pays for the same row only once
    idempotency_key: Option<String>,
}

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
struct PersonSought {
    /// Given name
    first_name: String,
    /// Family name
    last_name: String,
    /// Domain of the employer, e.g. example.com
    domain: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// One row for each person, then for each address, in the order given
    results: Vec<Row>,
    /// true: nothing was spent; `price` says what the rest would cost
    dry_run: bool,
    /// Paid calls that are left to make (`dry_run`), or were planned
    price: Vec<Price>,
    /// Credits that this call used
    credits_used: Vec<Credits>,
    /// Vendors that did not answer
    failed: Vec<Failed>,
}

#[derive(Debug, Default, Serialize, JsonSchema)]
struct Row {
    /// Given name, as given
    first_name: Option<String>,
    /// Family name, as given
    last_name: Option<String>,
    /// Address: the one given, or the one found; absent: none was found
    email: Option<String>,
    /// valid: mail arrives; invalid: it bounces; catch_all: the server takes any address; unknown; pending: ask again
    standing: Option<Standing>,
    /// Vendor that gave the address
    found_by: Option<String>,
    /// Vendor that verified it
    verified_by: Option<String>,
    /// Why there is no address or no finding, and what to do
    because: Option<String>,
}

/// Calls that cost something.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Price {
    /// Tool that charges
    tool: String,
    /// How many calls of it at most
    calls: usize,
    /// What a call costs, in the vendor's words
    price: String,
    /// Credits at most; absent where the vendor's documents do not say
    credits: Option<f64>,
}

impl Price {
    pub(super) fn of(planned: &Planned, credits: Option<f64>) -> Self {
        Self {
            tool: planned.tool.clone(),
            calls: planned.calls,
            price: planned.price.unwrap_or_default().to_owned(),
            credits,
        }
    }
}

/// What is known of one row.
struct State {
    sought: Option<Sought>,
    row: Row,
}

/// Looks for the address of a person for free: earlier searches, then the people whom the vendors know.
async fn free(
    asked: &[Asked<'_>],
    deadline: Instant,
    sought: &Sought,
    failed: &mut Vec<Failed>,
) -> Option<(String, Standing, &'static Vendor)> {
    let finders: Vec<_> = asked.iter().filter(|asked| asked.vendor.across.finder.is_some()).collect();
    let searches = ask::all(finders, deadline, |asked| match &asked.vendor.across.finder {
        Some(finder) => (finder.known)(asked, sought),
        None => Box::pin(std::future::ready(Ok(None))),
    });
    let who = Who::Name { first: sought.first.clone(), last: sought.last.clone() };
    let able: Vec<_> = asked.iter().filter(|asked| asked.vendor.across.by_name).collect();
    let people = ask::all(able, deadline, |asked| (asked.vendor.across.person)(asked, &who));
    let (searches, people) = futures_util::join!(searches, people);
    ask::add_failed(failed, searches.failed.into_iter().chain(people.failed));
    for (vendor, search) in searches.told {
        if let Some(Search::Ended(found)) = search
            && let Some((address, standing)) = found.into_iter().next()
        {
            return Some((address, standing, vendor));
        }
    }
    people.told.into_iter().find_map(|(vendor, people)| {
        let mut addresses = people.into_iter().filter_map(|person| person.email);
        let own = addresses.find(|address| domain(address) == sought.domain)?;
        Some((own, Standing::Unknown, vendor))
    })
}

/// Searches for an address, for credits.
async fn search(
    parts: &dyn Parts,
    asked: &Asked<'_>,
    finder: &Finder,
    sought: &Sought,
    key: Option<&str>,
) -> (bool, Result<Option<(String, Standing)>, Failure>) {
    let inputs = named(key, finder.action, (finder.inputs)(sought));
    let is_charged = match parts.call(asked.vendor, finder.action, inputs).await {
        Ok(outputs) => !verify::is_replayed(&outputs),
        Err(failure) => return (false, Err(failure)),
    };
    let until = parts.deadline().checked_sub(PAUSE * 2).unwrap_or_else(Instant::now);
    let mut empty = 0;
    loop {
        match (finder.known)(asked, sought).await {
            Ok(Some(Search::Ended(found))) => return (is_charged, Ok(found.into_iter().next())),
            Ok(Some(Search::Running)) => {}
            Ok(None) => empty += 1,
            Err(failure) => return (is_charged, Err(failure)),
        }
        if empty >= MAX_EMPTY_READS {
            return (is_charged, Ok(None));
        }
        if Instant::now() + PAUSE >= until {
            let message = format!(
                "{} was still searching when the time of the call was up. Make the same call again for the result; it costs nothing more.",
                asked.vendor.title
            );
            return (is_charged, Err(Failure::new(ErrorKind::Timeout, message).retryable()));
        }
        sleep(PAUSE).await;
    }
}

/// Writes what is known of an address into its row.
pub(super) fn settle(standing: &mut Option<Standing>, by: &mut Option<String>, Finding { vendor, verified }: &Finding) {
    let Verified { standing: found, .. } = verified;
    *standing = Some(*found);
    *by = Some(vendor.id.to_owned());
}

impl FindAndVerify {
    /// The rows of a call.
    fn states(&self) -> Result<Vec<State>, Failure> {
        let people = self.people.as_deref().unwrap_or_default();
        let emails = self.emails.as_deref().unwrap_or_default();
        if people.is_empty() && emails.is_empty() || people.len() + emails.len() > MAX_ROWS {
            return Err(Failure::invalid_input(format!(
                "Give `people` or `emails`, 1 to {MAX_ROWS} together, not {}. Nothing was sent; correct the inputs and call again.",
                people.len() + emails.len()
            )));
        }
        let person = |person: &PersonSought| {
            let (first, last) = (person.first_name.trim().to_owned(), person.last_name.trim().to_owned());
            let domain = addresses::domain(person.domain.trim().trim_start_matches('@'))
                .map_err(|why| Failure::invalid_input(format!("`people`: `domain` {why}. Nothing was sent.")))?;
            let row = Row { first_name: Some(first.clone()), last_name: Some(last.clone()), ..Row::default() };
            Ok(State { sought: Some(Sought { first, last, domain }), row })
        };
        let email = |email: &String| {
            let email = ask::address("emails", email)?;
            Ok(State { sought: None, row: Row { email: Some(email), ..Row::default() } })
        };
        people.iter().map(person).chain(emails.iter().map(email)).collect()
    }
}

impl Builtin for FindAndVerify {
    type Output = Output;

    const ABOUT: About = About {
        name: "find_and_verify",
        title: "Find and verify addresses",
        description: "Finds the addresses of up to ten people by name and domain, and verifies them or given addresses: first free, by what vendors know, then by the cheapest search and verifier set up, for credits. `dry_run: true` answers what is free and the price of the rest. Repeated, it reads what was paid for. To add people use enrol_verified.",
        effect: Effect::Spend,
        repeat: Repeat::Harmless,
        why: "searches and verifications cost credits",
        ..About::read("")
    };
    const IS_COMPOSED: bool = true;
    const EFFECTS: &'static [Effect] = &[Effect::Read, Effect::Spend];

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        beside.parts.iter().any(|part| part.effect.is_read())
    }

    async fn run(self, call: BuiltinCall<'_>) -> Result<Output, Failure> {
        let parts = call.parts;
        let mut states = self.states()?;
        let asked = ask::vendors(parts, self.vendors.as_deref())?;
        let deadline = parts.deadline();
        let (mut failed, mut price, mut planned, mut credits_used) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for state in &mut states {
            let Some(sought) = &state.sought else { continue };
            if let Some((address, standing, vendor)) = free(&asked, deadline, sought, &mut failed).await {
                state.row.email = Some(address);
                state.row.found_by = Some(vendor.id.to_owned());
                if standing != Standing::Unknown {
                    state.row.standing = Some(standing);
                    state.row.verified_by = Some(vendor.id.to_owned());
                }
            }
        }
        let open = |states: &[State]| -> Vec<String> {
            let open =
                states.iter().filter(|state| state.row.standing.is_none()).filter_map(|state| state.row.email.clone());
            let mut open: Vec<String> = open.map(|address| address.to_lowercase()).collect();
            open.sort_unstable();
            open.dedup();
            open
        };
        let (known, failed_too) = verify::known(&asked, deadline, &open(&states)).await;
        failed.extend(
            failed_too
                .into_iter()
                .filter(|other| failed.iter().all(|failed: &Failed| failed.vendor != other.vendor))
                .collect::<Vec<_>>(),
        );
        apply(&mut states, &known);
        // What is paid for.
        let sought: Vec<usize> =
            states.iter().enumerate().filter(|(_, state)| state.row.email.is_none()).map(|(at, _)| at).collect();
        let (mut finder, mut no_finder) = (None, None);
        if !sought.is_empty() {
            for asked in asked.iter().filter(|asked| failed.iter().all(|failed| failed.vendor != asked.vendor.id)) {
                let Some(own) = &asked.vendor.across.finder else { continue };
                let Some(first) = sought.first().and_then(|at| states.get(*at)?.sought.as_ref()) else { continue };
                match parts.plan(asked.vendor, own.action, verify::object((own.inputs)(first))).await {
                    Ok(one) => {
                        let one = Planned { target: format!("{} people", sought.len()), calls: sought.len(), ..one };
                        price.push(Price::of(&one, Some(own.credits * sought.len() as f64)));
                        planned.push(one);
                        finder = Some((asked, own));
                        break;
                    }
                    Err(failure) => no_finder = Some(failure),
                }
            }
        }
        let to_verify = open(&states);
        // Those that are found are verified as well.
        let most = to_verify.len() + if finder.is_some() { sought.len() } else { 0 };
        let (mut verifier, mut no_verifier) = (None, None);
        if most > 0 {
            let stand_in = ["somebody@example.com".to_owned()];
            let of = if to_verify.is_empty() { stand_in.as_slice() } else { to_verify.as_slice() };
            match verify::chosen(parts, &asked, &failed, of).await {
                Ok((asked, own, one)) => {
                    let calls = most.div_ceil(own.batch.max(1));
                    let one = Planned { target: format!("{most} addresses at most"), calls, ..one };
                    price.push(Price::of(&one, own.credits.map(|credits| credits * most as f64)));
                    planned.push(one);
                    verifier = Some((asked, own));
                }
                Err(failure) => no_verifier = Some(failure),
            }
        }
        let is_dry = self.dry_run == Some(true);
        if !is_dry {
            let intro = format!("Finds and verifies {} rows. This spends credits.", states.len());
            parts.agree(json!([self.people, self.emails]), intro, &planned).await?;
            let key = self.idempotency_key.as_deref().map(str::trim).filter(|key| !key.is_empty());
            if let Some((asked, own)) = finder {
                let searches = sought.iter().filter_map(|at| Some((*at, states.get(*at)?.sought.clone()?)));
                let searches: Vec<_> = searches.collect();
                let one =
                    |(at, sought): (usize, Sought)| async move { (at, search(parts, asked, own, &sought, key).await) };
                let found: Vec<_> =
                    stream::iter(searches.into_iter().map(one)).buffer_unordered(AT_ONCE).collect().await;
                let charged = found.iter().filter(|(_, (is_charged, _))| *is_charged).count();
                let is_lost = |(_, (_, found)): &(usize, (bool, Result<_, Failure>))| {
                    found.as_ref().is_err_and(|failure| failure.kind == ErrorKind::OutcomeUnknown)
                };
                credits_used.push(Credits {
                    vendor: asked.vendor.id.to_owned(),
                    credits: (!found.iter().any(is_lost)).then_some(own.credits * charged as f64),
                    calls: charged,
                });
                for (at, (_, found)) in found {
                    let Some(state) = states.get_mut(at) else { continue };
                    match found {
                        Ok(Some((address, standing))) => {
                            state.row.email = Some(address);
                            state.row.found_by = Some(asked.vendor.id.to_owned());
                            if standing != Standing::Unknown {
                                state.row.standing = Some(standing);
                                state.row.verified_by = Some(asked.vendor.id.to_owned());
                            }
                        }
                        Ok(None) => state.row.because = Some(format!("{} found no address.", asked.vendor.title)),
                        Err(failure) => state.row.because = Some(failure.message),
                    }
                }
            }
            let mut to_verify = open(&states);
            if !to_verify.is_empty() {
                // What was found may have been verified before.
                let (known, _) = verify::known(&asked, deadline, &to_verify).await;
                apply(&mut states, &known);
                to_verify = open(&states);
            }
            if let Some((asked, own)) = verifier.filter(|_| !to_verify.is_empty()) {
                let (found, credits) = verify::verify(parts, asked, own, &to_verify, key).await;
                credits_used.push(credits);
                let (found, errors): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, found)| found.is_ok());
                let found = found.into_iter().filter_map(|(address, found)| Some((address, found.ok()?))).collect();
                apply(&mut states, &found);
                for (address, error) in errors {
                    let of_it =
                        |state: &&mut State| state.row.email.as_ref().is_some_and(|own| own.to_lowercase() == address);
                    for state in states.iter_mut().filter(of_it) {
                        state.row.because = error.as_ref().err().map(|failure| failure.message.clone());
                    }
                }
            }
        }
        for state in &mut states {
            let row = &mut state.row;
            if row.because.is_none() && row.standing.is_none() {
                let missing = if row.email.is_none() { no_finder.as_ref() } else { no_verifier.as_ref() };
                row.because = Some(match (missing, row.email.is_some()) {
                    _ if is_dry && missing.is_none() && !price.is_empty() => {
                        "Not known for free; `price` says what it costs.".to_owned()
                    }
                    (Some(failure), _) => failure.message.clone(),
                    (None, true) => "No verifier that is set up and answers could be used.".to_owned(),
                    (None, false) => "No vendor that searches by name is set up and answers.".to_owned(),
                });
            }
            if row.standing.is_none() && row.email.is_some() {
                row.standing = Some(Standing::Unknown);
            }
        }
        if failed.len() == asked.len() && states.iter().all(|state| state.row.verified_by.is_none()) {
            return Err(ask::none(&failed));
        }
        let results = states.into_iter().map(|state| state.row).collect();
        Ok(Output { results, dry_run: is_dry, price, credits_used, failed })
    }
}

/// Writes findings into the rows of their addresses.
fn apply(states: &mut [State], found: &BTreeMap<String, Finding>) {
    for state in states.iter_mut() {
        let Some(finding) = state.row.email.as_ref().and_then(|address| found.get(&address.to_lowercase())) else {
            continue;
        };
        if finding.verified.standing == Standing::Pending && state.row.standing.is_some() {
            continue;
        }
        settle(&mut state.row.standing, &mut state.row.verified_by, finding);
    }
}

//! `find_and_verify`: the addresses of people, and whether mail to them arrives.

use futures_util::stream::{self, StreamExt};
use outreach_model::{
    about::{About, Repeat},
    across::{Finder, Search, Sought, Standing, Who, domain},
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
    found::{PersonSought, Row, State, all_failed, apply, none_does, states},
    verify::{self, AT_ONCE, Credits, PAUSE, named},
};
use crate::service::builtin::form::{Beside, Builtin, BuiltinCall, Parts, Planned};

/// So often a search is read before nothing is taken for nothing found.
const MAX_EMPTY_READS: usize = 3;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct FindAndVerify {
    /// People whose address is sought, each by both names and the employer's domain
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

impl Builtin for FindAndVerify {
    type Output = Output;

    const ABOUT: About = About {
        name: "find_and_verify",
        title: "Find and verify addresses",
        description: "Finds the addresses of `people` by name and domain, and verifies these and given `emails`, ten \
            together. It asks first what vendors know for free, then the cheapest search and verifier, for credits; \
            `dry_run: true` shows the price. Repeat the call for `pending` rows; it reads what was paid for. For \
            people already known use find_person, to add people enrol_verified.",
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
        let people = self.people.as_deref().unwrap_or_default();
        let mut states = states(people, self.emails.as_deref().unwrap_or_default(), parts)?;
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
            let open = states.iter().filter(|state| state.row.standing.is_none() && state.failed.is_none());
            let mut open: Vec<String> =
                open.filter_map(|state| state.row.email.clone()).map(|address| address.to_lowercase()).collect();
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
            states.iter().enumerate().filter(|(_, state)| state.is_sought()).map(|(at, _)| at).collect();
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
            let rows = if states.len() == 1 { "1 row".to_owned() } else { format!("{} rows", states.len()) };
            let intro = format!("Finds and verifies {rows}. This spends credits.");
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
                        Ok(None) => {
                            state.row.because = Some(format!("{} found no address.", asked.vendor.title));
                            state.is_settled = true;
                        }
                        Err(failure) => state.fail(&failure),
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
                        if let Err(failure) = &error {
                            state.fail(failure);
                        }
                    }
                }
            }
        }
        for state in states.iter_mut().filter(|state| state.row.because.is_none() && state.row.standing.is_none()) {
            let missing = if state.row.email.is_none() { no_finder.as_ref() } else { no_verifier.as_ref() };
            match (missing, state.row.email.is_some()) {
                (Some(failure), _) => state.fail(failure),
                _ if is_dry && !price.is_empty() => {
                    state.row.because = Some("Not known for free; `price` says what it costs.".to_owned());
                    state.is_settled = true;
                }
                (None, true) => state.fail(&none_does("verifies addresses")),
                (None, false) => state.fail(&none_does("searches by name")),
            }
        }
        if failed.len() == asked.len() && states.iter().all(|state| state.row.verified_by.is_none()) {
            return Err(ask::none(&failed));
        }
        let stands = |state: &State| state.is_settled || state.failed.is_none();
        if !states.iter().any(stands) {
            return Err(all_failed(states, &credits_used, &failed));
        }
        let results = states.into_iter().map(|state| state.row).collect();
        Ok(Output { results, dry_run: is_dry, price, credits_used, failed })
    }
}

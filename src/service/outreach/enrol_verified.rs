//! `enrol_verified`: adds those people to a campaign or list whose address is good and who are not suppressed.

use std::collections::BTreeMap;

use futures_util::stream::{self, StreamExt};
use outreach_model::{
    about::{About, Repeat},
    across::{Added, Part, Row as Person, Standing, Target},
    addresses,
    effect::Effect,
    error::Failure,
    schema::JsonSchema,
    tool::ToolFacts,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    ask::{self, Failed},
    check_suppression::{check, in_words},
    find_and_verify::Price,
    verify::{self, AT_ONCE, Credits, named, object},
};
use crate::service::builtin::form::{Beside, Builtin, BuiltinCall, Planned};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct EnrolVerified {
    /// Vendor of the campaign or list, e.g. instantly
    vendor: String,
    /// Campaign to add to, by the vendor's list_campaigns; this or `list_id`. A running one mails the people
    campaign_id: Option<String>,
    /// List to add to: id, or name where the vendor goes by names
    list_id: Option<String>,
    /// People to add, at most 100
    #[schemars(length(min = 1, max = 100))]
    people: Vec<Person>,
    /// true: the addresses were verified before; none is verified or paid for
    #[schemars(extend("default" = false))]
    already_verified: Option<bool>,
    /// true: add addresses of catch-all servers too
    #[schemars(extend("default" = false))]
    accept_catch_all: Option<bool>,
    /// true: only what is free, and what the rest would do and cost
    #[schemars(extend("default" = false))]
    dry_run: Option<bool>,
    /// Vendors that check suppression and verify; left out: all that are set up
    vendors: Option<Vec<String>>,
    /// Your name for this intent: the same key pays for and adds the same row only once
    idempotency_key: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// One row for each person, in the order given
    results: Vec<Row>,
    /// How many were added by this call
    added: usize,
    /// true: nothing was spent or added
    dry_run: bool,
    /// Paid calls that were planned
    price: Vec<Price>,
    /// Credits that this call used
    credits_used: Vec<Credits>,
    /// What the vendors do not tell; sentences
    notes: Vec<String>,
    /// Vendors that did not answer
    failed: Vec<Failed>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    /// Address as it was given
    email: String,
    /// added; already_there; suppressed; invalid: mail bounces, or no address; unverifiable: nobody can tell; failed: call again; planned: with
    /// `dry_run`
    verdict: Verdict,
    /// Why
    reason: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Verdict {
    Added,
    AlreadyThere,
    Suppressed,
    Invalid,
    Unverifiable,
    Failed,
    Planned,
}

/// The verdicts so far, by the numbers of the rows.
#[derive(Default)]
struct Verdicts(BTreeMap<usize, (Verdict, Option<String>)>);

impl Verdicts {
    fn set(&mut self, at: usize, verdict: Verdict, reason: impl Into<Option<String>>) {
        self.0.insert(at, (verdict, reason.into()));
    }

    /// The rows without a verdict.
    fn open(&self, count: usize) -> Vec<usize> {
        (0..count).filter(|at| !self.0.contains_key(at)).collect()
    }
}

impl EnrolVerified {
    fn target(&self) -> Result<Target, Failure> {
        let text =
            |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        match (text(&self.campaign_id), text(&self.list_id)) {
            (Some(id), None) => Ok(Target::Campaign(id)),
            (None, Some(id)) => Ok(Target::List(id)),
            _ => Err(Failure::invalid_input(
                "Give `campaign_id` or `list_id`, and not both. Nothing was sent; correct the inputs and call again.",
            )),
        }
    }
}

impl Builtin for EnrolVerified {
    type Output = Output;

    const ABOUT: About = About {
        name: "enrol_verified",
        title: "Verify people and add the good ones",
        description: "Adds up to 100 people to one vendor's campaign or list, with good addresses only: looks who is there already, checks suppression at every vendor, verifies for credits (not with `already_verified`), then adds. A verdict for each row. A running campaign mails them. Repeated, it adds and pays for nothing twice. `dry_run: true` shows plan and price.",
        effect: Effect::Send,
        repeat: Repeat::Harmless,
        why: "a running campaign mails whoever is added; verifications cost credits",
        ..About::read("")
    };
    const IS_COMPOSED: bool = true;
    const EFFECTS: &'static [Effect] = &[Effect::Read, Effect::Create, Effect::Spend, Effect::Send];

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        let adds = |part: &ToolFacts| part.effects.iter().any(|effect| effect.adds());
        beside.parts.iter().any(|part| part.effect.is_read()) && beside.parts.iter().any(adds)
    }

    async fn run(self, call: BuiltinCall<'_>) -> Result<Output, Failure> {
        let parts = call.parts;
        let target = self.target()?;
        let own = [self.vendor.clone()];
        let home = ask::vendors(parts, Some(&own))?;
        let home = home.first().ok_or_else(|| Failure::invalid_input("`vendor` names no vendor. Nothing was sent."))?;
        let asked = ask::vendors(parts, self.vendors.as_deref())?;
        let mut verdicts = Verdicts::default();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut people: Vec<Person> = Vec::with_capacity(self.people.len());
        for (at, person) in self.people.iter().enumerate() {
            let email = match addresses::address(person.email.trim()) {
                Err(why) => {
                    verdicts.set(at, Verdict::Invalid, format!("It {why}."));
                    String::new()
                }
                Ok(address) => {
                    let email = address.to_string();
                    match seen.get(&email) {
                        Some(first) => {
                            verdicts.set(at, Verdict::Failed, format!("Given twice: row {} counts.", first + 1));
                        }
                        None => {
                            seen.insert(email.clone(), at);
                        }
                    }
                    email
                }
            };
            people.push(Person { email, ..person.clone() });
        }
        let deadline = parts.deadline();
        // Who is there already.
        let open = verdicts.open(people.len());
        let looked: Vec<Person> = open.iter().filter_map(|at| people.get(*at).cloned()).collect();
        let mut placed = Default::default();
        if !looked.is_empty() {
            let answers =
                ask::all([home], deadline, |home| (home.vendor.across.enroller.placed)(home, &target, &looked)).await;
            placed = answers.some()?.told.into_iter().next().map(|(_, placed)| placed).unwrap_or_default();
        }
        if let Some(why) = &placed.cannot {
            return Err(Failure::invalid_input(format!("{why} Nothing was sent.")));
        }
        for at in placed.there.iter().filter_map(|at| open.get(*at)) {
            verdicts.set(*at, Verdict::AlreadyThere, None);
        }
        // Where `looked` has a row.
        let place_of: BTreeMap<usize, usize> = open.iter().enumerate().map(|(place, at)| (*at, place)).collect();
        let addresses_of = |rows: &[usize]| -> Vec<String> {
            rows.iter().filter_map(|at| people.get(*at).map(|person| person.email.clone())).collect()
        };
        let (mut notes, mut failed) = (Vec::new(), Vec::new());
        let open = verdicts.open(people.len());
        if !open.is_empty() {
            let checked = check(parts, &asked, &addresses_of(&open)).await?;
            for at in open {
                let Some(person) = people.get(at) else { continue };
                let reasons: Vec<String> = checked.reasons_of(&person.email).map(in_words).collect();
                if !reasons.is_empty() {
                    verdicts.set(at, Verdict::Suppressed, reasons.join("; "));
                } else if let Some(failed) = checked.failed.first() {
                    let reason = format!(
                        "{} did not answer, so that it is not known whether it is suppressed there. Call again later, or name the other vendors \
                         in `vendors`.",
                        failed.vendor
                    );
                    verdicts.set(at, Verdict::Failed, reason);
                } else if let Some(vendor) = checked.not_asked {
                    let reason = format!(
                        "{vendor} was not asked whether it is suppressed there, since not so many can be asked of in one call. Call again with \
                         fewer people."
                    );
                    verdicts.set(at, Verdict::Failed, reason);
                }
            }
            notes = checked.untold;
            failed = checked.failed;
        }
        // What is known of the addresses for free.
        let mut credits_used = Vec::new();
        let verifies = self.already_verified != Some(true);
        let open = verdicts.open(people.len());
        let takes_any = self.accept_catch_all == Some(true);
        let mut good = Vec::new();
        let mut unknown = open;
        if verifies {
            let (known, failed_too) = verify::known(&asked, deadline, &addresses_of(&unknown)).await;
            ask::add_failed(&mut failed, failed_too);
            let mut rest = Vec::new();
            for at in unknown {
                let Some(person) = people.get(at) else { continue };
                match known.get(&person.email) {
                    Some(finding) => {
                        judge(at, &finding.verified.standing, finding.vendor.title, takes_any, &mut good, &mut verdicts)
                    }
                    None => rest.push(at),
                }
            }
            unknown = rest;
        } else {
            good = std::mem::take(&mut unknown);
        }
        // The plan.
        let (mut planned, mut price) = (Vec::new(), Vec::new());
        let mut verifier = None;
        if !unknown.is_empty() {
            let addresses = addresses_of(&unknown);
            let (asked, own, one) = verify::chosen(parts, &asked, &failed, &addresses).await?;
            price.push(Price::of(&one, own.credits.map(|credits| credits * addresses.len() as f64)));
            planned.push(one);
            verifier = Some((asked, own));
        }
        let enroller = &home.vendor.across.enroller;
        let calls_for = |rows: &[usize]| -> Vec<Part> {
            let places: Vec<usize> = rows.iter().filter_map(|at| place_of.get(at).copied()).collect();
            (enroller.parts)(&target, &placed, &looked, &places)
        };
        let candidates: Vec<usize> = good.iter().chain(&unknown).copied().collect();
        let into = match &target {
            Target::Campaign(id) => format!("campaign {id}"),
            Target::List(id) => format!("list {id}"),
        };
        if !candidates.is_empty() {
            let mut calls: BTreeMap<&'static str, Vec<Part>> = BTreeMap::new();
            for part in calls_for(&candidates) {
                calls.entry(part.action).or_default().push(part);
            }
            for (action, calls) in calls {
                let Some(first) = calls.first() else { continue };
                let one = parts.plan(home.vendor, action, object(first.inputs.clone())).await?;
                let count: usize = calls.iter().map(|part| part.rows.len()).sum();
                let rows = calls.iter().flat_map(|part| &part.rows).filter_map(|place| looked.get(*place));
                // Whom a call reaches is never cut.
                let people: Vec<String> = rows.map(|row| crate::guard::visible::quoted(&row.email)).collect();
                let target = format!("{count} people at most to {into}: {}", people.join(", "));
                planned.push(Planned { target, calls: calls.len(), ..one });
            }
        }
        let is_dry = self.dry_run == Some(true);
        if is_dry {
            for at in candidates {
                verdicts.set(at, Verdict::Planned, None);
            }
        } else {
            let intro = format!(
                "Adds those of {} people to {into} at {} whose address is good.",
                people.len(),
                home.vendor.title
            );
            parts.agree(arguments(&self), intro, &planned).await?;
            let key = self.idempotency_key.as_deref().map(str::trim).filter(|key| !key.is_empty());
            if let Some((asked, own)) = verifier {
                let (found, credits) = verify::verify(parts, asked, own, &addresses_of(&unknown), key).await;
                credits_used.push(credits);
                for at in unknown {
                    let Some(person) = people.get(at) else { continue };
                    match found.get(&person.email) {
                        Some(Ok(finding)) => {
                            judge(
                                at,
                                &finding.verified.standing,
                                finding.vendor.title,
                                takes_any,
                                &mut good,
                                &mut verdicts,
                            );
                        }
                        Some(Err(failure)) => verdicts.set(at, Verdict::Failed, failure.message.clone()),
                        None => verdicts.set(at, Verdict::Failed, "It was not verified; call again.".to_owned()),
                    }
                }
            }
            good.sort_unstable();
            if !good.is_empty() {
                let back: BTreeMap<usize, usize> = place_of.iter().map(|(at, place)| (*place, *at)).collect();
                let one = |part: Part| async move {
                    let inputs = match doubles(home, &part) {
                        true => named(key, part.action, part.inputs.clone()),
                        false => object(part.inputs.clone()),
                    };
                    let outputs = parts.call(home.vendor, part.action, inputs).await;
                    (part, outputs)
                };
                let calls = stream::iter(calls_for(&good).into_iter().map(one)).buffer_unordered(AT_ONCE);
                for (part, outputs) in calls.collect::<Vec<_>>().await {
                    match outputs {
                        Ok(outputs) => {
                            for (place, came) in (enroller.added)(&part, &outputs, &looked) {
                                let Some(at) = back.get(&place) else { continue };
                                match came {
                                    Added::Yes => verdicts.set(*at, Verdict::Added, None),
                                    Added::Already => verdicts.set(*at, Verdict::AlreadyThere, None),
                                    Added::Suppressed(why) => verdicts.set(*at, Verdict::Suppressed, why),
                                    Added::No(why) => verdicts.set(*at, Verdict::Failed, why),
                                }
                            }
                        }
                        Err(failure) => {
                            for at in part.rows.iter().filter_map(|place| back.get(place)) {
                                verdicts.set(*at, Verdict::Failed, failure.message.clone());
                            }
                        }
                    }
                }
            }
        }
        let mut results = Vec::new();
        for (at, person) in self.people.iter().enumerate() {
            let (verdict, reason) =
                verdicts.0.remove(&at).unwrap_or((Verdict::Failed, Some("Nothing was done; call again.".to_owned())));
            results.push(Row { email: person.email.clone(), verdict, reason });
        }
        let added = results.iter().filter(|row| row.verdict == Verdict::Added).count();
        Ok(Output { results, added, dry_run: is_dry, price, credits_used, notes, failed })
    }
}

/// What a row comes to by what is known of its address.
fn judge(at: usize, standing: &Standing, by: &str, takes_any: bool, good: &mut Vec<usize>, verdicts: &mut Verdicts) {
    match standing {
        Standing::Valid => good.push(at),
        Standing::CatchAll if takes_any => good.push(at),
        Standing::Invalid => verdicts.set(at, Verdict::Invalid, format!("{by}: mail to it bounces.")),
        Standing::CatchAll => verdicts.set(
            at,
            Verdict::Unverifiable,
            format!("{by}: its server takes mail to any address; `accept_catch_all: true` adds it."),
        ),
        Standing::Unknown => verdicts.set(at, Verdict::Unverifiable, format!("{by} cannot tell.")),
        Standing::Pending => {
            verdicts.set(
                at,
                Verdict::Failed,
                format!("{by} is still verifying it; call again, which costs nothing more."),
            );
        }
    }
}

/// What a person agrees to.
fn arguments(call: &EnrolVerified) -> Value {
    json!([call.vendor, call.campaign_id, call.list_id, call.people, call.already_verified, call.accept_catch_all])
}

/// Whether a call of the part's action takes a name for its intent.
fn doubles(home: &ask::Asked<'_>, part: &Part) -> bool {
    let mut actions = home.vendor.toolsets.iter().flat_map(|toolset| toolset.actions);
    actions.find(|action| action.about.name == part.action).is_some_and(|action| action.doubles())
}

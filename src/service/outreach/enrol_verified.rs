//! `enrol_verified`: adds those people to a campaign or list whose address is good and who are not suppressed.

use std::collections::BTreeMap;

use futures_util::stream::{self, StreamExt};
use outreach_model::{
    about::{About, Repeat},
    across::{Added, Part, Placed, Row as Person, Standing, Target, string},
    addresses,
    effect::Effect,
    error::{ErrorKind, Failure},
    schema::JsonSchema,
    tool::ToolFacts,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{
    ask::{self, Cause, Failed},
    check_suppression::in_words,
    find_and_verify::Price,
    suppressed::check,
    verdicts::{Row, Verdict, Verdicts, by_action, keep_within, over_limit, renamed},
    verify::{self, AT_ONCE, Credits, Finding, named, object},
};
use crate::service::builtin::form::{Beside, Builtin, BuiltinCall, Parts, Planned};

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
    /// Vendors that may verify; left out: all that are set up. Suppression is checked at all in any case
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
        description: "Adds up to 100 people to one vendor's campaign (a running one mails them) or list, only those \
            with a good address. It checks who is there, suppression at every vendor, and verifies for credits unless \
            `already_verified`. Give `campaign_id` or `list_id`. `dry_run: true` shows the price. Repeat it for rows \
            `not_checked` or `pending`: nobody is added or charged twice.",
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
        let asked = ask::vendors(parts, None)?;
        let verifying = ask::vendors(parts, self.vendors.as_deref())?;
        let mut verdicts = Verdicts::default();
        let people = self.read(parts, &mut verdicts);
        let deadline = parts.deadline();
        // Who is there already.
        let open = verdicts.open(people.len());
        let looked: Vec<Person> = open.iter().filter_map(|at| people.get(*at).cloned()).collect();
        let mut placed = Placed::default();
        if !looked.is_empty() {
            let answer = (home.vendor.across.enroller.placed)(home, &target, &looked);
            placed = ask::one(home, deadline, answer).await?;
        }
        if let Some(why) = &placed.cannot {
            return Err(Failure::invalid_input(format!("{why} Nothing was sent.")));
        }
        for at in placed.there.iter().filter_map(|at| open.get(*at)) {
            verdicts.set(*at, Verdict::AlreadyThere, None);
        }
        // Where `looked` has a row.
        let place_of: BTreeMap<usize, usize> = open.iter().enumerate().map(|(place, at)| (*at, place)).collect();
        let back: BTreeMap<usize, usize> = open.iter().copied().enumerate().collect();
        let enroller = &home.vendor.across.enroller;
        let calls_for = |rows: &[usize]| -> Vec<Part> {
            let places: Vec<usize> = rows.iter().filter_map(|at| place_of.get(at).copied()).collect();
            (enroller.parts)(&target, &placed, &looked, &places)
        };
        // The same with those that follow: what goes on with an object that is still to be made has no id of it yet.
        let steps_for = |rows: &[usize]| -> Vec<Part> {
            let calls = calls_for(rows);
            let following: Vec<Part> =
                calls.iter().filter_map(|part| Some(part.then.as_ref()?.with("1", part))).collect();
            calls.into_iter().chain(following).collect()
        };
        let addresses_of = |rows: &[usize]| -> Vec<String> {
            rows.iter().filter_map(|at| people.get(*at).map(|person| person.email.clone())).collect()
        };
        // What cannot be added is neither looked up nor paid for.
        for at in verdicts.open(people.len()) {
            for part in steps_for(&[at]) {
                if let Err(failure) = parts.check(home.vendor, part.action, object(part.inputs)) {
                    let message = renamed(&failure.message, at, enroller.names);
                    verdicts.failed(at, &Failure { message, ..failure });
                    break;
                }
            }
        }
        let (mut notes, mut failed) = (Vec::new(), Vec::new());
        let open = verdicts.open(people.len());
        if !open.is_empty() {
            // What is left of the time is for verifying and adding.
            let now = Instant::now();
            let until = now + deadline.saturating_duration_since(now).mul_f64(LOOK_UP_SHARE);
            let checked = check(parts, &asked, &addresses_of(&open), until, true).await?;
            for at in open {
                let Some(person) = people.get(at) else { continue };
                let reasons: Vec<String> = checked.reasons_of(&person.email).map(in_words).collect();
                let not_asked = checked.not_asked_of(&person.email);
                if !reasons.is_empty() {
                    verdicts.set(at, Verdict::Suppressed, reasons.join("; "));
                } else if let Some((_, cause)) = not_asked.first() {
                    let vendors: Vec<&str> = not_asked.iter().map(|(vendor, _)| vendor.title).collect();
                    let vendors = vendors.join(" and ");
                    let reason = format!(
                        "Not added: {vendors} did not say whether it is suppressed there. See `notes` and `failed`."
                    );
                    verdicts.fail(at, Verdict::NotChecked, reason, *cause);
                }
            }
            (notes, failed) = (checked.notes, checked.failed);
        }
        // What is known of the addresses for free.
        let mut credits_used = Vec::new();
        let takes_any = self.accept_catch_all == Some(true);
        let mut good = Vec::new();
        let mut unknown = verdicts.open(people.len());
        if self.already_verified == Some(true) {
            good = std::mem::take(&mut unknown);
        } else {
            let (known, failed_too) = verify::known(&verifying, deadline, &addresses_of(&unknown)).await;
            ask::add_failed(&mut failed, failed_too);
            unknown.retain(|at| {
                let finding = people.get(*at).and_then(|person| known.get(&person.email));
                if let Some(finding) = finding {
                    judge(*at, finding, takes_any, &mut good, &mut verdicts);
                }
                finding.is_none()
            });
        }
        // The operator's limits are met before anything is paid for.
        let mut candidates: Vec<usize> = good.iter().chain(&unknown).copied().collect();
        let mut rooms: BTreeMap<String, (usize, BTreeMap<usize, usize>)> = BTreeMap::new();
        for (action, calls) in by_action(candidates.iter().flat_map(|at| steps_for(&[*at])).collect()) {
            let Some(first) = calls.first() else { continue };
            if let Some((left, limit)) = parts.room(home.vendor, action, object(first.inputs.clone())).await? {
                let (_, calls_of) = rooms.entry(limit).or_insert((left, BTreeMap::new()));
                for at in calls.iter().flat_map(|part| &part.rows).filter_map(|place| back.get(place)) {
                    *calls_of.entry(*at).or_default() += 1;
                }
            }
        }
        for (limit, (left, calls_of)) in rooms {
            keep_within(left, limit, &calls_of, &mut candidates, &mut verdicts);
        }
        good.retain(|at| candidates.contains(at));
        unknown.retain(|at| candidates.contains(at));
        // The plan.
        let (mut planned, mut price) = (Vec::new(), Vec::new());
        let mut verifier = None;
        if !unknown.is_empty() {
            let addresses = addresses_of(&unknown);
            match verify::chosen(parts, &verifying, &failed, &addresses).await {
                Ok((asked, own, one)) => {
                    let first =
                        object((own.inputs)(addresses.get(..own.batch.min(addresses.len())).unwrap_or_default()));
                    let room = parts.room(asked.vendor, own.action, first).await?;
                    over_limit(room, &mut unknown, &mut verdicts);
                    let count = unknown.len();
                    if count > 0 {
                        let one = Planned {
                            target: format!("{count} addresses"),
                            calls: count.div_ceil(own.batch.max(1)),
                            ..one
                        };
                        price.push(Price::of(&one, own.credits.map(|credits| credits * count as f64)));
                        planned.push(one);
                        verifier = Some((asked, own));
                    }
                }
                // Those that need no verifying are added all the same.
                Err(failure) => unknown.drain(..).for_each(|at| verdicts.failed(at, &failure)),
            }
        }
        let candidates: Vec<usize> = good.iter().chain(&unknown).copied().collect();
        let into = match &target {
            Target::Campaign(id) => format!("campaign {id}"),
            Target::List(id) => format!("list {id}"),
        };
        for (action, calls) in by_action(steps_for(&candidates)) {
            let Some(first) = calls.first() else { continue };
            let one = parts.plan(home.vendor, action, object(first.inputs.clone())).await?;
            let count: usize = calls.iter().map(|part| part.rows.len()).sum();
            let rows = calls.iter().flat_map(|part| &part.rows).filter_map(|place| looked.get(*place));
            // Whom a call reaches is never cut.
            let people: Vec<String> = rows.map(|row| crate::guard::visible::quoted(&row.email)).collect();
            let target = format!("{count} people at most to {into}: {}", people.join(", "));
            planned.push(Planned { target, calls: calls.len(), ..one });
        }
        let is_dry = self.dry_run == Some(true);
        if is_dry {
            for at in candidates {
                verdicts.set(at, Verdict::Planned, None);
            }
        } else {
            let (count, title) = (people.len(), home.vendor.title);
            let intro = format!("Adds those of {count} people to {into} at {title} whose address is good.");
            parts.agree(arguments(&self), intro, &planned).await?;
            let key = self.idempotency_key.as_deref().map(str::trim).filter(|key| !key.is_empty());
            if let Some((asked, own)) = verifier {
                let (found, credits) = verify::verify(parts, asked, own, &addresses_of(&unknown), key).await;
                credits_used.push(credits);
                for at in unknown {
                    match people.get(at).and_then(|person| found.get(&person.email)) {
                        Some(Ok(finding)) => judge(at, finding, takes_any, &mut good, &mut verdicts),
                        Some(Err(failure)) if failure.kind == ErrorKind::Timeout => {
                            verdicts.fail(at, Verdict::Pending, failure.message.clone(), Cause::from(failure));
                        }
                        Some(Err(failure)) => verdicts.failed(at, failure),
                        None => {}
                    }
                }
            }
            good.sort_unstable();
            let make = |part: Part| async move {
                let inputs = match doubles(home, &part) {
                    true => named(key, part.action, part.inputs.clone()),
                    false => object(part.inputs.clone()),
                };
                let outputs = parts.call(home.vendor, part.action, inputs).await;
                (part, outputs)
            };
            let one = |part: Part| async move {
                let (part, outputs) = make(part).await;
                let (Some(then), Ok(made)) = (&part.then, &outputs) else { return (part, outputs) };
                match made.get(then.made).and_then(|made| string(made, "id")) {
                    Some(id) => {
                        let (next, outputs) = make(then.with(&id, &part)).await;
                        let outputs = outputs.map_err(|failure| {
                            let said = failure.message.replace("Nothing was", "Nothing more was");
                            let message = format!("{} has a record of it now ({id}). {said}", home.vendor.title);
                            Failure { message, ..failure }
                        });
                        (next, outputs)
                    }
                    None => {
                        let message = format!(
                            "{} made it and answered no id, so that it was not added: make the same call again.",
                            home.vendor.title
                        );
                        (part, Err(Failure::new(ErrorKind::VendorError, message)))
                    }
                }
            };
            let calls = if good.is_empty() { Vec::new() } else { calls_for(&good) };
            let calls = stream::iter(calls.into_iter().map(one)).buffer_unordered(AT_ONCE);
            for (part, outputs) in calls.collect::<Vec<_>>().await {
                match outputs {
                    Ok(outputs) => {
                        for (place, came) in (enroller.added)(&part, &outputs, &looked) {
                            let Some(at) = back.get(&place) else { continue };
                            match came {
                                Added::Yes => verdicts.set(*at, Verdict::Added, None),
                                Added::Already => verdicts.set(*at, Verdict::AlreadyThere, None),
                                Added::Suppressed(why) => verdicts.set(*at, Verdict::Suppressed, why),
                                Added::No(why) => verdicts.fail(*at, Verdict::Failed, why, NOT_TAKEN),
                            }
                        }
                    }
                    Err(failure) => {
                        let rows = part.rows.iter().filter_map(|place| back.get(place));
                        rows.for_each(|at| verdicts.failed(*at, &failure));
                    }
                }
            }
        }
        let (results, failure) = verdicts.rows(self.people.iter().map(|person| person.email.clone()));
        if let Some(mut failure) = failure {
            let rest = [
                ("credits_used", ask::details(&credits_used)),
                ("notes", json!(notes)),
                ("failed", ask::details(&failed)),
            ];
            let rest = rest.into_iter().filter(|(_, rows)| rows.as_array().is_some_and(|rows| !rows.is_empty()));
            failure.details.extend(rest.map(|(name, rows)| (name.to_owned(), rows)));
            return Err(failure);
        }
        let added = results.iter().filter(|row| row.verdict == Verdict::Added).count();
        Ok(Output { results, added, dry_run: is_dry, price, credits_used, notes, failed })
    }
}

/// The vendor answered, and did not take the row.
const NOT_TAKEN: Cause = Cause { kind: ErrorKind::VendorError, retryable: false, retry_after_s: None };

/// The part of a call's time in which it is looked up who is suppressed.
const LOOK_UP_SHARE: f64 = 0.6;

impl EnrolVerified {
    /// The rows, with each address in its usual spelling; those that cannot be added have their verdict.
    fn read(&self, parts: &dyn Parts, verdicts: &mut Verdicts) -> Vec<Person> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut people: Vec<Person> = Vec::with_capacity(self.people.len());
        for (at, person) in self.people.iter().enumerate() {
            let address = addresses::address(person.email.trim()).map(|address| address.to_string());
            match &address {
                Err(why) => verdicts.set(at, Verdict::Invalid, format!("It {}.", why.trim_end_matches('.'))),
                Ok(email) => {
                    if let Some(first) = seen.get(email) {
                        verdicts.set(at, Verdict::Duplicate, format!("`people[{first}]` has it."));
                    } else if let Err(failure) = parts.permits_address(&format!("`people[{at}].email`"), email) {
                        verdicts.failed(at, &failure);
                    }
                    seen.entry(email.clone()).or_insert(at);
                }
            }
            people.push(Person { email: address.unwrap_or_default(), ..person.clone() });
        }
        people
    }
}

/// What a row comes to by what is known of its address.
fn judge(at: usize, finding: &Finding, takes_any: bool, good: &mut Vec<usize>, verdicts: &mut Verdicts) {
    let by = finding.vendor.title;
    match finding.verified.standing {
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
            let reason = format!("{by} is still verifying it; the same call again costs nothing more.");
            let cause = Cause { kind: ErrorKind::Timeout, retryable: true, retry_after_s: None };
            verdicts.fail(at, Verdict::Pending, reason, cause);
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

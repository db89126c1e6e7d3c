//! `enrol_verified`: adds those people to a campaign or list whose address is good and who are not suppressed.

mod add;
mod people;
mod place;
mod plan;
mod room;
mod standing;

use outreach_model::{
    about::{About, Repeat},
    across::{Row as Person, Target},
    effect::Effect,
    error::{ErrorKind, Failure},
    schema::JsonSchema,
    tool::ToolFacts,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::{
    place::Place,
    standing::{addresses_of, judge, leave_out_suppressed},
};
use super::{
    ask::{self, Cause, Failed},
    find_and_verify::Price,
    verdicts::{Row, Verdict, Verdicts},
    verify::{self, Credits},
};
use crate::service::builtin::form::{Beside, Builtin, BuiltinCall};

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
            with a good address. It checks membership, suppression at every vendor, and verifies for credits unless \
            `already_verified`. Give `campaign_id` or `list_id`. `dry_run: true` shows the price. Repeat it for rows \
            `not_checked` or `pending`; for `unknown` ask resolve_outcome first. Without addresses use \
            find_and_verify.",
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
        let (mut verdicts, deadline) = (Verdicts::default(), parts.deadline());
        let people = people::read(parts, &self.people, &mut verdicts);
        let place = Place::read(home, &target, &people, verdicts.open(people.len()), deadline).await?;
        place.tell(&mut verdicts);
        place.check(parts, &verdicts.open(people.len()), &mut verdicts);
        let (mut notes, mut failed) = leave_out_suppressed(parts, &asked, &people, &mut verdicts).await?;
        // What is known of the addresses for free.
        let takes_any = self.accept_catch_all == Some(true);
        let mut good = Vec::new();
        let mut unknown = verdicts.open(people.len());
        if self.already_verified == Some(true) {
            good = std::mem::take(&mut unknown);
        } else {
            let (known, failed_too) = verify::known(&verifying, deadline, &addresses_of(&people, &unknown)).await;
            ask::add_failed(&mut failed, failed_too);
            unknown.retain(|at| {
                let finding = people.get(*at).and_then(|person| known.get(&person.email));
                if let Some(finding) = finding {
                    judge(*at, finding, takes_any, &mut good, &mut verdicts);
                }
                finding.is_none()
            });
        }
        let mut candidates: Vec<usize> = good.iter().chain(&unknown).copied().collect();
        room::keep(parts, &place, &mut candidates, &mut verdicts).await?;
        good.retain(|at| candidates.contains(at));
        unknown.retain(|at| candidates.contains(at));
        // The plan.
        let (mut planned, mut price) = (Vec::new(), Vec::new());
        let mut verifier = None;
        if !unknown.is_empty() {
            match verify::chosen(parts, &verifying, &failed, &addresses_of(&people, &unknown)).await {
                Ok((asked, own, one)) => {
                    verifier = plan::verification(parts, (asked, own, one), &people, &mut unknown, &mut verdicts)
                        .await?
                        .map(|(one, own_price)| {
                            planned.push(one);
                            price.push(own_price);
                            (asked, own)
                        });
                }
                // Those that need no verifying are added all the same.
                Err(failure) => unknown.drain(..).for_each(|at| verdicts.failed(at, &failure)),
            }
        }
        let candidates: Vec<usize> = good.iter().chain(&unknown).copied().collect();
        planned.extend(plan::additions(parts, &place, &people, &candidates).await?);
        let (mut credits_used, is_dry) = (Vec::new(), self.dry_run == Some(true));
        if is_dry {
            for at in candidates {
                verdicts.set(at, Verdict::Planned, None);
            }
        } else {
            let (count, title, into) = (people.len(), home.vendor.title, place.named());
            let intro = format!("Adds those of {count} people to {into} at {title} whose address is good.");
            parts.agree(arguments(&self), intro, &planned).await?;
            let key = self.idempotency_key.as_deref().map(str::trim).filter(|key| !key.is_empty());
            if let Some((asked, own)) = verifier {
                let (found, credits) = verify::verify(parts, asked, own, &addresses_of(&people, &unknown), key).await;
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
            let taken = add::add(parts, &place, &good, key, &mut verdicts).await;
            add::look_again(parts, &place, &people, taken, key, &mut verdicts).await;
        }
        notes.extend(verdicts.shared_notes());
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

/// What a person agrees to.
fn arguments(call: &EnrolVerified) -> Value {
    json!([call.vendor, call.campaign_id, call.list_id, call.people, call.already_verified, call.accept_catch_all])
}

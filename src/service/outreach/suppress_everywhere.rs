//! `suppress_everywhere`: blocks an address or a domain at every vendor.

use futures_util::future::join_all;
use outreach_model::{
    about::{About, Repeat},
    across::{Block, Part, ToBlock},
    effect::Effect,
    error::{ErrorKind, Failure},
    mail::Excluded,
    roles::Recipients,
    schema::JsonSchema,
    vendor::Vendor,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::ask::{self, Asked, Cause, Failed};
use crate::service::builtin::form::{Beside, Builtin, BuiltinCall, Parts, Planned};

/// The part of a call's time in which it is looked what is blocked already.
const LOOK_SHARE: f64 = 0.4;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct SuppressEverywhere {
    /// Email address, or a domain such as example.com, everyone at which is blocked
    value: Recipients<Excluded>,
    /// Where a vendor blocks on one of several lists: which
    list_ids: Option<Vec<ListOf>>,
    /// Only these vendors, e.g. instantly; left out: all that are set up
    vendors: Option<Vec<String>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct ListOf {
    /// Vendor that blocks on this list, such as snov
    vendor: String,
    /// Id of its do-not-email list, from snov_list_do_not_email_lists
    list_id: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// What is blocked, in its usual spelling
    value: String,
    /// What came of it at each vendor
    outcomes: Vec<Outcome>,
    /// Whether it is blocked now at every vendor that was asked
    everywhere: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Outcome {
    /// The vendor
    vendor: String,
    /// blocked: by this call; already: it was before; failed: `error` says why; unknown: it may be blocked, the vendor's answer was lost, make the call again; cannot: this call cannot, `hint` says what can
    outcome: Kind,
    /// Entry that blocks it, where it was there before
    entry: Option<String>,
    /// That it could not be looked first whether it was blocked already, and why
    warning: Option<String>,
    /// What failed; absent where the `error` of the call says it
    error: Option<String>,
    /// true: the same call may succeed later
    retryable: Option<bool>,
    /// Seconds to wait before that
    retry_after_s: Option<u64>,
    /// What to do next
    hint: Option<String>,
    #[serde(skip)]
    #[schemars(skip)]
    cause: Option<Cause>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Kind {
    Blocked,
    Already,
    Failed,
    Unknown,
    Cannot,
}

impl Outcome {
    fn of(vendor: &Vendor, outcome: Kind) -> Self {
        Self {
            vendor: vendor.id.to_owned(),
            outcome,
            entry: None,
            warning: None,
            error: None,
            retryable: None,
            retry_after_s: None,
            hint: None,
            cause: None,
        }
    }

    fn failed(vendor: &Vendor, failure: &Failure) -> Self {
        Self::of_failed(vendor, Failed::of(vendor, failure))
    }

    fn of_failed(vendor: &Vendor, failed: Failed) -> Self {
        let cause = failed.cause();
        // A second call finds out: it looks first, and blocking twice does no harm.
        let (kind, hint) = match cause.kind {
            ErrorKind::OutcomeUnknown => (Kind::Unknown, "Make the same call again: it finds what is blocked."),
            _ => (Kind::Failed, failed.hint),
        };
        Self {
            error: failed.error,
            retryable: cause.retryable.then_some(true),
            retry_after_s: cause.retry_after_s,
            hint: Some(hint.to_owned()),
            cause: Some(cause),
            ..Self::of(vendor, kind)
        }
    }

    fn cannot(vendor: &Vendor, hint: String) -> Self {
        let cause = Cause { kind: ErrorKind::InvalidInput, retryable: false, retry_after_s: None };
        Self { hint: Some(hint), cause: Some(cause), ..Self::of(vendor, Kind::Cannot) }
    }
}

/// The calls at one vendor, and the kind of the failure for which it could not be looked first what is blocked there, where that is so.
struct ToDo {
    vendor: &'static Vendor,
    calls: Vec<Part>,
    unseen: Option<&'static str>,
}

/// The calls that block it at a vendor which cannot be read. Stopping mail does not depend on looking first: a second entry is the lesser
/// harm. `None` where the vendor has to be read for them.
async fn unseen(asked: &Asked<'_>, wanted: &ToBlock, failed: &Failed) -> Option<ToDo> {
    let wanted = ToBlock { look: false, ..wanted.clone() };
    match (asked.vendor.across.block)(asked, &wanted).await {
        Ok(Block::By(calls)) => Some(ToDo { vendor: asked.vendor, calls, unseen: Some(failed.error_kind) }),
        _ => None,
    }
}

/// Plans the calls at one vendor.
async fn plan(parts: &dyn Parts, vendor: &'static Vendor, calls: &[Part]) -> Result<Vec<Planned>, Failure> {
    let mut planned = Vec::new();
    for part in calls {
        let one = parts.plan(vendor, part.action, object(&part.inputs)).await?;
        planned.push(Planned { target: part.target.clone(), ..one });
    }
    Ok(planned)
}

fn object(inputs: &Value) -> Map<String, Value> {
    inputs.as_object().cloned().unwrap_or_default()
}

/// Makes the calls at one vendor.
async fn carry_out(parts: &dyn Parts, ToDo { vendor, calls, unseen }: &ToDo) -> Outcome {
    let outcome = block(parts, vendor, calls).await;
    let is_open = matches!(outcome.outcome, Kind::Blocked | Kind::Unknown);
    let warning = unseen.filter(|_| is_open).map(|why| {
        format!("It could not be looked first whether it was blocked there already; if it was, there are two entries. The read failed: {why}.")
    });
    Outcome { warning, ..outcome }
}

async fn block(parts: &dyn Parts, vendor: &'static Vendor, calls: &[Part]) -> Outcome {
    if let Some(memory) = parts.looked_up(vendor) {
        memory.forget();
    }
    let mut was_blocked = true;
    for part in calls {
        match parts.call(vendor, part.action, object(&part.inputs)).await {
            Ok(outputs) => was_blocked &= (vendor.across.was_blocked)(&outputs) == Some(true),
            Err(failure) => return Outcome::failed(vendor, &failure),
        }
    }
    Outcome::of(vendor, if was_blocked { Kind::Already } else { Kind::Blocked })
}

impl Builtin for SuppressEverywhere {
    type Output = Output;

    const ABOUT: About = About {
        name: "suppress_everywhere",
        title: "Stop mail to somebody at every vendor",
        description: "Blocks one address or domain (`value`) at every vendor set up, so that nothing mails it again, \
            and returns each outcome. Use it when somebody asks for no more mail. A domain blocks everyone at it, and \
            some vendors have no way back. Records stay; repeating finds it blocked. `list_ids` chooses among a \
            vendor's lists. To look only use check_suppression.",
        effect: Effect::Create,
        repeat: Repeat::Harmless,
        why: "only stops mail",
        irreversible: true,
        suppresses: true,
        ..About::read("")
    };
    const IS_COMPOSED: bool = true;

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        beside.parts.iter().any(|part| part.suppresses && part.effect == Effect::Create)
    }

    async fn run(self, call: BuiltinCall<'_>) -> Result<Output, Failure> {
        let parts = call.parts;
        let asked = ask::vendors(parts, self.vendors.as_deref())?;
        let mut lists = self.list_ids.unwrap_or_default();
        lists.iter_mut().for_each(|list| list.vendor = list.vendor.trim().to_lowercase());
        for list in &lists {
            let named = asked.iter().find(|asked| asked.vendor.id == list.vendor);
            let why = match named {
                None => "is not asked",
                Some(asked) if !asked.vendor.across.blocks_on_lists => "has one block list only: leave it out",
                Some(_) => continue,
            };
            let vendor = outreach_model::arguments::truncate(&list.vendor, 40);
            return Err(Failure::invalid_input(format!(
                "`list_ids` names `{vendor}`, which {why}. Nothing was sent; correct the inputs and call again."
            )));
        }
        let value = self.value.0;
        let is_domain = !value.is_address();
        let value = value.as_ref().trim().trim_start_matches('@').to_lowercase();
        let to_block = |vendor: &Vendor| {
            let list = lists.iter().find(|list| list.vendor == vendor.id);
            ToBlock {
                value: value.clone(),
                is_domain,
                list_id: list.map(|list| list.list_id.trim().to_owned()),
                look: true,
            }
        };
        let wanted: Vec<ToBlock> = asked.iter().map(|asked| to_block(asked.vendor)).collect();
        let wanted_of = |vendor: &Vendor| {
            let mut pairs = asked.iter().zip(&wanted);
            pairs.find(|(asked, _)| asked.vendor.id == vendor.id).map(|(_, wanted)| wanted)
        };
        // The rest of the time is for blocking.
        let now = Instant::now();
        let left = parts.deadline().saturating_duration_since(now).saturating_sub(ask::RESERVE);
        let look_until = now + left.mul_f64(LOOK_SHARE) + ask::RESERVE;
        let answers = ask::all(&asked, look_until, |asked| match wanted_of(asked.vendor) {
            Some(wanted) => (asked.vendor.across.block)(asked, wanted),
            None => Box::pin(std::future::ready(Err(Failure::invalid_input("It is not asked.")))),
        });
        let answers = answers.await;
        let (mut outcomes, mut possible): (Vec<Outcome>, Vec<ToDo>) = (Vec::new(), Vec::new());
        for failed in answers.failed {
            let Some((asked, wanted)) = asked.iter().zip(&wanted).find(|(asked, _)| asked.vendor.id == failed.vendor)
            else {
                continue;
            };
            match unseen(asked, wanted, &failed).await {
                Some(calls) => possible.push(calls),
                None => outcomes.push(Outcome::of_failed(asked.vendor, failed)),
            }
        }
        for (vendor, block) in answers.told {
            match block {
                Block::Already(entry) => {
                    outcomes.push(Outcome { entry: Some(entry), ..Outcome::of(vendor, Kind::Already) });
                }
                Block::Cannot(hint) => outcomes.push(Outcome::cannot(vendor, hint)),
                Block::By(calls) => possible.push(ToDo { vendor, calls, unseen: None }),
            }
        }
        let place = |id: &str| asked.iter().position(|asked| asked.vendor.id == id);
        possible.sort_by_key(|one| place(one.vendor.id));
        let (mut to_do, mut planned) = (Vec::new(), Vec::new());
        for one in possible {
            match plan(parts, one.vendor, &one.calls).await {
                Ok(own) => {
                    planned.extend(own);
                    to_do.push(one);
                }
                Err(failure) => outcomes.push(Outcome::failed(one.vendor, &failure)),
            }
        }
        let shown = crate::guard::visible::quoted(&value);
        let what = if is_domain { "the domain" } else { "the address" };
        let intro = format!("Blocks {what} {shown} at {} vendors. This only stops mail.", to_do.len());
        parts.agree(json!([value]), intro, &planned).await?;
        outcomes.extend(join_all(to_do.iter().map(|one| carry_out(parts, one))).await);
        outcomes.sort_by_key(|outcome| place(&outcome.vendor));
        let is_blocked = |outcome: &Outcome| matches!(outcome.outcome, Kind::Blocked | Kind::Already);
        if !outcomes.iter().any(|outcome| is_blocked(outcome) || outcome.outcome == Kind::Unknown) {
            return Err(nowhere(outcomes));
        }
        let everywhere = outcomes.iter().all(is_blocked);
        Ok(Output { value, everywhere, outcomes })
    }
}

/// That it is blocked nowhere.
fn nowhere(mut outcomes: Vec<Outcome>) -> Failure {
    let why = outcomes.iter().map(|outcome| {
        let why = outcome.error.as_ref().or(outcome.hint.as_ref()).map_or("", String::as_str);
        format!("{}: {why}", outcome.vendor)
    });
    let message = format!("It is blocked at no vendor. {}", why.collect::<Vec<_>>().join(" "));
    let causes: Vec<Cause> = outcomes.iter().filter_map(|outcome| outcome.cause).collect();
    let mut failure = ask::failure_of(&causes, message);
    // What failed is said once.
    for outcome in &mut outcomes {
        if outcome.error.take().is_none() {
            outcome.hint = None;
        }
    }
    failure.details.insert("outcomes".to_owned(), ask::details(&outcomes));
    failure
}

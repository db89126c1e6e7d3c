//! A call that is asked in the generation of its vendor's API that the account has.
//!
//! The other generation is asked only after a refusal that says that there is no such call: it has surely done nothing. After a
//! timeout, a failure of the vendor's or any other refusal nothing more is asked, so that nothing is charged twice.

use outreach_model::{
    error::{ErrorKind, Failure},
    generation::{Generation, Generations, PreparedSuccessor},
    request::Request,
    vendor::Vendor,
};

use super::{
    opened::{self, Asked},
    send::{Exchange, Refused},
    transport::Accepted,
};

/// Sends a call in the generation that the account has. Returns the success and which generation it is of.
///
/// # Errors
///
/// As [`Exchange::send`], and where the generation that is asked cannot be asked with these inputs.
pub(super) async fn ask(
    exchange: &Exchange<'_>,
    request: &Request,
    successor: Option<&PreparedSuccessor>,
    action: &'static str,
) -> Result<(Accepted, Generation), Failure> {
    let account = exchange.account;
    if let Some(generations) = account.vendor.generations.as_ref().filter(|generations| generations.probes.is_some()) {
        return opened::ask(exchange, Asked { request, successor, action }, generations).await;
    }
    let (Some(successor), Some(generations)) = (successor, &account.vendor.generations) else {
        return exchange.send(request).await.map(|accepted| (accepted, Generation::First));
    };
    let memory = &account.generations;
    if successor.is_alone && memory.chosen() == Some(Generation::First) {
        return Err(of_other_generation(generations, successor));
    }
    let family = successor.facts.family;
    let order = memory.order(successor);
    let mut gone = None;
    for generation in order.iter().copied() {
        let request = match generation {
            Generation::First => request,
            Generation::Next => match &successor.request {
                Ok(request) => request,
                Err(why) if memory.is_absent(family) => return Err(absent(exchange, generations, why)),
                Err(why) => return Err(why.clone()),
            },
        };
        let asked = match (generation, successor.facts.verify) {
            (Generation::Next, Some(verify)) => {
                let errors = exchange.errors.verified_by(verify);
                Exchange { errors, ..*exchange }.ask(request).await
            }
            _ => exchange.ask(request).await,
        };
        let refused = match asked {
            Ok(accepted) => {
                // What only one generation could be asked says nothing of the other.
                if !successor.is_alone {
                    memory.note(family, generation);
                }
                return Ok((accepted, generation));
            }
            Err(refused) => refused,
        };
        let is_of_object = generation == Generation::Next && successor.is_of_object;
        if !refused.is_gone || is_of_object {
            // A vendor that refuses what is asked knows the call.
            if refused.failure.http_status.is_some_and(|status| matches!(status, 200..=299 | 400 | 422)) {
                memory.note(family, generation);
            }
            return Err(refused.failure);
        }
        tracing::info!(vendor = account.vendor.id, family, generation = generations.name(generation), "a call is gone");
        if generation == Generation::First {
            memory.suppose(family, Generation::Next);
        }
        gone = Some(refused);
    }
    if let [_, _] = order {
        memory.note_absent(family);
    }
    Err(match gone {
        Some(refused) => nobody_answers(exchange, generations, order, (refused, action)),
        None => Failure::new(ErrorKind::Internal, "No generation of the vendor's API was asked."),
    })
}

/// What to say where the vendor may have given up this action's call, in sentences. `None` where a refusal may be of what the call names.
pub(super) fn retired(vendor: &Vendor, successor: &PreparedSuccessor, action: &str) -> Option<String> {
    let generations = vendor.generations.as_ref().filter(|known| known.probes.is_none() && !successor.is_of_object)?;
    let [first, next] = generations.names;
    Some(format!(
        "{} answers so where a call is gone; `{}` chooses between {first} and {next}.{}",
        vendor.title,
        generations.setting.variable,
        instead(vendor, generations, action)
    ))
}

/// Which action of the next generation does most of what this one does: a sentence after a blank, or nothing.
fn instead(vendor: &Vendor, generations: &Generations, action: &str) -> String {
    let found = generations.instead.iter().find(|(first, _)| *first == action);
    found
        .map(|(_, other)| format!(" In {} `{}_{other}` does this, at its own price.", generations.names[1], vendor.id))
        .unwrap_or_default()
}

/// The failure of a call that names something of the next generation, where the operator has chosen the first.
fn of_other_generation(generations: &Generations, successor: &PreparedSuccessor) -> Failure {
    let id = successor.facts.started_by.map_or("an input", |started_by| started_by.id);
    let [first, next] = generations.names;
    Failure::invalid_input(format!(
        "`{id}` is of the API's {next}, and `{}={first}` lets only {first} be asked. Nothing was sent; leave `{id}` out, or have the \
         setting changed to `auto`.",
        generations.setting.variable
    ))
}

/// The failure of a read that needs what another call starts, where neither generation had that one.
fn absent(exchange: &Exchange<'_>, generations: &Generations, lacking: &Failure) -> Failure {
    let [first, next] = generations.names;
    let message = format!(
        "{} had these calls neither in {first} nor in {next} when they were asked last: there is nothing to read, and a start would \
         be refused. Nothing was done.",
        exchange.account.vendor.title
    );
    Failure { message, kind: ErrorKind::VendorError, ..lacking.clone() }
}

/// The failure of a call that no generation which may be asked has.
fn nobody_answers(
    exchange: &Exchange<'_>,
    generations: &Generations,
    order: &[Generation],
    (refused, action): (Refused, &str),
) -> Failure {
    let vendor = exchange.account.vendor;
    let said = refused.failure.message;
    let message = match order {
        [only] if exchange.account.generations.chosen().is_some() => format!(
            "{} does not have this call in {}, which `{}` asks for. Nothing was done; have the setting changed to `auto`.{} {said}",
            vendor.title,
            generations.name(*only),
            generations.setting.variable,
            if *only == Generation::First { instead(vendor, generations, action) } else { String::new() }
        ),
        _ => format!(
            "{} has this call neither in {} nor in {}. Nothing was done. {said}",
            vendor.title,
            generations.name(Generation::First),
            generations.name(Generation::Next)
        ),
    };
    Failure { message, kind: ErrorKind::VendorError, ..refused.failure }
}

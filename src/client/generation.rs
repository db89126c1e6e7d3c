//! Which generation of its vendor's API an account has, as its calls find out, and a call that is asked in the one that it has.
//!
//! The other generation is asked only after a refusal that says that there is no such call: it has surely done nothing. After a
//! timeout, a failure of the vendor's or any other refusal nothing more is asked, so that nothing is charged twice.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use outreach_model::{
    error::{ErrorKind, Failure},
    generation::{Generation, Generations, PreparedSuccessor},
    request::Request,
};
use tokio::sync::OnceCell;

use super::{
    opened::{self, Asked, Known, Opened},
    send::{Exchange, Refused},
    transport::Accepted,
};

/// The generations that an account has, by the family of calls.
#[derive(Default)]
pub(crate) struct GenerationMemory {
    /// The one that the operator has chosen; `None` where it is found out.
    chosen: Option<Generation>,
    found: Mutex<BTreeMap<&'static str, Found>>,
    /// Set once what other processes have found is known.
    pub(crate) recalled: OnceCell<()>,
    /// Which ones the key opens, where the key decides it.
    opened: Mutex<Known>,
}

/// A generation that has answered, or whose predecessor is gone.
#[derive(Clone, Copy)]
struct Found {
    generation: Generation,
    /// Whether it is still to be told to other processes.
    is_news: bool,
}

impl GenerationMemory {
    pub(super) fn new(chosen: Option<Generation>) -> Self {
        Self { chosen, ..Self::default() }
    }

    /// The generation that the operator has chosen.
    pub(crate) const fn chosen(&self) -> Option<Generation> {
        self.chosen
    }

    /// The generation of a family of calls, as far as it is known.
    pub(crate) fn of(&self, family: &str) -> Option<Generation> {
        self.chosen.or_else(|| self.locked(|found| found.get(family).map(|found| found.generation)))
    }

    /// Takes over what another process has found.
    pub(crate) fn recall(&self, family: &'static str, generation: Generation) {
        self.locked(|found| *found.entry(family).or_insert(Found { generation, is_news: false }));
    }

    /// What was found since this was asked last, to be told to other processes.
    pub(crate) fn news(&self) -> Vec<(&'static str, Generation)> {
        self.locked(|found| {
            let news = found.iter_mut().filter(|(_, found)| found.is_news);
            news.map(|(family, found)| {
                found.is_news = false;
                (*family, found.generation)
            })
            .collect()
        })
    }

    /// Which ones the key opens, as this process has found out.
    pub(super) fn opened(&self) -> Known {
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set_opened(&self, opened: (Opened, Instant)) {
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(opened);
    }

    pub(super) fn note(&self, family: &'static str, generation: Generation) {
        self.locked(|found| {
            let before = found.get(family).map(|found| (found.generation, found.is_news));
            // That the first one answers is what is taken for granted.
            let is_news = match before {
                None => generation == Generation::Next,
                Some((known, is_news)) => is_news || known != generation,
            };
            found.insert(family, Found { generation, is_news });
        });
    }

    fn locked<T>(&self, use_it: impl FnOnce(&mut BTreeMap<&'static str, Found>) -> T) -> T {
        use_it(&mut self.found.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The generations to ask, in this order.
    fn order(&self, successor: &PreparedSuccessor) -> &'static [Generation] {
        use Generation::{First, Next};
        match self.of(successor.facts.family) {
            _ if successor.is_alone => &[Next],
            Some(First) if self.chosen.is_some() => &[First],
            Some(Next) if self.chosen.is_some() => &[Next],
            Some(Next) => &[Next, First],
            Some(First) | None => &[First, Next],
        }
    }
}

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
    if successor.is_alone && memory.chosen == Some(Generation::First) {
        return Err(of_other_generation(generations, successor));
    }
    let family = successor.facts.family;
    let order = memory.order(successor);
    let mut gone = None;
    for generation in order.iter().copied() {
        let request = match generation {
            Generation::First => request,
            Generation::Next => successor.request.as_ref().map_err(Clone::clone)?,
        };
        let refused = match exchange.ask(request).await {
            Ok(accepted) => {
                memory.note(family, generation);
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
            memory.note(family, Generation::Next);
        }
        gone = Some(refused);
    }
    if let [Generation::First, Generation::Next] = order {
        // Neither answers: nothing is known of the account.
        memory.locked(|found| found.remove(family));
    }
    Err(match gone {
        Some(refused) => nobody_answers(exchange, generations, order, refused),
        None => Failure::new(ErrorKind::Internal, "No generation of the vendor's API was asked."),
    })
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

/// The failure of a call that no generation which may be asked has.
fn nobody_answers(
    exchange: &Exchange<'_>,
    generations: &Generations,
    order: &[Generation],
    refused: Refused,
) -> Failure {
    let vendor = exchange.account.vendor;
    let said = refused.failure.message;
    let message = match order {
        [only] if exchange.account.generations.chosen.is_some() => format!(
            "{} does not have this call in {}, which `{}` asks for. Nothing was done; have the setting changed to `auto`. {said}",
            vendor.title,
            generations.name(*only),
            generations.setting.variable
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

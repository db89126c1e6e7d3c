//! Which generations of its vendor's API a key opens, where a cheap read in each tells: [`Generations::probes`].
//!
//! Nobody is asked in advance. Once a call was refused in a way that may mean that the key does not open its generation, these reads
//! find out; what the key does not open has done nothing, so that the call may be made in the other generation.

use std::time::{Duration, Instant};

use outreach_model::{
    error::{ErrorKind, Failure},
    generation::{Generation, Generations, PreparedSuccessor},
    request::Request,
};

use super::{account::Account, error_text::ErrorText, generation::Opened, send::Exchange, transport::Accepted};

/// For this long the vendor is not asked again which generations a key opens.
const KNOWN_FOR: Duration = Duration::from_secs(10 * 60);

/// A call as it is to be asked.
pub(super) struct Asked<'a> {
    pub(super) request: &'a Request,
    pub(super) successor: Option<&'a PreparedSuccessor>,
    /// The action, without the vendor.
    pub(super) action: &'static str,
}

/// Sends a call in a generation that the key opens. Returns the success and which generation it is of.
///
/// # Errors
///
/// As [`Exchange::send`], and where the key opens no generation that has the call.
pub(super) async fn ask(
    exchange: &Exchange<'_>,
    asked: Asked<'_>,
    generations: &Generations,
) -> Result<(Accepted, Generation), Failure> {
    let account = exchange.account;
    let own = account.vendor.prefix.generation(&asked.request.path);
    let mut opened = known(account, generations);
    let mut generation = match choose(account, generations, &asked, own, opened) {
        Ok(generation) => generation,
        // The account may have got it meanwhile.
        Err(failure) if is_recent(account) => return Err(failure),
        Err(_) => {
            opened = probe(exchange, generations).await.or(opened);
            choose(account, generations, &asked, own, opened)?
        }
    };
    loop {
        let request = match asked.successor {
            Some(successor) if generation != own => successor.request.as_ref().map_err(Clone::clone)?,
            _ => asked.request,
        };
        let refused = match exchange.ask(request).await {
            Ok(accepted) => return Ok((accepted, generation)),
            Err(refused) => refused,
        };
        if !refused.is_gone || is_recent(account) {
            return Err(refused.failure);
        }
        let Some(found) = probe(exchange, generations).await else { return Err(refused.failure) };
        // A key that opens neither is a wrong one.
        if found.has(generation) || found == Opened::default() {
            return Err(refused.failure);
        }
        tracing::info!(
            vendor = account.vendor.id,
            generation = generations.name(generation),
            "the key does not open it"
        );
        generation = choose(account, generations, &asked, own, Some(found))?;
    }
}

/// Why a call can be asked in no generation that the key opens; `None` where it can be, or where that is not known.
pub(super) async fn refusal(exchange: &Exchange<'_>, asked: Asked<'_>, generations: &Generations) -> Option<Failure> {
    let account = exchange.account;
    let own = account.vendor.prefix.generation(&asked.request.path);
    let opened = match account.generations.chosen() {
        Some(chosen) => Opened::only(chosen),
        None => probe(exchange, generations).await.filter(|opened| *opened != Opened::default())?,
    };
    match choose(account, generations, &asked, own, Some(opened)) {
        Err(failure) => Some(failure),
        Ok(generation) if generation != own => asked.successor?.request.as_ref().err().cloned(),
        Ok(_) => None,
    }
}

/// The generations that the key opens, as the vendor says now; `None` where it does not say it.
pub(super) async fn probe(exchange: &Exchange<'_>, generations: &Generations) -> Option<Opened> {
    let account = exchange.account;
    let [first, next] = generations.probes?;
    let mut opened = Opened::default();
    for (generation, path) in [(Generation::First, first), (Generation::Next, next)] {
        let request = Request::get(path.iter().copied()).ok()?;
        let errors = ErrorText::of_read(account);
        let exchange = Exchange { http: exchange.http, account, context: exchange.context, errors };
        let is_opened = match exchange.ask(&request).await {
            Ok(_) => true,
            Err(refused) if refused.is_gone => false,
            Err(_) => return None,
        };
        match generation {
            Generation::First => opened.first = is_opened,
            Generation::Next => opened.next = is_opened,
        }
    }
    let memory = &account.generations;
    if opened != Opened::default() {
        memory.set_opened((opened, Instant::now()));
        for family in generations.families {
            memory.note(family.name, if opened.first { Generation::First } else { Generation::Next });
        }
    }
    Some(opened)
}

fn known(account: &Account, generations: &Generations) -> Option<Opened> {
    let memory = &account.generations;
    if let Some(chosen) = memory.chosen() {
        return Some(Opened::only(chosen));
    }
    if let Some((opened, _)) = memory.opened() {
        return Some(opened);
    }
    // As another process has found it.
    let is_next = |family: &str| memory.of(family) == Some(Generation::Next);
    generations.families.iter().any(|family| is_next(family.name)).then_some(Opened::only(Generation::Next))
}

fn is_recent(account: &Account) -> bool {
    let memory = &account.generations;
    memory.chosen().is_some() || memory.opened().is_some_and(|(_, found)| found.elapsed() < KNOWN_FOR)
}

/// The generation to ask: the call's own, else the other one where the call has a successor there.
fn choose(
    account: &Account,
    generations: &Generations,
    asked: &Asked<'_>,
    own: Generation,
    opened: Option<Opened>,
) -> Result<Generation, Failure> {
    let Some(opened) = opened.filter(|opened| !opened.has(own)) else { return Ok(own) };
    if own == Generation::First && asked.successor.is_some() && opened.has(Generation::Next) {
        return Ok(Generation::Next);
    }
    let vendor = account.vendor;
    let other = match own {
        Generation::First => Generation::Next,
        Generation::Next => Generation::First,
    };
    let (own, other) = (generations.name(own), generations.name(other));
    let is_chosen = account.generations.chosen().is_some();
    let why = match is_chosen {
        true => {
            format!("`{}={other}` lets only {other} of {}'s API be asked", generations.setting.variable, vendor.title)
        }
        false => format!("This key opens only {other} of {}'s API", vendor.title),
    };
    let instead = generations.instead.iter().find_map(|(first, next)| match asked.action {
        action if action == *first => Some(*next),
        action if action == *next => Some(*first),
        _ => None,
    });
    let next = match (instead, is_chosen) {
        (Some(tool), _) => format!("Use {}_{tool} instead, which is of {other}.", vendor.id),
        (None, true) => "Have the setting changed to `auto`, or use another tool.".to_owned(),
        (None, false) => format!("No tool does the same in {other}: ask the person for a key that opens {own}."),
    };
    let kind = if is_chosen { ErrorKind::NotConfigured } else { ErrorKind::Forbidden };
    Err(Failure::new(kind, format!("{why}, and {}_{} is of {own}. Nothing was done. {next}", vendor.id, asked.action)))
}

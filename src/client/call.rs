//! Runs a call at a vendor: from the prepared request to the outputs, or to the JSON of a read that is not a tool.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use futures_util::future::join_all;
use outreach_model::{
    about::{About, Poll, Repeat},
    error::Failure,
    generation::{Generation, PreparedSuccessor},
    redact::Redactor,
    registered::{PreparedCall, RegisteredAction},
    remarks::{Received, Remarks},
    request::Request,
    response,
};
use serde_json::{Map, Value};
use tokio::time::Instant;

use super::{
    account::Account,
    asking,
    context::Context,
    decoding::Decoding,
    error_text::ErrorText,
    large::{is_large, work_on},
    opened::{self as generations_opened, Asked},
    poll,
    send::Exchange,
    transport::{Accepted, Http},
};

/// What a call has come to.
pub(crate) enum Sent<'a> {
    /// It is carried out, with these outputs, which do not hold `success`.
    Done(Map<String, Value>),
    /// The vendor has accepted it and works on it.
    Running(Box<Running<'a>>),
}

/// A call that the vendor has accepted, and whose result is read by polling.
pub(crate) struct Running<'a> {
    exchange: Exchange<'a>,
    decoding: Decoding,
    received: Received,
    next: Poll,
}

/// Sends a prepared call. `schema` is that of its inputs.
///
/// # Errors
///
/// What went wrong and what to do next.
pub(crate) async fn start<'a>(
    http: &'a Arc<Http>,
    account: &'a Arc<Account>,
    about: &About,
    schema: &'a Map<String, Value>,
    call: PreparedCall,
    context: &'a Context,
) -> Result<Sent<'a>, Failure> {
    let PreparedCall { effect, request, successor, names, decoder, secrets, .. } = call;
    let secrets = Redactor::new(&secrets);
    let schema = Some(schema);
    let retired = successor.as_ref().and_then(|successor| asking::retired(account.vendor, successor, about.name));
    let errors = ErrorText {
        verify: about.verify,
        is_repeatable: about.repeat == Repeat::Harmless,
        effect,
        not_found: about.not_found,
        names,
        retired,
        scope: about.scope,
        schema,
        secrets,
        ..ErrorText::of_read(account)
    };
    let exchange = Exchange { http, account, context, errors };
    let called_at = SystemTime::now();
    let (Accepted { status, body }, asked) = asking::ask(&exchange, &request, successor.as_ref(), about.name).await?;
    let mut decoding = Decoding::new(match asked {
        Generation::First => decoder,
        Generation::Next => decoder.successor(),
    });
    let received = received(account, status, called_at);
    let undecodable = |why: String| exchange.errors.undecodable(&why);
    match decoding.decode(body, received).await.map_err(undecodable)? {
        Some(next) => Ok(Sent::Running(Box::new(Running { exchange, decoding, received, next }))),
        None => decoding.outputs().await.map_err(undecodable).map(Sent::Done),
    }
}

/// Sends a prepared call and returns its outputs, without `success`. `schema` is that of its inputs. Polls for the result where the vendor needs time.
///
/// # Errors
///
/// What went wrong and what to do next.
pub(crate) async fn send(
    http: &Arc<Http>,
    account: &Arc<Account>,
    about: &About,
    schema: &Map<String, Value>,
    call: PreparedCall,
    context: &Context,
) -> Result<Map<String, Value>, Failure> {
    match start(http, account, about, schema, call, context).await? {
        Sent::Done(outputs) => Ok(outputs),
        Sent::Running(running) => running.finish().await,
    }
}

impl Running<'_> {
    /// The outputs so far.
    pub(crate) fn outputs(&self) -> &Map<String, Value> {
        &self.next.outputs
    }

    /// Polls until the result is there or the caller's time is up, and returns the outputs.
    ///
    /// # Errors
    ///
    /// Why the result cannot be read; what was started goes on nevertheless.
    pub(crate) async fn finish(mut self) -> Result<Map<String, Value>, Failure> {
        poll::until_done(&self.exchange, &mut self.decoding, self.received, self.next).await?;
        self.decoding.outputs().await.map_err(|why| self.exchange.errors.undecodable(&why))
    }
}

/// Takes up an earlier call with these outputs where it was not at its end: asks for the result, which is free, and polls
/// further as a new call does. `schema` is that of the call's inputs. `None` where that call was at its end.
///
/// # Errors
///
/// What went wrong, and how to get the result later.
pub(crate) async fn resume(
    http: &Arc<Http>,
    account: &Arc<Account>,
    schema: &Map<String, Value>,
    call: PreparedCall,
    outputs: &Map<String, Value>,
    context: &Context,
) -> Result<Option<Map<String, Value>>, Failure> {
    let PreparedCall { names, mut decoder, successor, .. } = call;
    let errors = ErrorText { names, schema: Some(schema), ..ErrorText::of_read(account) }.for_result();
    let exchange = Exchange { http, account, context, errors };
    let undecodable = |why: String| exchange.errors.undecodable(&why);
    let mut next = decoder.resume(outputs).map_err(undecodable)?;
    if next.is_none() && successor.is_some() {
        decoder = decoder.successor();
        next = decoder.resume(outputs).map_err(undecodable)?;
    }
    let Some(next) = next else { return Ok(None) };
    let mut decoding = Decoding::new(decoder);
    // Asked at once: the earlier call has waited already.
    let called_at = SystemTime::now();
    let answer = exchange.send(&next.request).await;
    let Accepted { status, body } =
        answer.map_err(|failure| Failure { message: format!("{} {}", failure.message, next.resume), ..failure })?;
    let received = received(account, status, called_at);
    if let Some(further) = decoding.decode(body, received).await.map_err(undecodable)? {
        poll::until_done(&exchange, &mut decoding, received, further).await?;
    }
    decoding.outputs().await.map(Some).map_err(undecodable)
}

/// Sends a read and returns the JSON that the vendor answers.
///
/// # Errors
///
/// What went wrong and what to do next.
pub(crate) async fn fetch_json(
    http: &Arc<Http>,
    account: &Arc<Account>,
    request: &Request,
    context: &Context,
) -> Result<Value, Failure> {
    let exchange = Exchange { http, account, context, errors: ErrorText::of_read(account) };
    let accepted = exchange.send(request).await?;
    json_of(&exchange, accepted).await
}

/// The same for the action `action`, in the generation of the vendor's API that the account has; `successor` is the read in the next one.
///
/// # Errors
///
/// What went wrong and what to do next.
pub(crate) async fn fetch_in_generation(
    http: &Arc<Http>,
    account: &Arc<Account>,
    (request, successor): (&Request, Option<&PreparedSuccessor>),
    action: &'static str,
    context: &Context,
) -> Result<Value, Failure> {
    let exchange = Exchange { http, account, context, errors: ErrorText::of_read(account) };
    let accepted = match successor {
        Some(successor) => asking::ask(&exchange, request, Some(successor), action).await?.0,
        None => exchange.send(request).await?,
    };
    json_of(&exchange, accepted).await
}

async fn json_of(exchange: &Exchange<'_>, Accepted { body, .. }: Accepted) -> Result<Value, Failure> {
    let decoded = work_on(is_large(body.len()), move || response::decode(&body)).await;
    decoded.map_err(|why| exchange.errors.undecodable(&why))
}

/// The same for several requests, a few at a time; `None` for what could not be read.
pub(crate) async fn fetch_all(
    http: &Arc<Http>,
    account: &Arc<Account>,
    requests: &[Request],
    context: &Context,
) -> Vec<Option<Value>> {
    const AT_ONCE: usize = 8;
    let mut read = Vec::new();
    for some in requests.chunks(AT_ONCE) {
        read.extend(join_all(some.iter().map(|request| fetch_json(http, account, request, context))).await);
    }
    read.into_iter().map(Result::ok).collect()
}

/// The names of the generations of its vendor's API that a key opens, as cheap reads tell; none where they do not tell it.
pub(crate) async fn opened(http: &Arc<Http>, account: &Arc<Account>) -> Vec<&'static str> {
    let Some(generations) = &account.vendor.generations else { return Vec::new() };
    let context = Context { deadline: Instant::now() + MAX_FOLLOW_UP, ..Context::default() };
    let exchange = Exchange { http, account, context: &context, errors: ErrorText::of_read(account) };
    let opened = generations_opened::probe(&exchange, generations).await.unwrap_or_default();
    let both = [Generation::First, Generation::Next].into_iter();
    both.filter(|generation| opened.has(*generation)).map(|generation| generations.name(generation)).collect()
}

/// Why a call of the action `action` cannot be asked at all: the key does not open the generation that has it, or that one does not take
/// its inputs.
pub(crate) async fn cannot_be_asked(
    http: &Arc<Http>,
    account: &Arc<Account>,
    call: &PreparedCall,
    action: &'static str,
) -> Option<Failure> {
    let generations = account.vendor.generations.as_ref().filter(|generations| generations.probes.is_some())?;
    let context = Context { deadline: Instant::now() + MAX_FOLLOW_UP, ..Context::default() };
    let exchange = Exchange { http, account, context: &context, errors: ErrorText::of_read(account) };
    let asked = Asked { request: &call.request, successor: call.successor.as_ref(), action };
    generations_opened::refusal(&exchange, asked, generations).await
}

/// How long the reads after a call may take together: what it has come to is known without them.
const MAX_FOLLOW_UP: Duration = Duration::from_secs(10);

/// Makes the reads that an action declares to follow a call of it, and adds the remarks that come of them to its outputs. A read
/// that fails changes nothing else.
pub(crate) async fn follow_up(
    http: &Arc<Http>,
    account: &Arc<Account>,
    action: &RegisteredAction,
    arguments: &Value,
    outputs: &mut Map<String, Value>,
    context: &Context,
) {
    let deadline = context.deadline.min(Instant::now() + MAX_FOLLOW_UP);
    let context = Context { deadline, ..context.clone() };
    let mut remarks = Remarks::default();
    for follow_up in action.follow_ups {
        let Some(request) = (follow_up.request)(arguments, outputs) else { continue };
        let read = fetch_json(http, account, &request, &context).await;
        if let Err(failure) = &read {
            tracing::debug!(vendor = account.vendor.id, kind = failure.kind.word(), "a read after a call failed");
        }
        remarks = remarks.and((follow_up.remarks)(arguments, outputs, read.as_ref().ok()));
    }
    if let Some(all) = action.follow_all {
        let requests = (all.requests)(arguments, outputs);
        if !requests.is_empty() {
            let read = fetch_all(http, account, &requests, &context).await;
            remarks = remarks.and((all.remarks)(arguments, outputs, &read));
        }
    }
    remarks.add_to(outputs);
}

/// How far the vendor's clock may be off: as measured by the `Date` header, to a second, and as it is where it was not measured.
const MEASURED_TO: Duration = Duration::from_secs(5);
const NOT_MEASURED: Duration = Duration::from_secs(10 * 60);

/// What is known of an answer with this status to a call that began at `called_at`.
fn received(account: &Account, status: u16, called_at: SystemTime) -> Received {
    let ms = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    let since = called_at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Received {
        status,
        called_at_ms: ms(since).saturating_add(account.clock_offset_ms()),
        inaccuracy_ms: ms(if account.clock.is_measured() { MEASURED_TO } else { NOT_MEASURED }),
    }
}

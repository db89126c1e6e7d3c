//! Runs a call at a vendor: from the prepared request to the outputs, or to the JSON of a read that is not a tool.

use std::sync::Arc;

use outreach_model::{
    about::{About, Poll},
    error::Failure,
    registered::PreparedCall,
    request::Request,
    response,
};
use serde_json::{Map, Value};

use super::{
    account::Account,
    context::Context,
    decoding::Decoding,
    error_text::ErrorText,
    large::{is_large, work_on},
    poll,
    send::Exchange,
    transport::Http,
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
    let PreparedCall { effect, request, names, decoder, .. } = call;
    let mut decoding = Decoding::new(decoder);
    let errors = ErrorText { verify: about.verify, effect, names, schema: Some(schema), ..ErrorText::of_read(account) };
    let exchange = Exchange { http, account, context, errors };
    let body = exchange.send(&request).await?;
    let undecodable = |why: String| exchange.errors.undecodable(&why);
    match decoding.decode(body).await.map_err(undecodable)? {
        Some(next) => Ok(Sent::Running(Box::new(Running { exchange, decoding, next }))),
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
        poll::until_done(&self.exchange, &mut self.decoding, self.next).await?;
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
    let PreparedCall { names, decoder, .. } = call;
    let mut decoding = Decoding::new(decoder);
    let errors = ErrorText { names, schema: Some(schema), ..ErrorText::of_read(account) };
    let exchange = Exchange { http, account, context, errors };
    let undecodable = |why: String| exchange.errors.undecodable(&why);
    let Some(next) = decoding.resume(outputs).map_err(undecodable)? else { return Ok(None) };
    // Asked at once: the earlier call has waited already.
    let body = exchange.send(&next.request).await;
    let body =
        body.map_err(|failure| Failure { message: format!("{} {}", failure.message, next.resume), ..failure })?;
    if let Some(further) = decoding.decode(body).await.map_err(undecodable)? {
        poll::until_done(&exchange, &mut decoding, further).await?;
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
    let body = exchange.send(request).await?;
    let decoded = work_on(is_large(body.len()), move || response::decode(&body)).await;
    decoded.map_err(|why| exchange.errors.undecodable(&why))
}

//! Runs a call at a vendor: from the prepared request to the outputs, or to the JSON of a read that is not a tool.

use std::sync::Arc;

use outreach_model::{
    about::About, effect::Effect, error::Failure, registered::PreparedCall, request::Request, response,
};
use serde_json::{Map, Value};

use super::{account::Account, context::Context, error_text::ErrorText, poll, send::Exchange, transport::Http};

/// Sends a prepared call and returns its outputs, without `success`. Polls for the result where the vendor needs time.
///
/// # Errors
///
/// What went wrong and what to do next.
pub(crate) async fn send(
    http: &Arc<Http>,
    account: &Arc<Account>,
    about: &About,
    call: PreparedCall,
    context: &Context,
) -> Result<Map<String, Value>, Failure> {
    let PreparedCall { effect, request, mut decoder, .. } = call;
    let errors = ErrorText { vendor: account.vendor, redactor: &account.redactor, verify: about.verify, effect };
    let exchange = Exchange { http, account, context, errors };
    let body = exchange.send(&request).await?;
    let undecodable = |why: String| exchange.errors.undecodable(&why);
    if let Some(next) = decoder.decode(&body).map_err(undecodable)? {
        poll::until_done(&exchange, decoder.as_mut(), next).await?;
    }
    decoder.outputs().map_err(undecodable)
}

/// Takes up an earlier call with these outputs where it was not at its end: asks for the result, which is free, and polls
/// further as a new call does. `None` where that call was at its end.
///
/// # Errors
///
/// What went wrong, and how to get the result later.
pub(crate) async fn resume(
    http: &Arc<Http>,
    account: &Arc<Account>,
    call: PreparedCall,
    outputs: &Map<String, Value>,
    context: &Context,
) -> Result<Option<Map<String, Value>>, Failure> {
    let PreparedCall { mut decoder, .. } = call;
    let errors = ErrorText { vendor: account.vendor, redactor: &account.redactor, verify: None, effect: Effect::Read };
    let exchange = Exchange { http, account, context, errors };
    let undecodable = |why: String| exchange.errors.undecodable(&why);
    let Some(next) = decoder.resume(outputs).map_err(undecodable)? else { return Ok(None) };
    // Asked at once: the earlier call has waited already.
    let body = exchange.send(&next.request).await;
    let body =
        body.map_err(|failure| Failure { message: format!("{} {}", failure.message, next.resume), ..failure })?;
    if let Some(further) = decoder.decode(&body).map_err(undecodable)? {
        poll::until_done(&exchange, decoder.as_mut(), further).await?;
    }
    decoder.outputs().map(Some).map_err(undecodable)
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
    let errors = ErrorText { vendor: account.vendor, redactor: &account.redactor, verify: None, effect: Effect::Read };
    let exchange = Exchange { http, account, context, errors };
    let body = exchange.send(request).await?;
    response::decode(&body).map_err(|why| exchange.errors.undecodable(&why))
}

//! Runs a call at a vendor: from the prepared request to the outputs, or to the JSON of a read that is not a tool.

use std::sync::Arc;

use outreach_model::{about::About, error::Failure, registered::PreparedCall, request::Request, response};
use serde_json::{Map, Value};

use super::{account::Account, context::Context, error_text::ErrorText, poll, send::Exchange, transport::Http};

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
    let PreparedCall { effect, request, names, mut decoder, .. } = call;
    let errors = ErrorText { verify: about.verify, effect, names, schema: Some(schema), ..ErrorText::of_read(account) };
    let exchange = Exchange { http, account, context, errors };
    let body = exchange.send(&request).await?;
    let undecodable = |why: String| exchange.errors.undecodable(&why);
    if let Some(next) = decoder.decode(&body).map_err(undecodable)? {
        poll::until_done(&exchange, decoder.as_mut(), next).await?;
    }
    decoder.outputs().map_err(undecodable)
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
    response::decode(&body).map_err(|why| exchange.errors.undecodable(&why))
}

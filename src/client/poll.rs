//! Polls for a result that takes the vendor time, until it is there or the caller's time is up.

use std::time::Duration;

use outreach_model::{about::Poll, error::Failure, remarks::Received};
use tokio::time::Instant;

use super::{context::Context, decoding::Decoding, send::Exchange, transport::Accepted};

/// Most searches end within two seconds; the others take long, and every request counts against the rate limit.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const MAX_PAUSE: Duration = Duration::from_secs(5);

/// How long the last request may take beyond the caller's time.
const GRACE: Duration = Duration::from_secs(3);

/// Polls, beginning with `next`, until `decoding` has the final answer or the caller's time is up; in that case it has
/// the latest answer. `received` is what is known of the answer before. A request that fails and may succeed later ends
/// polling the same way, so that the task that was
/// started is not lost.
///
/// # Errors
///
/// Where a read is cancelled, or the vendor refuses: with how to get the result later. A cancelled write succeeds.
pub(super) async fn until_done(
    exchange: &Exchange<'_>,
    decoding: &mut Decoding,
    received: Received,
    mut next: Poll,
) -> Result<(), Failure> {
    let context = exchange.context;
    let end = (Instant::now() + next.within).min(context.deadline.checked_sub(GRACE).unwrap_or(context.deadline));
    let polls = Exchange {
        http: exchange.http,
        account: exchange.account,
        context: &Context { deadline: (end + GRACE).min(context.deadline), ..context.clone() },
        errors: exchange.errors.for_result(),
    };
    let mut pause = FIRST_PAUSE;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        let wait = pause.min(left);
        context.report_wait(wait, &next.state);
        if context.unless_cancelled(tokio::time::sleep(wait)).await.is_none() {
            return cancelled(exchange, &next);
        }
        match polls.send(&next.request).await {
            Ok(Accepted { status, body }) => match decoding.decode(body, Received { status, ..received }).await {
                Ok(None) => return Ok(()),
                Ok(Some(further)) => next = further,
                Err(why) => {
                    tracing::debug!(vendor = exchange.account.vendor.id, why, "the answer to a poll cannot be decoded");
                    return Ok(());
                }
            },
            Err(_) if context.cancel.is_cancelled() => return cancelled(exchange, &next),
            Err(failure) if failure.retryable => {
                tracing::debug!(vendor = exchange.account.vendor.id, kind = failure.kind.word(), "polling ended early");
                return Ok(());
            }
            Err(failure) => {
                let message = format!("{} But reading the result failed: {}", next.resume, failure.message);
                return Err(Failure { message, ..failure });
            }
        }
        pause = pause.mul_f64(1.5).min(MAX_PAUSE);
    }
}

/// The end of a cancelled call. What a write started goes on without its caller: its latest state is a success, so that the
/// journal keeps it for a caller that comes back.
fn cancelled(exchange: &Exchange<'_>, next: &Poll) -> Result<(), Failure> {
    if exchange.errors.effect.is_read() { Err(exchange.errors.cancelled_while_polling(next)) } else { Ok(()) }
}

//! Asks again and again for what is not there yet, until it is or the caller's time is up.

use std::time::Duration;

use tokio::time::Instant;

use super::{Context, send::Exchange};
use outreach_model::{about::Poll, error::Failure, registered::ResponseDecoder};

/// Most searches end within a second or two; the others take their time, and every question counts against the limit.
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(5);

/// What the last question may take beyond the caller's time.
const GRACE: Duration = Duration::from_secs(3);

/// Asks until `reading` has the end, or the time that its caller gives is up: then it has how things stood last. A question
/// that fails and may work later ends it the same way, so that nothing that was begun is lost.
///
/// # Errors
///
/// Where the caller gave up, or the vendor refuses: with how to come back to it.
pub async fn until_done(
    exchange: &Exchange<'_>,
    decoder: &mut dyn ResponseDecoder,
    mut next: Poll,
) -> Result<(), Failure> {
    let context = exchange.context;
    let end = (Instant::now() + next.within).min(context.deadline.checked_sub(GRACE).unwrap_or(context.deadline));
    let polls = Exchange {
        http: exchange.http,
        account: exchange.account,
        context: &Context { deadline: (end + GRACE).min(context.deadline), ..context.clone() },
        errors: exchange.errors.of_a_read(),
    };
    let mut pause = FIRST;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        let wait = pause.min(left);
        context.tell(wait, next.state);
        if context.unless_cancelled(tokio::time::sleep(wait)).await.is_none() {
            return given_up(exchange, &next);
        }
        match polls.answer(&next.request).await {
            Ok(body) => match decoder.decode(&body) {
                Ok(None) => return Ok(()),
                Ok(Some(further)) => next = further,
                Err(why) => {
                    tracing::debug!(vendor = exchange.account.vendor.id, why, "an answer cannot be read");
                    return Ok(());
                }
            },
            Err(_) if context.cancel.is_cancelled() => return given_up(exchange, &next),
            Err(failure) if failure.retryable => {
                tracing::debug!(vendor = exchange.account.vendor.id, kind = failure.kind.word(), "not asked further");
                return Ok(());
            }
            Err(failure) => return Err(Failure { message: format!("{} {}", failure.message, next.resume), ..failure }),
        }
        pause = pause.mul_f64(1.5).min(LONGEST);
    }
}

/// What was begun by a write goes on without its caller: how things stood last is worth writing down, for a caller that comes back.
fn given_up(exchange: &Exchange<'_>, next: &Poll) -> Result<(), Failure> {
    if exchange.errors.effect.is_read() { Err(exchange.errors.given_up(next)) } else { Ok(()) }
}

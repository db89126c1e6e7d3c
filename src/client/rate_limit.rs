//! Paces requests before they leave, so that a vendor's limit is met rather than run into.

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use governor::{
    DefaultDirectRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};
use tokio::{sync::Mutex, time::Instant};

use outreach_model::vendor::Limit;

/// The limits of one account.
#[derive(Debug, Default)]
pub struct RateLimiter {
    buckets: Vec<Bucket>,
}

#[derive(Debug)]
struct Bucket {
    path: &'static str,
    /// The time between two requests once the burst is used up.
    period: Duration,
    limiter: DefaultDirectRateLimiter,
    /// First come, first served.
    turn: Mutex<()>,
    waiting: AtomicU32,
}

/// Counts a caller as waiting for as long as it does.
struct Waiting<'a>(&'a AtomicU32);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl RateLimiter {
    /// Uses this share of the limits: 1 for all of them, 0 for no pacing at all.
    pub fn new(limits: &[Limit], share: f64) -> Self {
        let mut buckets: Vec<Bucket> = limits.iter().filter_map(|limit| Bucket::new(limit, share)).collect();
        // The narrowest first: what fails there has used up nothing elsewhere.
        buckets.sort_by_key(|bucket| std::cmp::Reverse(bucket.path.len()));
        Self { buckets }
    }

    /// Waits until a request to this path may leave. `waits` is told of a wait that has to be made, before it is.
    ///
    /// # Errors
    ///
    /// The wait that it would take, at once, where that ends after the deadline.
    pub async fn admit(&self, path: &str, deadline: Instant, waits: impl Fn(Duration)) -> Result<(), Duration> {
        for bucket in self.buckets.iter().filter(|bucket| path.starts_with(bucket.path)) {
            bucket.admit(deadline, &waits).await?;
        }
        Ok(())
    }
}

impl Bucket {
    /// A quarter of the limit at once, the rest evenly: never more than the limit in any such time.
    fn new(limit: &Limit, share: f64) -> Option<Self> {
        let requests = f64::from(limit.requests) * share;
        if requests <= 0.0 {
            return None;
        }
        let burst = (requests / 4.0).floor().max(1.0);
        let period = limit.per.div_f64((requests - burst).max(0.5));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "positive and below a vendor's limit"
        )]
        let burst = NonZeroU32::new(burst as u32)?;
        let limiter = governor::RateLimiter::direct(Quota::with_period(period)?.allow_burst(burst));
        Some(Self { path: limit.path, period, limiter, turn: Mutex::new(()), waiting: AtomicU32::new(0) })
    }

    async fn admit(&self, deadline: Instant, waits: &impl Fn(Duration)) -> Result<(), Duration> {
        let ahead = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&self.waiting);
        // Whoever waits comes first: one that just came by would take the place that they have waited for.
        let wait = match ahead {
            0 => match self.check() {
                Ok(()) => return Ok(()),
                Err(wait) => wait,
            },
            _ => self.period,
        };
        let expected = wait + self.period * ahead;
        // What would only just make it would not be answered in time, and would hear of it at the end.
        if Instant::now() + expected + self.period / 4 > deadline {
            return Err(expected);
        }
        waits(expected);
        let _turn = self.turn.lock().await;
        while let Err(wait) = self.check() {
            if Instant::now() + wait > deadline {
                return Err(wait);
            }
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }

    fn check(&self) -> Result<(), Duration> {
        self.limiter.check().map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()))
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Duration};

    use futures_util::future::join_all;
    use tokio::time::Instant;

    use super::RateLimiter;
    use outreach_model::vendor::Limit;

    #[tokio::test]
    async fn who_waits_is_not_overtaken() {
        // Ten at once, then one in 33 ms.
        let limits = [Limit { path: "/", requests: 40, per: Duration::from_secs(1) }];
        let rate_limiter = Arc::new(RateLimiter::new(&limits, 1.0));
        let deadline = Instant::now() + Duration::from_secs(2);
        let waiters = (0..40).map(|_| {
            let rate_limiter = Arc::clone(&rate_limiter);
            tokio::spawn(async move { rate_limiter.admit("/x", deadline, |_| {}).await })
        });
        let waiters = tokio::spawn(join_all(waiters.collect::<Vec<_>>()));
        tokio::time::sleep(Duration::from_millis(5)).await;
        // Others keep coming by that have no time to wait.
        while !waiters.is_finished() && Instant::now() < deadline {
            let soon = Instant::now() + Duration::from_millis(5);
            assert!(
                rate_limiter.admit("/x", soon, |_| {}).await.is_err() || waiters.is_finished(),
                "one overtook those who wait"
            );
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let ended = waiters.await.unwrap();
        assert!(ended.iter().all(|end| matches!(end, Ok(Ok(())))), "{ended:?}");
    }
}

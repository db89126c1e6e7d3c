//! Delays requests so that a vendor's rate limits are not exceeded. Queues are first in, first out.

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use governor::{
    DefaultDirectRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};
use outreach_model::vendor::Limit;
use tokio::{sync::Mutex, time::Instant};

/// The rate limits of one account.
#[derive(Debug, Default)]
pub(super) struct RateLimiter {
    buckets: Vec<Bucket>,
}

#[derive(Debug)]
struct Bucket {
    /// Counts the requests whose path begins with this.
    path: &'static str,
    /// The time between two requests once the burst is used up.
    period: Duration,
    limiter: DefaultDirectRateLimiter,
    /// Held by the caller that is next. The lock is fair, so that it is the queue.
    queue: Mutex<()>,
    waiting: AtomicU32,
}

/// Counts a caller as waiting until it is dropped.
struct Waiting<'a>(&'a AtomicU32);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl RateLimiter {
    /// Uses this `share` of the limits, between 0 and 1; 0 turns limiting off.
    pub(super) fn new(limits: &[Limit], share: f64) -> Self {
        let mut buckets: Vec<Bucket> = limits.iter().filter_map(|limit| Bucket::new(limit, share)).collect();
        // The narrowest first: a request that is refused there has not been counted elsewhere.
        buckets.sort_by_key(|bucket| std::cmp::Reverse(bucket.path.len()));
        Self { buckets }
    }

    /// Waits until a request to this path may be sent. Before it waits, `on_wait` gets the expected wait.
    ///
    /// # Errors
    ///
    /// The expected wait, at once, where it would end after the deadline.
    pub(super) async fn admit(
        &self,
        path: &str,
        deadline: Instant,
        on_wait: impl Fn(Duration),
    ) -> Result<(), Duration> {
        for bucket in self.buckets.iter().filter(|bucket| path.starts_with(bucket.path)) {
            bucket.admit(deadline, &on_wait).await?;
        }
        Ok(())
    }
}

impl Bucket {
    /// Allows a quarter of the limit at once and the rest evenly, so that no window of that length exceeds the limit.
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
        Some(Self { path: limit.path, period, limiter, queue: Mutex::new(()), waiting: AtomicU32::new(0) })
    }

    async fn admit(&self, deadline: Instant, on_wait: &impl Fn(Duration)) -> Result<(), Duration> {
        let ahead = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&self.waiting);
        // FIFO: a new caller must not take a queued caller's slot.
        let wait = match ahead {
            0 => match self.check() {
                Ok(()) => return Ok(()),
                Err(wait) => wait,
            },
            _ => self.period,
        };
        let expected = wait + self.period * ahead;
        // A request that is sent just before the deadline would not be answered in time: fail now rather than then.
        if Instant::now() + expected + self.period / 4 > deadline {
            return Err(expected);
        }
        on_wait(expected);
        let _next = self.queue.lock().await;
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
    use outreach_model::vendor::Limit;
    use tokio::time::Instant;

    use super::RateLimiter;

    #[tokio::test]
    async fn a_queued_caller_keeps_its_place() {
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
        // Meanwhile others ask that have no time to wait.
        while !waiters.is_finished() && Instant::now() < deadline {
            let soon = Instant::now() + Duration::from_millis(5);
            assert!(
                rate_limiter.admit("/x", soon, |_| {}).await.is_err() || waiters.is_finished(),
                "a new caller took a queued caller's slot"
            );
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let ended = waiters.await.unwrap();
        assert!(ended.iter().all(|end| matches!(end, Ok(Ok(())))), "{ended:?}");
    }
}

//! A limit on the requests of each key in the last minute.

use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};

const WINDOW: Duration = Duration::from_secs(60);

/// A sliding window of a minute for each key.
pub(crate) struct RateLimit {
    requests: usize,
    admitted: HashMap<String, VecDeque<Instant>>,
}

impl RateLimit {
    /// Admits so many requests of a key a minute.
    pub(crate) fn per_minute(requests: usize) -> Self {
        Self { requests, admitted: HashMap::new() }
    }

    /// Whether one more request of this key is within the limit. It counts only if it is.
    pub(crate) fn admits(&mut self, key: &str) -> bool {
        let admitted = self.admitted.entry(key.to_owned()).or_default();
        let now = Instant::now();
        while admitted.front().is_some_and(|first| now.duration_since(*first) >= WINDOW) {
            admitted.pop_front();
        }
        let admits = admitted.len() < self.requests;
        if admits {
            admitted.push_back(now);
        }
        admits
    }
}

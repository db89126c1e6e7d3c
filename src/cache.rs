//! Keeps a bounded number of values, each for a time: where there are too many, the one that was used longest ago gives way.

use std::{
    borrow::Borrow,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use hashlink::LruCache;

/// How long a value is kept where there is room.
#[derive(Clone, Copy)]
pub(crate) enum Lifetime {
    /// Until others take its place.
    Unlimited,
    /// So long after it was put in.
    SinceInserted(Duration),
    /// So long after it was last used.
    SinceUsed(Duration),
}

/// Values by their keys. Clones share them.
pub(crate) struct Cache<K, V> {
    lifetime: Lifetime,
    entries: Arc<Mutex<LruCache<K, Entry<V>>>>,
}

struct Entry<V> {
    value: V,
    /// Since when its lifetime runs.
    since: Instant,
}

impl<K, V> Clone for Cache<K, V> {
    fn clone(&self) -> Self {
        Self { lifetime: self.lifetime, entries: Arc::clone(&self.entries) }
    }
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// An empty cache of at most `max_entries`.
    pub(crate) fn new(max_entries: usize, lifetime: Lifetime) -> Self {
        Self { lifetime, entries: Arc::new(Mutex::new(LruCache::new(max_entries))) }
    }

    /// The value of a key, unless its time is over.
    pub(crate) fn get<Q>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        let mut entries = self.entries();
        let entry = entries.get_mut(key)?;
        let now = Instant::now();
        if self.is_over(entry, now) {
            entries.remove(key);
            return None;
        }
        if let Lifetime::SinceUsed(_) = self.lifetime {
            entry.since = now;
        }
        Some(entry.value.clone())
    }

    /// Puts in a value, in place of the one that the key had.
    pub(crate) fn insert(&self, key: K, value: V) {
        self.put(&mut self.entries(), key, value);
    }

    /// The value of a key if `is_wanted`; otherwise what `make` makes, which is put in. Nothing else gets in between.
    pub(crate) fn get_or_replace(&self, key: K, is_wanted: impl FnOnce(&V) -> bool, make: impl FnOnce() -> V) -> V {
        let mut entries = self.entries();
        let now = Instant::now();
        if let Some(entry) = entries.get_mut(&key)
            && !self.is_over(entry, now)
            && is_wanted(&entry.value)
        {
            if let Lifetime::SinceUsed(_) = self.lifetime {
                entry.since = now;
            }
            return entry.value.clone();
        }
        let value = make();
        self.put(&mut entries, key, value.clone());
        value
    }

    /// Drops the value of a key where it is this one.
    pub(crate) fn remove_if<Q>(&self, key: &Q, is_meant: impl FnOnce(&V) -> bool)
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        let mut entries = self.entries();
        if entries.peek(key).is_some_and(|entry| is_meant(&entry.value)) {
            entries.remove(key);
        }
    }

    /// Drops all values.
    pub(crate) fn clear(&self) {
        self.entries().clear();
    }

    /// Puts in a value, and drops those of the longest unused whose time is over: what is secret does not stay in memory until
    /// there are too many.
    fn put(&self, entries: &mut LruCache<K, Entry<V>>, key: K, value: V) {
        let since = Instant::now();
        while entries.iter().next().is_some_and(|(_, oldest)| self.is_over(oldest, since)) {
            entries.remove_lru();
        }
        entries.insert(key, Entry { value, since });
    }

    fn is_over(&self, entry: &Entry<V>, now: Instant) -> bool {
        match self.lifetime {
            Lifetime::Unlimited => false,
            Lifetime::SinceInserted(lifetime) | Lifetime::SinceUsed(lifetime) => {
                now.saturating_duration_since(entry.since) >= lifetime
            }
        }
    }

    /// Nothing panics between two changes of one entry, so a poisoned lock holds whole entries.
    fn entries(&self) -> MutexGuard<'_, LruCache<K, Entry<V>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::{thread::sleep, time::Duration};

    use super::{Cache, Lifetime};

    const SHORT: Duration = Duration::from_millis(60);

    #[test]
    fn the_one_that_was_used_longest_ago_gives_way() {
        let cache = Cache::new(2, Lifetime::Unlimited);
        cache.insert("a", 1);
        cache.insert("b", 2);
        assert_eq!(cache.get("a"), Some(1));
        cache.insert("c", 3);
        assert_eq!([cache.get("a"), cache.get("b"), cache.get("c")], [Some(1), None, Some(3)]);
        cache.clone().insert("a", 4);
        assert_eq!(cache.get("a"), Some(4), "clones share the values");
    }

    #[test]
    fn a_value_ends_with_its_time_since_it_was_put_in_or_used() {
        let (inserted, used) =
            (Cache::new(9, Lifetime::SinceInserted(SHORT)), Cache::new(9, Lifetime::SinceUsed(SHORT)));
        for cache in [&inserted, &used] {
            cache.insert("a", 1);
            cache.insert("b", 1);
        }
        for _ in 0..2 {
            sleep(SHORT * 2 / 3);
            used.get("a");
        }
        assert_eq!([inserted.get("a"), inserted.get("b")], [None, None]);
        assert_eq!([used.get("a"), used.get("b")], [Some(1), None]);
        sleep(SHORT);
        used.insert("c", 3);
        assert_eq!(used.entries().len(), 1, "what has ended is dropped when another comes");
    }

    #[test]
    fn a_value_is_replaced_unless_it_is_wanted_and_removed_only_if_it_is_meant() {
        let cache = Cache::new(9, Lifetime::Unlimited);
        assert_eq!(cache.get_or_replace("a", |_| true, || 1), 1);
        assert_eq!(cache.get_or_replace("a", |value| *value == 1, || 2), 1);
        assert_eq!(cache.get_or_replace("a", |value| *value == 2, || 2), 2);
        cache.remove_if("a", |value| *value == 1);
        assert_eq!(cache.get("a"), Some(2));
        cache.remove_if("a", |value| *value == 2);
        assert_eq!(cache.get("a"), None);
    }
}

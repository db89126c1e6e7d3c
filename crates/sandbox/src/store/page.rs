//! The two ways in which the vendors page a list: by a cursor and by page numbers.

/// Which end of a list comes first.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// The smallest key first.
    #[default]
    Ascending,
    /// The largest key first.
    Descending,
}

/// The page after a cursor.
pub(crate) struct Cursor<'a> {
    /// Items a page.
    pub(crate) limit: usize,
    /// The last key of the page before.
    pub(crate) after: Option<&'a str>,
    pub(crate) order: Order,
}

impl Cursor<'_> {
    /// The page of `items`, each given with its key, and the key the next page starts after. A full page has such a key even
    /// where nothing comes after it.
    pub(crate) fn page<T>(&self, items: impl Iterator<Item = (String, T)>) -> (Vec<T>, Option<String>) {
        let mut items: Vec<(String, T)> = items
            .filter(|(key, _)| match (self.after, self.order) {
                (None, _) => true,
                (Some(after), Order::Ascending) => key.as_str() > after,
                (Some(after), Order::Descending) => key.as_str() < after,
            })
            .collect();
        items.sort_by(|(one, _), (other, _)| match self.order {
            Order::Ascending => one.cmp(other),
            Order::Descending => other.cmp(one),
        });
        items.truncate(self.limit);
        let next = items.last().filter(|_| items.len() == self.limit).map(|(key, _)| key.clone());
        (items.into_iter().map(|(_, item)| item).collect(), next)
    }
}

/// A page by its number, counted from 1, and its size.
#[derive(Clone, Copy)]
pub(crate) struct Numbered {
    pub(crate) number: usize,
    pub(crate) size: usize,
}

impl Numbered {
    /// The items of this page.
    pub(crate) fn page<T>(&self, items: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        items.skip(self.number.saturating_sub(1).saturating_mul(self.size)).take(self.size)
    }

    /// The number of the last page of so many items; 1 where there are none.
    pub(crate) fn last(&self, items: usize) -> usize {
        items.div_ceil(self.size.max(1)).max(1)
    }
}

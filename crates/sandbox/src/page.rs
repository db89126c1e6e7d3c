//! A page of a list with a cursor.

use serde_json::{Value, json};

/// Which end of a list comes first.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The smallest key first.
    #[default]
    Ascending,
    /// The largest key first.
    Descending,
}

/// What a caller asks of a list.
#[derive(Default)]
pub struct Wanted<'a> {
    /// Items a page, 10 where unsaid.
    pub limit: Option<usize>,
    /// The last key of the page before.
    pub after: Option<&'a str>,
    /// In this order.
    pub order: Order,
}

/// The page of `items`, each with its key, which is also the cursor. A full page carries a cursor even where nothing comes
/// after it, as the vendor's does.
pub fn page<T>(items: impl Iterator<Item = (String, T)>, wanted: &Wanted, render: impl Fn(T) -> Value) -> Value {
    let mut items: Vec<(String, T)> = items
        .filter(|(key, _)| match (wanted.after, wanted.order) {
            (None, _) => true,
            (Some(after), Order::Ascending) => key.as_str() > after,
            (Some(after), Order::Descending) => key.as_str() < after,
        })
        .collect();
    items.sort_by(|(one, _), (other, _)| match wanted.order {
        Order::Ascending => one.cmp(other),
        Order::Descending => other.cmp(one),
    });
    let limit = wanted.limit.unwrap_or(10);
    items.truncate(limit);
    let next = items.last().filter(|_| items.len() == limit).map(|(key, _)| key.clone());
    let items: Vec<Value> = items.into_iter().map(|(_, item)| render(item)).collect();
    match next {
        Some(next) => json!({ "items": items, "next_starting_after": next }),
        None => json!({ "items": items }),
    }
}

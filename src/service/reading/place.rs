//! A place in a list: before its first row, or behind one of its rows.

use std::hash::{DefaultHasher, Hash, Hasher};

use outreach_model::about::Pages;
use serde_json::{Map, Value};

use super::Paging;

/// A place in a list, in the terms of the vendor's paging.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The vendor's cursor of the page, where the vendor alone knows what it means.
    pub(crate) page: Option<Value>,
    /// Rows before it: on that page, or in the list.
    pub(crate) skip: usize,
    /// The row before it; see [`row_key`].
    pub(crate) last: Option<u64>,
}

/// Where a page of the vendor's begins.
#[derive(Clone, Debug)]
pub(super) enum Base {
    /// With the vendor's cursor; `None` is the first page.
    Cursor(Option<Value>),
    /// At this row of the list.
    Row(usize),
}

impl Base {
    /// The place of the row with this index on the page.
    pub(super) fn place(&self, index: usize, last: Option<u64>) -> Place {
        match self {
            Self::Cursor(cursor) => Place { page: cursor.clone(), skip: index, last },
            Self::Row(first) => Place { page: None, skip: first + index, last },
        }
    }
}

/// Tells rows apart. By `id`; whole where there is none, and in a list of events, where several rows may be about the same object.
pub(super) fn row_key(paging: Paging, row: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    match row.get("id").filter(|id| paging != Paging::Offset && !id.is_null()) {
        Some(id) => id.to_string().hash(&mut hasher),
        None => row.to_string().hash(&mut hasher),
    }
    hasher.finish()
}

/// The first page that is asked for: its inputs, and how many of its rows come before the place.
pub(super) struct First {
    pub(super) skip: usize,
    /// The rows a page, where the caller can choose.
    pub(super) size: usize,
}

/// Sets the inputs of the first page for a place. `rows` are wanted, and a page has at most `max`; `size` is the caller's own.
///
/// The page begins with the row before the place where it can: if rows were added before it or removed meanwhile, that row is found
/// elsewhere on the page, and the list goes on behind it.
pub(super) fn first_page(
    paging: Paging,
    pages: Option<Pages>,
    place: &Place,
    sizes: (Option<usize>, usize, usize),
    inputs: &mut Map<String, Value>,
) -> First {
    let (chosen, rows, max) = sizes;
    let Some(pages) = pages else { return First { skip: place.skip, size: 0 } };
    let overlap = usize::from(place.last.is_some() && place.skip > 0);
    let begin = place.skip - overlap;
    let (skip, size) = match paging {
        Paging::Whole => (place.skip, 0),
        Paging::Opaque => {
            match &place.page {
                Some(cursor) => inputs.insert(pages.cursor.to_owned(), cursor.clone()),
                None => inputs.shift_remove(pages.cursor),
            };
            (place.skip, chosen.unwrap_or_else(|| (rows + place.skip).min(max)))
        }
        Paging::Offset => {
            if begin > 0 {
                inputs.insert(pages.cursor.to_owned(), begin.into());
            }
            (overlap, 0)
        }
        Paging::Numbered => {
            let wanted = rows + overlap;
            // The smallest page that has the row before the place and all that are wanted.
            let window = (wanted..=max).find(|size| begin % size + wanted <= *size);
            let size = chosen.unwrap_or_else(|| window.unwrap_or(rows.min(max))).max(1);
            let number = begin / size;
            if number > 0 {
                inputs.insert(pages.cursor.to_owned(), (number + 1).into());
            }
            (place.skip - number * size, size)
        }
    };
    if let (Some(input), true) = (pages.size, size > 0) {
        inputs.insert(input.to_owned(), size.into());
    }
    First { skip, size }
}

#[cfg(test)]
mod tests {
    use outreach_model::about::Pages;
    use serde_json::{Map, Value, json};

    use super::{Paging, Place, first_page};

    #[test]
    fn a_numbered_page_has_the_row_before_the_place_and_all_that_are_wanted() {
        let pages =
            Some(Pages { items: "rows", next: "next_page", cursor: "page", size: Some("per_page"), first: Some(1) });
        for skip in 1..3000 {
            let place = Place { page: None, skip, last: Some(1) };
            let mut inputs = Map::new();
            let first = first_page(Paging::Numbered, pages, &place, (None, 20, 100), &mut inputs);
            let number = inputs.get("page").and_then(Value::as_u64).unwrap_or(1) as usize;
            let begin = (number - 1) * first.size;
            assert_eq!(begin + first.skip, skip, "{inputs:?}");
            let holds_all = begin < skip && begin + first.size >= skip + 20;
            assert!(holds_all || first.size == 20, "{skip}: {inputs:?}");
            assert!(first.size <= 100, "{skip}: {inputs:?}");
        }
        let mut inputs = Map::new();
        first_page(Paging::Numbered, pages, &Place::default(), (None, 20, 100), &mut inputs);
        assert_eq!(Value::Object(inputs), json!({ "per_page": 20 }));
    }
}

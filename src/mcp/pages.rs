//! The pages of the tool list: one where it is short, several where all toolsets are listed, since clients read at most a megabyte of
//! an event.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
    sync::Arc,
};

/// The longest page. Python's SDK reads one megabyte of an event, with what is around the list.
const MAX_PAGE_BYTES: usize = 700_000;

/// How a list is split.
#[derive(Clone, Debug)]
pub(super) struct Pages {
    /// The places of the items on each page; at least one page.
    ranges: Vec<Range<usize>>,
    /// Of the items: a cursor of another list leads nowhere.
    of: u64,
}

impl Pages {
    /// Of items with these texts.
    pub(super) fn of(texts: &[String]) -> Self {
        let mut hasher = DefaultHasher::new();
        texts.hash(&mut hasher);
        let (mut ranges, mut start, mut bytes) = (Vec::new(), 0, 0);
        for (at, text) in texts.iter().enumerate() {
            if at > start && bytes + text.len() > MAX_PAGE_BYTES {
                ranges.push(start..at);
                (start, bytes) = (at, 0);
            }
            bytes += text.len() + 1;
        }
        ranges.push(start..texts.len());
        Self { ranges, of: hasher.finish() }
    }

    /// The items on each page.
    pub(super) fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// The texts of each page, separated by commas.
    pub(super) fn joined(&self, texts: &[String]) -> Vec<Arc<str>> {
        self.ranges.iter().map(|range| texts.get(range.clone()).unwrap_or_default().join(",").into()).collect()
    }

    /// The number of the page that a cursor leads to; `None` where this list gave no such cursor. Without one it is the first.
    pub(super) fn page(&self, cursor: Option<&str>) -> Option<usize> {
        let Some(cursor) = cursor else { return Some(0) };
        (1..self.ranges.len()).find(|page| self.cursor(*page) == cursor)
    }

    /// The cursor of the page after this one; `None` after the last.
    pub(super) fn next(&self, page: usize) -> Option<String> {
        (page + 1 < self.ranges.len()).then(|| self.cursor(page + 1))
    }

    /// The number of the page whose answer has this next cursor.
    pub(super) fn before(&self, next: Option<&str>) -> usize {
        let last = self.ranges.len() - 1;
        next.and_then(|next| self.page(Some(next))).map_or(last, |page| page.saturating_sub(1))
    }

    fn cursor(&self, page: usize) -> String {
        format!("{:016x}{page:02x}", self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_PAGE_BYTES, Pages};

    #[test]
    fn a_long_list_is_split_and_each_cursor_leads_to_the_next_page() {
        let item = "x".repeat(MAX_PAGE_BYTES / 3);
        let pages = Pages::of(&vec![item; 5]);
        assert_eq!(pages.ranges(), [0..2, 2..4, 4..5]);
        let mut cursor = None;
        for page in 0..3 {
            assert_eq!(pages.page(cursor.as_deref()), Some(page));
            cursor = pages.next(page);
            assert_eq!(pages.before(cursor.as_deref()), page);
        }
        assert_eq!((cursor, pages.page(Some("x")), pages.page(Some(""))), (None, None, None));
    }

    #[test]
    fn a_short_list_is_one_page_and_so_is_an_empty_one() {
        assert_eq!(Pages::of(&["a".to_owned(), "b".to_owned()]).ranges(), std::slice::from_ref(&(0..2)));
        assert_eq!(Pages::of(&[]).ranges(), std::slice::from_ref(&(0..0)));
    }

    #[test]
    fn a_cursor_of_another_list_leads_nowhere() {
        let of = |letter: &str| Pages::of(&vec![letter.repeat(MAX_PAGE_BYTES); 2]);
        assert_eq!(of("a").page(of("b").next(0).as_deref()), None);
    }
}

//! The query parameters of Overloop: `page[number]`, `page[size]`, `sort`, `filter`, `include` and `return_existing`.

use url::form_urlencoded;

use crate::store::page::Numbered;

/// The query of a request.
pub(super) struct Query {
    /// The API's address as the client wrote it: `http://127.0.0.1:8931/public/v1`.
    base: String,
    pairs: Vec<(String, String)>,
}

/// Records a page where the query does not say, and at most.
const PAGE: usize = 100;

impl Query {
    /// Reads the text after the `?`.
    pub(super) fn new(base: String, text: &str) -> Self {
        Self { base, pairs: form_urlencoded::parse(text.as_bytes()).into_owned().collect() }
    }

    /// A parameter. The last one counts where it is given more than once.
    fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    fn parts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.get(name).unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty())
    }

    /// The wanted page. What is not a number from 1 is ignored.
    pub(super) fn page(&self) -> Numbered {
        let number = |name| self.get(name).and_then(|text| text.parse().ok()).filter(|number| *number > 0);
        let size: usize = number("page[size]").unwrap_or(PAGE);
        Numbered { number: number("page[number]").unwrap_or(1), size: size.min(PAGE) }
    }

    /// The attributes to sort by, each with whether the order is descending.
    pub(super) fn sort(&self) -> impl Iterator<Item = (&str, bool)> {
        self.parts("sort").map(|name| name.strip_prefix('-').map_or((name, false), |name| (name, true)))
    }

    /// Attributes and the values to filter by. A part without a colon is ignored.
    pub(super) fn filters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parts("filter").filter_map(|part| part.split_once(':'))
    }

    /// The relationships to include.
    pub(super) fn include(&self) -> impl Iterator<Item = &str> {
        self.parts("include")
    }

    /// Whether a create call answers with the existing record instead of refusing a duplicate.
    pub(super) fn return_existing(&self) -> bool {
        self.get("return_existing") == Some("true")
    }

    /// The URL of another page of the same list: the same parameters, sorted by name and all of them encoded.
    pub(super) fn link(&self, path: &str, page: Numbered) -> String {
        let (number, size) = (page.number.to_string(), page.size.to_string());
        let mut pairs: Vec<(&str, &str)> = self
            .pairs
            .iter()
            .filter(|(name, _)| !name.starts_with("page["))
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain([("page[number]", number.as_str()), ("page[size]", size.as_str())])
            .collect();
        pairs.sort_by_key(|(name, _)| *name);
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        format!("{}{path}?{query}", self.base)
    }
}

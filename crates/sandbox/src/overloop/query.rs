//! What a query asks for: `page[number]`, `page[size]`, `sort`, `filter`, `include` and `return_existing`.

use url::form_urlencoded;

/// A query.
pub struct Query {
    /// What the caller calls this server: `http://127.0.0.1:8931/public/v1`.
    base: String,
    pairs: Vec<(String, String)>,
}

/// Records a page where nobody says how many; there are never more.
const PAGE: usize = 100;

impl Query {
    /// Reads the text after the `?`.
    pub fn new(base: String, text: &str) -> Self {
        Self { base, pairs: form_urlencoded::parse(text.as_bytes()).into_owned().collect() }
    }

    /// A parameter; the last one counts.
    fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    fn parts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.get(name).unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty())
    }

    /// The number and the size of the wanted page. What is no number counts as unsaid.
    pub fn page(&self) -> (usize, usize) {
        let number = |name| self.get(name).and_then(|text| text.parse().ok()).filter(|number| *number > 0);
        (number("page[number]").unwrap_or(1), number("page[size]").unwrap_or(PAGE).min(PAGE))
    }

    /// The attributes to sort by, and whether the largest comes first.
    pub fn sort(&self) -> impl Iterator<Item = (&str, bool)> {
        self.parts("sort").map(|name| name.strip_prefix('-').map_or((name, false), |name| (name, true)))
    }

    /// Attributes and the values they shall have. What has no colon is passed over.
    pub fn filters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parts("filter").filter_map(|part| part.split_once(':'))
    }

    /// The relationships to include.
    pub fn include(&self) -> impl Iterator<Item = &str> {
        self.parts("include")
    }

    /// Whether `return_existing` is `true`.
    pub fn return_existing(&self) -> bool {
        self.get("return_existing") == Some("true")
    }

    /// The address of a page of the same list: the same parameters in the order of their names, all of them encoded.
    pub fn link(&self, path: &str, number: usize, size: usize) -> String {
        let (number, size) = (number.to_string(), size.to_string());
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

//! What a list is asked for. The vendor ignores a filter that it does not know and answers everything, so only what is
//! documented leaves.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::jsonapi;
use outreach_model::{
    arguments::{suggest, truncate},
    error::Failure,
    request::Request,
};

/// What is known of the objects in a list.
pub trait Listed {
    /// One of them, with its article.
    const ONE: &'static str;
    /// Their attributes, by which they can be sorted.
    const ATTRIBUTES: &'static [&'static str];
    /// Whether the account may have given them custom fields.
    const CUSTOM_FIELDS: bool = false;
}

/// A page of a list, in which order.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Paging {
    /// From 1
    #[schemars(range(min = 1))]
    pub page: Option<u32>,
    /// Per page, 1-100
    #[schemars(range(min = 1, max = 100))]
    page_size: Option<u32>,
    /// Attributes, - descending: -created_at,id
    sort: Option<String>,
}

/// A page of a list, which objects, and what with them.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct List<F, I> {
    #[serde(flatten)]
    paging: Paging,
    /// All must match; values without , and :
    filter: Option<F>,
    /// Related objects to add
    include: Option<Vec<I>>,
}

impl Paging {
    /// `GET` of this page.
    ///
    /// # Errors
    ///
    /// Names what cannot be sorted by, and as [`Request::get`].
    pub fn request<'a, T: Listed>(&self, path: impl IntoIterator<Item = &'a str>) -> Result<Request, Failure> {
        Request::get(path)?.with_query(&self.query::<T>()?)
    }

    fn query<T: Listed>(&self) -> Result<Vec<(&'static str, String)>, Failure> {
        let mut query = Vec::new();
        query.extend(self.page.map(|page| ("page[number]", page.to_string())));
        query.extend(self.page_size.map(|size| ("page[size]", size.to_string())));
        if let Some(sort) = &self.sort {
            query.push(("sort", sorted::<T>(sort)?));
        }
        Ok(query)
    }
}

impl<F: Serialize, I: Serialize> List<F, I> {
    /// The page that is asked for.
    pub fn page(&self) -> Option<u32> {
        self.paging.page
    }

    /// `GET` of this page.
    ///
    /// # Errors
    ///
    /// Names what cannot be sorted by or looked for, and as [`Request::get`].
    pub fn request<T: Listed>(&self, path: &str) -> Result<Request, Failure> {
        let mut query = self.paging.query::<T>()?;
        if let Some(filter) = &self.filter {
            let filter = filtered(&jsonapi::attributes(filter)?)?;
            query.extend(Some(filter).filter(|filter| !filter.is_empty()).map(|filter| ("filter", filter)));
        }
        query.extend(self.include.as_deref().and_then(included));
        Request::get([path])?.with_query(&query)
    }
}

/// The query for related objects; none where none is asked for.
pub fn included<I: Serialize>(names: &[I]) -> Option<(&'static str, String)> {
    let names: Vec<String> = names
        .iter()
        .filter_map(|name| serde_json::to_value(name).ok()?.as_str().map(str::to_owned))
        .filter(|name| !name.trim().is_empty())
        .collect();
    (!names.is_empty()).then(|| ("include", names.join(",")))
}

/// `-created_at,first_name`, where each is an attribute.
fn sorted<T: Listed>(sort: &str) -> Result<String, Failure> {
    let names: Vec<&str> = sort.split(',').map(str::trim).collect();
    for name in &names {
        let attribute = name.strip_prefix('-').unwrap_or(name);
        let custom = T::CUSTOM_FIELDS && attribute.strip_prefix("c_").is_some_and(|rest| !rest.is_empty());
        if custom || T::ATTRIBUTES.contains(&attribute) {
            continue;
        }
        let attribute = truncate(attribute, 60);
        let hint = match suggest(&attribute, T::ATTRIBUTES.iter().copied()).first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known are {}.", T::ATTRIBUTES.join(", ")),
        };
        return Err(Failure::invalid_input(format!(
            "`sort`: `{attribute}` is not an attribute of {}: {hint} Nothing was sent; correct it and call again.",
            T::ONE
        )));
    }
    Ok(names.join(","))
}

/// `first_name:john,last_name:doe`. The documents know no way to write a comma or a colon in a value.
fn filtered(filter: &Map<String, Value>) -> Result<String, Failure> {
    let mut pairs = Vec::new();
    for (name, value) in filter {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let refused = match value.find([',', ':']) {
            Some(_) => {
                "must not hold a comma or a colon: Overloop has no way to look for those. Filter by something else"
            }
            None if value.trim().is_empty() => "must not be empty: Overloop would answer everything. Leave it out",
            None => {
                pairs.push(format!("{name}:{value}"));
                continue;
            }
        };
        return Err(Failure::invalid_input(format!("`filter.{name}` {refused} and call again. Nothing was sent.")));
    }
    Ok(pairs.join(","))
}

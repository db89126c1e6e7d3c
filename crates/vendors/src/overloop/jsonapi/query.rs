//! Queries of reads: pages, order, filter and related objects.
//!
//! Overloop ignores a filter that it does not know and answers with every object, so nothing undocumented is sent.

use outreach_model::{
    arguments::{suggest, truncate},
    endpoint::Call,
    error::Failure,
    request::Request,
    schema::JsonSchema,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::CUSTOM_PREFIX;

/// An object that a list can be sorted by.
pub(crate) trait Listed {
    /// One of them, with its article: `a prospect`.
    const ONE: &'static str;
    /// Its attributes.
    const ATTRIBUTES: &'static [&'static str];
    /// Whether an account can add custom fields to it.
    const CUSTOM_FIELDS: bool = false;
}

/// The inputs of a list that has pages.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct PageInputs {
    /// Page number; `next_page` of the last answer goes on
    #[schemars(range(min = 1), extend("default" = 1))]
    page: Option<u32>,
    /// Rows per page; `max_items` reads several pages
    #[schemars(range(min = 1, max = 100), extend("default" = 20))]
    page_size: Option<u32>,
    /// Fields of a row to sort by, comma-separated, - before one for descending: -created_at,id
    sort: Option<String>,
}

/// The inputs of a list that can be filtered by the fields of `F` and can include the related objects of `I`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListInputs<F, I> {
    #[serde(flatten)]
    page: PageInputs,
    /// Fields that must all match (AND); no value may hold a comma or colon
    filter: Option<F>,
    /// Related objects to return in full in each row; without it, only their ids
    include: Option<Vec<I>>,
}

/// The inputs of a list that can be filtered by the fields of `F`, of objects that are related to nothing.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct FilterInputs<F> {
    #[serde(flatten)]
    page: PageInputs,
    /// Fields that must all match (AND); no value may hold a comma or colon
    filter: Option<F>,
}

/// `GET` of one object. The input `include` is the query.
pub(crate) const fn get(path: &'static str) -> Call {
    Call::get(path).encoded(|_, request, inputs| with_query(request, &inputs))
}

/// `GET` of a page of objects `T`. The query is [`PageInputs`], [`FilterInputs`] or [`ListInputs`].
pub(crate) const fn list<T: Listed>(path: &'static str) -> Call {
    Call::get(path).encoded(|_, request, mut inputs| {
        if let Some(Value::String(sort)) = inputs.get_mut("sort") {
            *sort = checked_sort::<T>(sort)?;
        }
        with_query(request, &inputs)
    })
}

/// The inputs of a list that finds objects by this filter, the newest first. Without the filter where a value holds a comma
/// or a colon, which a filter cannot express.
pub(crate) fn search(filter: Value) -> Option<Value> {
    let plain = |value: &Value| value.as_str().is_some_and(|value| !value.contains([',', ':']));
    let can = filter.as_object().is_some_and(|filter| filter.values().all(plain));
    let (page_size, sort) = (100, "-created_at");
    Some(if can {
        json!({ "filter": filter, "page_size": page_size, "sort": sort })
    } else {
        json!({ "page_size": page_size, "sort": sort })
    })
}

/// Adds the inputs as the query parameters that JSON:API and Overloop have for them.
fn with_query(request: Request, inputs: &Map<String, Value>) -> Result<Request, Failure> {
    let mut query = Vec::new();
    for (input, value) in inputs {
        let (parameter, value) = match (input.as_str(), value) {
            ("page", page) => ("page[number]", as_text(page)),
            ("page_size", size) => ("page[size]", as_text(size)),
            ("filter", Value::Object(filter)) => ("filter", as_filter(filter)?),
            ("include", Value::Array(names)) => ("include", as_list(names)),
            (other, value) => (other, as_text(value)),
        };
        if !value.is_empty() {
            query.push((parameter, value));
        }
    }
    request.with_query(&query)
}

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// `creator,organization`, without blank names.
fn as_list(names: &[Value]) -> String {
    let names: Vec<&str> = names.iter().filter_map(Value::as_str).filter(|name| !name.trim().is_empty()).collect();
    names.join(",")
}

/// `first_name:john,last_name:doe`. The vendor's documents give no way to write a comma or a colon in a value.
fn as_filter(filter: &Map<String, Value>) -> Result<String, Failure> {
    let mut pairs = Vec::new();
    for (name, value) in filter.iter().filter(|(_, value)| !value.is_null()) {
        let value = as_text(value);
        let problem = match value.find([',', ':']) {
            Some(_) => {
                "must not hold a comma or a colon: Overloop has no way to look for those. Filter by something else"
            }
            None if value.trim().is_empty() => "must not be empty: Overloop would answer everything. Leave it out",
            None => {
                pairs.push(format!("{name}:{value}"));
                continue;
            }
        };
        return Err(Failure::invalid_input(format!("`filter.{name}` {problem} and call again. Nothing was sent.")));
    }
    Ok(pairs.join(","))
}

/// `-created_at,first_name` without spaces. Every name must be an attribute of `T`.
fn checked_sort<T: Listed>(sort: &str) -> Result<String, Failure> {
    let names: Vec<&str> = sort.split(',').map(str::trim).collect();
    for name in &names {
        let attribute = name.strip_prefix('-').unwrap_or(name);
        let custom = T::CUSTOM_FIELDS && attribute.strip_prefix(CUSTOM_PREFIX).is_some_and(|rest| !rest.is_empty());
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::search;

    #[test]
    fn a_search_has_no_filter_where_overloop_cannot_express_it() {
        let unfiltered = json!({ "page_size": 100, "sort": "-created_at" });
        for value in ["Doe, Jane", "https://example.com", ":"] {
            assert_eq!(search(json!({ "name": value })), Some(unfiltered.clone()), "{value}");
        }
        let filtered = json!({ "filter": { "name": "Doe & Co." }, "page_size": 100, "sort": "-created_at" });
        assert_eq!(search(json!({ "name": "Doe & Co." })), Some(filtered));
    }
}

//! Requests of v2: ids, query and the JSON body.

use serde_json::{Map, Value};
use url::form_urlencoded;

use super::{super::workspace::Workspace, errors};
use crate::{
    reply::{Answer, Refusal},
    request::Request,
    store::page::Numbered,
};

/// Rows a page where the query does not say, and at most.
const PAGE: usize = 100;
const MAX_PAGE: usize = 1000;

/// A row of the table of calls: method and path, and what it does.
pub(super) struct Route {
    pub(super) call: &'static str,
    pub(super) run: fn(&mut Workspace, &Call) -> Answer,
}

/// A request.
pub(super) struct Call {
    /// The `{…}` of its path, in order.
    pub(super) ids: Vec<String>,
    query: Vec<(String, String)>,
    /// The body; empty where there is none.
    pub(super) body: Map<String, Value>,
}

impl Call {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// 400 where it has a body that is no JSON object.
    pub(super) fn read(request: &Request) -> Result<Self, Refusal> {
        let body = match request.body.is_empty() {
            true => Map::new(),
            false if !request.media_type().eq_ignore_ascii_case("application/json") => {
                return Err(errors::bad_request("The content type of a body is application/json"));
            }
            false => {
                serde_json::from_slice(&request.body).map_err(|_| errors::bad_request("The body is no JSON object"))?
            }
        };
        let query = form_urlencoded::parse(request.query.as_bytes()).into_owned().collect();
        Ok(Self { ids: request.ids.clone(), query, body })
    }

    /// The id of the record that is called: the last one of the path.
    pub(super) fn id(&self) -> &str {
        self.ids.last().map(String::as_str).unwrap_or_default()
    }

    /// A parameter of the query; the last one counts where it is given more than once.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.query.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The names in a parameter that lists some.
    pub(super) fn parts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.get(name).unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty())
    }

    /// Fields and the values to filter by.
    pub(super) fn filters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix("filter[")?.strip_suffix(']')?, value.as_str())))
    }

    /// The wanted page. What is not a number from 1 is ignored.
    pub(super) fn page(&self) -> Numbered {
        let number = |name| self.get(name).and_then(|text| text.parse().ok()).filter(|number: &usize| *number > 0);
        let size = number("per_page").unwrap_or(PAGE).min(MAX_PAGE);
        Numbered { number: number("page").unwrap_or(1), size }
    }
}

//! Requests of v2: pages, order, search, filter and related objects in the query; flat JSON in the body.

use outreach_model::{
    arguments::truncate,
    endpoint::Call,
    error::Failure,
    request::{Body, Request},
    schema::JsonSchema,
};
use serde_json::{Map, Value};

/// The inputs of a list that has pages.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct PageInputs {
    /// Page number; `next_page` of the last answer goes on
    #[schemars(range(min = 1), extend("default" = 1))]
    page: Option<u32>,
    /// Rows per page; `max_items` reads several pages
    #[schemars(range(min = 1, max = 1000), extend("default" = 20))]
    page_size: Option<u32>,
    /// Fields of a row to sort by, comma-separated, - before one for descending: -created_at
    sort: Option<String>,
}

/// The inputs of a list that has pages and is searched by words.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct SearchInputs {
    /// Words to find, free text, such as part of a name; compare the rows, as the fields searched are not documented
    search: Option<String>,
    #[serde(flatten)]
    page: PageInputs,
}

/// `GET` of one object, or of what has no pages. The other inputs are the query.
pub(crate) const fn get(path: &'static str) -> Call {
    Call::get(path).encoded(|_, request, inputs| with_query(request, &inputs))
}

/// `GET` of a page. The query is [`PageInputs`] or [`SearchInputs`], `filter` (an object) and `expand` (a list of names).
pub(crate) const fn list(path: &'static str) -> Call {
    Call::get(path).encoded(|_, request, inputs| with_query(request, &inputs))
}

/// `POST`. The other inputs are the JSON body.
pub(crate) const fn create(path: &'static str) -> Call {
    Call::post(path)
}

/// `PATCH`. The other inputs are what is to change; without any, the call is refused.
pub(crate) const fn update(path: &'static str) -> Call {
    Call::patch(path).encoded(|call, request, inputs| {
        if inputs.is_empty() {
            let id = call.object().unwrap_or_default();
            return Err(Failure::invalid_input(format!(
                "There is nothing to change. Pass at least one field beside `{id}`."
            )));
        }
        Ok(Request { body: Body::Json(Value::Object(inputs)), ..request })
    })
}

/// `DELETE`, with nothing beside the path.
pub(crate) const fn delete(path: &'static str) -> Call {
    Call::delete(path).bare()
}

/// Adds the inputs as the query parameters that v2 has for them.
fn with_query(request: Request, inputs: &Map<String, Value>) -> Result<Request, Failure> {
    let mut query: Vec<(String, String)> = Vec::new();
    for (input, value) in inputs {
        match (input.as_str(), value) {
            ("page_size", size) => query.push(("per_page".to_owned(), as_text(size))),
            ("sort", Value::String(sort)) => query.push((input.clone(), checked_sort(sort)?)),
            ("filter", Value::Object(filter)) => {
                for (name, value) in filter.iter().filter(|(_, value)| !value.is_null()) {
                    let value = as_text(value);
                    if value.trim().is_empty() {
                        return Err(Failure::invalid_input(format!(
                            "`filter.{name}` must not be empty: Overloop would answer everything. Leave it out and call again. \
                             Nothing was sent."
                        )));
                    }
                    query.push((format!("filter[{name}]"), value));
                }
            }
            (_, Value::Array(names)) => {
                let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
                query.push((input.clone(), names.join(",")));
            }
            (_, value) => query.push((input.clone(), as_text(value))),
        }
    }
    query.retain(|(_, value)| !value.is_empty());
    request.with_query(&query)
}

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// `-created_at,name` without spaces. Which fields v2 sorts by is not documented, so any name goes.
fn checked_sort(sort: &str) -> Result<String, Failure> {
    let names: Vec<&str> = sort.split(',').map(str::trim).collect();
    let is_name = |name: &str| {
        let name = name.strip_prefix('-').unwrap_or(name);
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    match names.iter().find(|name| !is_name(name)) {
        None => Ok(names.join(",")),
        Some(name) => Err(Failure::invalid_input(format!(
            "`sort`: `{}` is not a field: write names of fields of a row, such as `-created_at,name`. Nothing was sent.",
            truncate(name, 60)
        ))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{list, update};

    fn query_of(inputs: &Value) -> Result<String, String> {
        let inputs = inputs.as_object().cloned().unwrap_or_default();
        list("/public/v2/things").request_of(inputs).map(|request| request.query).map_err(|failure| failure.message)
    }

    #[test]
    fn a_query_is_written_as_v2_reads_it() {
        let inputs = json!({
            "page": 2, "page_size": 50, "sort": "-created_at, name", "search": "a b", "expand": ["steps", "sourcing"],
            "filter": { "status": "on", "sourcing_id": null, "archived": false },
        });
        let query = "page=2&per_page=50&sort=-created_at%2Cname&search=a+b&expand=steps%2Csourcing\
                     &filter%5Bstatus%5D=on&filter%5Barchived%5D=false";
        assert_eq!(query_of(&inputs), Ok(query.to_owned()));
        assert_eq!(query_of(&json!({ "expand": [] })), Ok(String::new()));
        for (inputs, says) in [
            (json!({ "filter": { "status": " " } }), "`filter.status` must not be empty"),
            (json!({ "sort": "name desc" }), "`name desc` is not a field"),
            (json!({ "sort": "-" }), "`-` is not a field"),
        ] {
            let error = query_of(&inputs).unwrap_err();
            assert!(error.contains(says) && error.contains("Nothing was sent"), "{inputs}: {error}");
        }
    }

    #[test]
    fn a_change_of_nothing_is_refused() {
        let change = |inputs: Value| {
            update("/public/v2/things/{thing_id}").request_of(inputs.as_object().cloned().unwrap_or_default())
        };
        let error = change(json!({ "thing_id": "7", "name": null })).unwrap_err().message;
        assert!(error.contains("nothing to change") && error.contains("`thing_id`"), "{error}");
        let request = change(json!({ "thing_id": "7", "name": "A" })).unwrap();
        assert_eq!((request.path.as_str(), request.body.to_value()), ("/public/v2/things/7", json!({ "name": "A" })));
        assert_eq!(request.media_type, None, "v2 takes the vendor's usual media type");
    }
}

//! Calls of v1 that are asked in v2, for a key that opens v2 alone: the same inputs and outputs.
//!
//! What v2 is not known to take is refused before anything is sent. An answer of v2 is turned into the document that v1 would answer.

use outreach_model::{
    endpoint::{Answer, Call, Endpoint},
    error::{ErrorKind, Failure},
    generation::Successor,
    remarks::{Received, Remarks},
    request::Request,
};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error},
};
use serde_json::{Map, Value, json};

use super::answer::{flat, page};

/// The calls that a key opens together: all of them.
pub(crate) const FAMILY: &str = "api";

/// What v2 takes of the inputs of a call of v1.
#[derive(Clone, Copy)]
pub(crate) struct Taken {
    /// The inputs that it has too, beside those of a page, a filter and related objects. One that is `false` is not needed.
    pub(crate) inputs: &'static [&'static str],
    /// The fields of `filter`.
    pub(crate) filter: &'static [&'static str],
    /// The field of `filter` that is searched for instead.
    pub(crate) search: Option<&'static str>,
    /// The names of `include`, which it calls `expand`.
    pub(crate) include: &'static [&'static str],
}

impl Taken {
    /// Nothing but the page.
    pub(crate) const NONE: Self = Self { inputs: &[], filter: &[], search: None, include: &[] };

    /// The request of v2 for these inputs.
    ///
    /// # Errors
    ///
    /// Where it is not known to take one of them.
    pub(crate) fn request(&self, call: Call, inputs: &impl Serialize) -> Result<Request, Failure> {
        let Ok(Value::Object(mut given)) = serde_json::to_value(inputs) else { return call.request(inputs) };
        given.retain(|_, value| !value.is_null() && *value != Value::Bool(false));
        let mut asked = Map::new();
        let in_path = |name: &str| call.path().split('/').any(|segment| segment == format!("{{{name}}}"));
        for (name, value) in given {
            match (name.as_str(), value) {
                ("filter", Value::Object(filter)) => {
                    let mut taken = Map::new();
                    for (field, value) in filter.into_iter().filter(|(_, value)| !value.is_null()) {
                        if self.search == Some(field.as_str()) {
                            asked.insert("search".to_owned(), value);
                        } else if self.filter.contains(&field.as_str()) {
                            taken.insert(field, value);
                        } else {
                            return Err(not_taken(&format!("filter.{field}")));
                        }
                    }
                    asked.insert(name, taken.into());
                }
                ("include", Value::Array(names)) => {
                    let other = names.iter().filter_map(Value::as_str).find(|name| !self.include.contains(name));
                    if let Some(other) = other {
                        return Err(not_taken(&format!("include: {other}")));
                    }
                    asked.insert("expand".to_owned(), names.into());
                }
                (known, value)
                    if in_path(known)
                        || matches!(known, "page" | "page_size" | "sort")
                        || self.inputs.contains(&known) =>
                {
                    asked.insert(name, value);
                }
                (other, _) => return Err(not_taken(other)),
            }
        }
        call.request_of(asked)
    }
}

/// That v2 is not known to take an input.
pub(crate) fn not_taken(input: &str) -> Failure {
    Failure::new(
        ErrorKind::InvalidInput,
        format!(
            "`{input}`: this key opens only v2 of Overloop's API, which is not documented to take it. Leave it out and call again, or \
             ask the person for a key that opens v1. Nothing was sent."
        ),
    )
}

/// How a call of v1 is asked in v2.
pub(crate) const fn successor<E: Endpoint>(request: fn(&E) -> Result<Request, Failure>) -> Option<Successor<E>> {
    Some(Successor::by::<InV2<E::Answer>>(FAMILY, request))
}

/// The same of a create, for which v2 is read so where it looks for what is there already.
pub(crate) const fn successor_of_create<E: Endpoint>(
    request: fn(&E) -> Result<Request, Failure>,
    existing: fn(&Value) -> Option<Request>,
) -> Option<Successor<E>> {
    Some(Successor::by::<InV2<E::Answer>>(FAMILY, request).existing_by(existing))
}

/// The answer of v2 to a call that v1 answers with `A`.
pub struct InV2<A>(A);

impl<'de, A: DeserializeOwned> Deserialize<'de> for InV2<A> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let document = document(Value::deserialize(deserializer)?).map_err(D::Error::custom)?;
        A::deserialize(document).map(Self).map_err(D::Error::custom)
    }
}

impl<E: Endpoint<Answer = A>, A: Answer<E> + 'static> Answer<E> for InV2<A> {
    type Output = A::Output;

    fn remarks(&self, inputs: &E, received: Received) -> Remarks {
        inputs.remarks(&self.0, received)
    }

    fn output(self, inputs: E) -> A::Output {
        self.0.output(inputs)
    }
}

/// The document that v1 would answer.
fn document(answer: Value) -> Result<Value, String> {
    match answer {
        Value::Object(ref object) => match object.get("data") {
            Some(Value::Array(_)) => list(answer),
            Some(Value::Object(data)) => Ok(json!({ "data": resource(data.clone().into()) })),
            Some(_) => Ok(json!({})),
            None if object.is_empty() || object.contains_key("errors") || object.contains_key("error") => Ok(answer),
            None => Ok(json!({ "data": resource(answer) })),
        },
        Value::Array(_) => list(answer),
        other => Ok(other),
    }
}

fn list(answer: Value) -> Result<Value, String> {
    let mut read = page(answer)?;
    let rows = match read.get_mut("data").map(Value::take) {
        Some(Value::Array(rows)) => rows.into_iter().map(resource).collect(),
        _ => Vec::new(),
    };
    let link = |name: &str| Some(format!("?page[number]={}", read.get(name)?.as_u64()?));
    let links = json!({ "self": link("page"), "next": link("next_page"), "last": link("last_page") });
    Ok(json!({ "data": rows, "links": links }))
}

/// An object as v1 writes it.
fn resource(object: Value) -> Value {
    let Value::Object(mut attributes) = flat(object) else { return Value::Null };
    let id = attributes.shift_remove("id");
    json!({ "id": id, "type": "", "attributes": attributes })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Taken, document};

    #[test]
    fn answers_of_v2_become_documents_of_v1() {
        let one = json!({ "id": 1, "type": "", "attributes": { "name": "A" } });
        let object = json!({ "id": 1, "name": "A" });
        for (answer, read) in [
            (object.clone(), json!({ "data": one })),
            (json!({ "data": object }), json!({ "data": one })),
            (
                json!({ "data": [object], "pagination": { "page": 1, "per_page": 1, "total": 2, "total_pages": 2 } }),
                json!({ "data": [one], "links": { "self": "?page[number]=1", "next": "?page[number]=2", "last": "?page[number]=2" } }),
            ),
            (json!([object]), json!({ "data": [one], "links": { "self": null, "next": null, "last": null } })),
            (Value::Null, Value::Null),
            (json!({}), json!({})),
        ] {
            assert_eq!(document(answer.clone()), Ok(read), "{answer}");
        }
    }

    #[test]
    fn what_v2_does_not_take_is_refused() {
        const TAKEN: Taken =
            Taken { inputs: &["name"], filter: &["email"], search: Some("value"), include: &["organization"] };
        let call = super::super::list("/public/v2/things/{id}");
        let asked =
            |inputs: Value| TAKEN.request(call, &inputs).map(|request| format!("{}?{}", request.path, request.query));
        let inputs = json!({
            "id": "7", "page": 2, "page_size": 5, "name": "A", "lists": null, "return_existing": false,
            "filter": { "email": "a@b.example", "value": "b", "city": null }, "include": ["organization"],
        });
        let target =
            "/public/v2/things/7?page=2&per_page=5&name=A&search=b&filter%5Bemail%5D=a%40b.example&expand=organization";
        assert_eq!(asked(inputs).unwrap(), target);
        for (inputs, name) in [
            (json!({ "id": "7", "lists": ["A"] }), "`lists`"),
            (json!({ "id": "7", "filter": { "city": "Ghent" } }), "`filter.city`"),
            (json!({ "id": "7", "include": ["owner"] }), "`include: owner`"),
        ] {
            let failure = asked(inputs.clone()).unwrap_err();
            assert!(
                failure.message.contains(name) && failure.message.contains("Nothing was sent"),
                "{inputs}: {failure:?}"
            );
        }
    }
}

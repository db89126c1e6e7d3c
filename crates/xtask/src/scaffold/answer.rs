//! The type of an action's answer.

use serde_json::Value;

use super::{
    MARK,
    types::{Side, Types},
};
use crate::{description::Description, names::snake};

/// The object that the vendor answers, and where the outputs have it.
pub struct Answer {
    /// Its type.
    pub object: String,
    /// `SHOWN`.
    pub shown: String,
    /// Whether it is a page of a list.
    pub is_page: bool,
}

/// The schema of a page's items, where the answer is a page of a list.
pub fn page_items<'a>(description: &'a Description, answer: Option<&'a Value>) -> Option<&'a Value> {
    let (schema, _) = description.resolve(answer?);
    let properties = &schema["properties"];
    (properties["items"]["type"] == "array" && properties["next_starting_after"].is_object())
        .then(|| &properties["items"]["items"])
}

/// The answer of the action `action` for this schema.
pub fn write(types: &mut Types<'_>, schema: Option<&Value>, action: &str) -> Answer {
    let description = types.description;
    let answer = |object: String, shown: String| Answer { object, shown, is_page: false };
    let Some(schema) = schema else {
        return answer("outreach_model::plain::Nothing".to_owned(), "Shown::Nothing".to_owned());
    };
    if let Some(items) = page_items(description, Some(schema)) {
        let item = types.type_of(Side::Answer, action, "Item", items);
        return Answer { object: item, shown: "page()".to_owned(), is_page: true };
    }
    let (resolved, reference) = description.resolve(schema);
    if resolved["type"] == "array" {
        let item = types.type_of(Side::Answer, action, "Item", &resolved["items"]);
        return answer(item, format!("Shown::All(/* {MARK}: their name */ \"items\")"));
    }
    if description.properties(resolved).next().is_none() {
        return answer("Map<String, Value>".to_owned(), "Shown::Bare".to_owned());
    }
    let object = types.object(Side::Answer, action, reference.unwrap_or("Answered"), schema);
    // The vendor's objects that have a type stand under their name.
    let is_known =
        reference == Some(object.as_str()) && !types.declarations().contains(&format!("pub struct {object} "));
    let shown = match is_known {
        true => format!("Shown::Under({:?}, &[(\"id\", \"id\")])", snake(&object)),
        false => "Shown::Bare".to_owned(),
    };
    answer(object, shown)
}

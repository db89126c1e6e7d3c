//! The type of an action's answer.

use serde_json::Value;

use super::types::{Side, Types};
use crate::description::Description;

/// What `type Answer` is.
pub struct Answer {
    /// The type.
    pub type_name: String,
    /// Whether it is a page of a list.
    pub is_page: bool,
    /// An implementation of `Answer`, where the type has none already.
    pub implementation: String,
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
    let Some(schema) = schema else { return nothing(action) };
    let plain = |type_name: String| Answer { type_name, is_page: false, implementation: String::new() };
    if let Some(items) = page_items(description, Some(schema)) {
        let item = types.type_of(Side::Answer, action, "Item", items);
        return Answer { is_page: true, ..plain(format!("Page<{item}>")) };
    }
    let (resolved, reference) = description.resolve(schema);
    if resolved["type"] == "array" {
        let item = types.type_of(Side::Answer, action, "Item", &resolved["items"]);
        return listed(action, &item);
    }
    if description.properties(resolved).next().is_none() {
        return plain("Verbatim<Map<String, Value>>".to_owned());
    }
    let object = types.object(Side::Answer, action, reference.unwrap_or("Answered"), schema);
    // The vendor's objects that have a type are answers by themselves.
    let known = reference == Some(object.as_str()) && !types.declarations().contains(&format!("pub struct {object} "));
    plain(if known { object } else { format!("Verbatim<{object}>") })
}

/// An answer without a body.
fn nothing(action: &str) -> Answer {
    let implementation = format!(
        "#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {{}}

impl Answer<{action}> for () {{
    type Output = Outputs;

    fn output(self, _: {action}) -> Outputs {{
        Outputs {{}}
    }}
}}
"
    );
    Answer { type_name: "()".to_owned(), is_page: false, implementation }
}

/// An array: outputs are an object, so that it gets a name.
fn listed(action: &str, item: &str) -> Answer {
    let implementation = format!(
        "#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {{
    items: Vec<{item}>,
    /// Items in all
    count: usize,
}}

impl Answer<{action}> for List<{item}> {{
    type Output = Outputs;

    fn output(self, _: {action}) -> Outputs {{
        Outputs {{ count: self.0.len(), items: self.0 }}
    }}
}}
"
    );
    Answer { type_name: format!("List<{item}>"), is_page: false, implementation }
}

use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ListCustomFields {}

impl Endpoint for ListCustomFields {
    type Answer = Many<CustomField>;

    const ABOUT: About = About {
        name: "list_custom_fields",
        title: "List custom fields",
        description: "Lists all custom fields: `identifier`, the kind of value each takes, and its `options`.",
        ..About::read("https://apidoc.overloop.ai/#list-custom-fields")
    };
    const CALL: Call = Call::get("/custom_fields");
}

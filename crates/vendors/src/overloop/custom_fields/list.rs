use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ListCustomFields {}

impl Endpoint for ListCustomFields {
    type Answer = Many<CustomField>;

    const ABOUT: About = About {
        name: "list_custom_fields",
        title: "List custom fields",
        description: "Lists all custom fields of prospects and organizations at once: identifier, type of value and options. Use it before `custom_fields` of create_prospect, update_prospect, create_organization or update_organization, whose keys are the identifiers. No tool adds or changes a field.",
        ..About::read("https://apidoc.overloop.ai/#list-custom-fields")
    };
    const CALL: Call = Call::get("/custom_fields");
}

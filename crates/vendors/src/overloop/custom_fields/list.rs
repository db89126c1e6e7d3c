use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ListCustomFields {}

impl Endpoint for ListCustomFields {
    type Answer = Many<CustomField>;

    const ABOUT: About = About {
        name: "list_custom_fields",
        title: "List custom fields",
        description: "Lists the custom fields of Overloop's prospects and organizations: identifier, type, allowed \
            options. Use it before `custom_fields` of create_prospect, update_prospect, create_organization or \
            update_organization, whose keys are identifiers (`c_…`), not names. It has no filter and returns 20 rows \
            unless `max_items` is raised: `type` of a row tells which objects have the field. No tool adds or changes \
            a field.",
        ..About::read("https://apidoc.overloop.ai/#list-custom-fields")
    };
    const CALL: Call = Call::get("/public/v1/custom_fields");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| v2::Taken::NONE.request(v2::get("/public/v2/custom_fields"), inputs));
}

use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ListCustomFields {}

impl Endpoint for ListCustomFields {
    type Answer = Many<CustomField>;

    const ABOUT: About = About {
        name: "list_custom_fields",
        title: "List custom fields",
        description: "Lists the custom fields of Overloop's prospects and organizations: identifier, type, allowed \
            options. Use it before setting `custom_fields` in create_prospect, update_prospect, create_organization or \
            update_organization: keys there are identifiers (`c_…`), not names. It has no filter: raise `max_items` \
            over 20 to read all; `type` of a row says which objects have the field. No tool adds or changes a field.",
        ..About::read("https://apidoc.overloop.ai/#list-custom-fields")
    };
    const CALL: Call = Call::get("/public/v1/custom_fields");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| v2::Taken::NONE.request(v2::get("/public/v2/custom_fields"), inputs));
}

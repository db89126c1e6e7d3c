use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListCustomFields {}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct CustomField {
    /// Its key at Snov.io
    key: Option<Text>,
    /// Its name, the key in `custom_fields`
    label: Option<Text>,
    /// true: a prospect must have it
    required: Option<Flag>,
    /// string, number or date
    r#type: Option<Text>,
}

impl Endpoint for ListCustomFields {
    type Answer = Items<CustomField>;

    const ABOUT: About = About {
        name: "list_custom_fields",
        title: "List custom fields",
        description: "Lists the fields that your account has added to Snov.io's prospects: label, type, whether \
            required. Free. Use it before add_prospect_to_list, whose `custom_fields` takes these labels as keys. It \
            has no filter: raise `max_items` over 20 to read all. Values are read back only in list_campaign_opens, \
            list_campaign_clicks and list_campaign_replies. Fields are added in Snov.io's app.",
        ..About::read("https://snov.io/api#FindProspectsCustomFields")
    };
    const CALL: Call = Call::get("/v1/prospect-custom-fields");
}

impl Named for CustomField {
    const NAME: &str = "custom_field";
}
